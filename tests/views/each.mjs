// Every view in every look and language, or a selection, two at a time.

import { VIEWS } from "./views.mjs";

const LANGUAGES = ["lv", "en", "et", "lt", "ru", "fi"];

/**
 * Runs `work` for those whose name contains `only`; says what went wrong as soon as it does, and answers
 * how often. `full`: in each language.
 */
export async function each({ few = false, ...wanted }, looks, work) {
  const all = named(wanted, looks);
  const jobs = few ? selection(all) : all;
  const whole = jobs.length;
  let failed = 0;
  const worker = async () => {
    for (let job; (job = jobs.pop()); ) {
      try {
        await work(job);
      } catch (error) {
        failed += 1;
        console.error(`${job.name}: ${error.message.slice(0, 600)}`);
      }
      if (jobs.length % 100 === 0) console.log(`${jobs.length} of ${whole} views to go`);
    }
  };
  await Promise.all([worker(), worker()]);
  return failed;
}

/** The sites that they are of. */
export const layouts = (wanted, looks) => named(wanted, looks).map(({ layout }) => layout);

function named({ only = "", full = false }, looks) {
  const all = [];
  for (const [view, { layout, languages = ["lv", "lt"], every = LANGUAGES, show }] of Object.entries(VIEWS)) {
    for (const [look, shape] of Object.entries(looks)) {
      for (const language of full ? every : languages) {
        const name = `${view}-${look}-${language}`;
        if (name.includes(only)) all.push({ name, view, layout, look: { ...shape, language }, show });
      }
    }
  }
  return all;
}

/**
 * So few that each view, and each language, is still seen in each width, scheme, direction and text size
 * that there is: whatever brings the most that is new comes next.
 */
function selection(all) {
  const jobs = all.map((job) => [job, pairs(job)]);
  const missing = new Set(jobs.flatMap(([, met]) => met));
  const chosen = [];
  while (missing.size) {
    const news = ([, met]) => met.filter((pair) => missing.has(pair)).length;
    const [job, met] = jobs.reduce((best, next) => (news(next) > news(best) ? next : best));
    chosen.push(job);
    met.forEach((pair) => missing.delete(pair));
  }
  return chosen;
}

function pairs({ view, look: { language, height, ...look } }) {
  const values = Object.entries(look).map((entry) => entry.join("="));
  return [`${view} ${language}`, ...values.flatMap((value) => [`${view} ${value}`, `${language} ${value}`])];
}
