// What many held elements cost: letting all of them go after a tap on Accept, and a page that changes a thousand times while all of them wait.

import { spread } from "./figures.mjs";
import { asNewVisitor } from "./phone.mjs";
import { probe } from "./probe.mjs";

const COUNTS = [1, 10, 100, 1000];
/** Frames are documents: a slow phone has a thousand of them in minutes. */
const FRAMES = [1, 10, 100];
export const CHANGES = 1000;
/** How each of the changes comes: all in one task, or each in a task of its own. */
const KINDS = ["together", "apart"];
/** Of a size, and loaded only where somebody looks, as long pages have them. */
const FRAME =
  '<iframe data-category="statistics" data-service="shop_stats" data-src="/blank" loading="lazy" height="200"></iframe>';

/** The figures of `linked`, Volens' page, with ever more held elements in it. */
export function createHeld(network, server, linked) {
  const light = { count: 0, burn: 0 };
  const empty = linked.html(light, "");
  for (const count of [0, ...COUNTS]) {
    const held = '<script type="text/plain" data-category="statistics">ran.push(1)</script>';
    server.addPage(`/held/${count}`, () => empty.replace("</body>", `${held.repeat(count)}$&`));
    server.addPage(`/frames/${count}`, () => empty.replace("</body>", `${FRAME.repeat(count)}$&`));
  }

  const placeholders = (tab, wanted) => tab.evaluate(whenPlaceholders, wanted);

  const visit = (path, work, prepare = () => {}) =>
    asNewVisitor(network, probe(linked.accept), async (tab) => {
      await tab.goto(path);
      await tab.evaluate(() => window.bench.banner);
      await prepare(tab);
      await tab.evaluate(() => window.bench.settled());
      const [begun, before] = [await tab.evaluate(() => performance.now()), await tab.work()];
      await work(tab);
      const { long } = await tab.evaluate(() => window.bench.settled());
      const after = long.filter(({ startTime }) => startTime > begun);
      return {
        work: (await tab.work()) - before,
        longest: Math.max(0, ...after.map(({ duration }) => duration)),
      };
    });

  return {
    accept: (count) =>
      visit(`/held/${count}`, async (tab) => {
        await tab.tap(linked.accept);
        await tab.evaluate((wanted) => window.bench.whenRan(wanted), count);
      }),
    frames: (count) =>
      visit(
        `/frames/${count}`,
        async (tab) => {
          await tab.tap(linked.accept);
          await placeholders(tab, 0);
        },
        (tab) => placeholders(tab, count),
      ),
    change: (count, kind) =>
      visit(`/held/${count}`, (tab) =>
        tab.evaluate(change, { changes: CHANGES, isApart: kind === "apart" }),
      ),
  };
}

/** One round of all of it, into `figures`: a name for each row, and its lists. */
export async function measureHeld(held, figures) {
  const note = (name, { work, longest }) => {
    const row = (figures[name] ??= { work: [], longest: [] });
    row.work.push(work);
    row.longest.push(longest);
  };
  for (const count of COUNTS) note(`Accept, ${count} held`, await held.accept(count));
  for (const count of FRAMES) note(`Accept, ${count} frames`, await held.frames(count));
  for (const kind of KINDS)
    for (const count of [0, ...COUNTS])
      note(`${CHANGES} changes ${kind}, ${count} held`, await held.change(count, kind));
}

export const rowsOfHeld = (figures) =>
  Object.entries(figures).map(([name, { work, longest }]) => [name, spread(work), spread(longest)]);

/** In the page. */
async function change({ changes, isApart }) {
  const { port1, port2 } = new MessageChannel();
  const task = () =>
    new Promise((resolve) => {
      port1.onmessage = resolve;
      port2.postMessage(null);
    });
  for (let number = 0; number < changes; number += 1) {
    document.body.append(document.createElement("p"));
    if (isApart) await task();
  }
}

/** In the page. */
async function whenPlaceholders(wanted) {
  while (document.querySelectorAll("volens-placeholder").length !== wanted)
    await new Promise((resolve) => setTimeout(resolve, 50));
}
