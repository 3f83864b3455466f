// The decision and the cookie that holds it (docs/formats.md, "Decision cookie"). Pure: no clock,
// no storage. The cookie is hostile input; whatever is not exactly the form is no decision.

const FORM =
  /^1\.([0-9a-hjkmnp-tv-z]{12})\.(0|[1-9]\d{0,10})\.([1-9]\d{0,5})\.(accept|refuse|save|withdraw|object|restore|import)\.([^.]*)\.([^.]*)$/;
const ID = /^[a-z][a-z0-9_]{0,23}$/;

/** Every optional service of the site, ascending. */
export const services = (site) => Object.values(site.categories).flat().sort();

/** The decision a cookie value says, or null where it is not exactly the form. */
export function parse(value) {
  const fields = value.length <= 2048 && FORM.exec(value);
  if (!fields) return null;
  const [, fingerprint, at, counter, action] = fields;
  const [granted, objected] = fields.slice(5).map((list) => (list ? list.split("-") : []));
  const exact =
    [granted, objected].every((ids) =>
      ids.every((id, i) => ID.test(id) && !(ids[i - 1] >= id)),
    ) && !(grantsNothing(action) && granted.length);
  return exact ? { fingerprint, at: +at, counter: +counter, action, granted, objected } : null;
}

/** The cookie value that says the decision. */
export const format = ({ fingerprint, at, counter, action, granted, objected }) =>
  ["1", fingerprint.slice(0, 12), at, counter, action, granted.join("-"), objected.join("-")].join(
    ".",
  );

/** The decision that all cookies of the name make together. One invalid among them: none. */
export function read(values, site, now) {
  const decisions = values.map(parse);
  const stand =
    decisions.length && decisions.every((decision) => decision && stands(decision, site, now));
  return stand ? decisions.reduce(intersect) : null;
}

/** For how long what grants `granted` holds, in days. */
export const daysOf = (site, granted) => site.days[granted.length ? "grant" : "refuse"];

/** The highest of `counter` and those that cookies of the exact form say, whether they stand or not. */
export const lastCounter = (counter, values) =>
  Math.max(counter, ...values.map((value) => parse(value)?.counter ?? 0));

/**
 * The decision after `current`. What ends without any grant is a refusal, or a withdrawal where
 * something had been granted, whichever button it came from. An objection drops the grants of its
 * category; only a later explicit grant there lifts it.
 */
export function decide(site, current, counter, action, granted, objected, at) {
  const servicesOf = (activity) => site.categories[site.activities[activity]] ?? [];
  const closed = action === "object" ? objected.flatMap(servicesOf) : [];
  granted = services(site).filter(
    (id) =>
      !grantsNothing(action) &&
      (action === "accept" || granted.includes(id)) &&
      !closed.includes(id),
  );
  objected = Object.keys(site.activities)
    .filter(
      (id) => objected.includes(id) && !servicesOf(id).some((service) => granted.includes(service)),
    )
    .sort();
  if (!granted.length && isChoice(action)) {
    action = current?.granted.length ? "withdraw" : "refuse";
  }
  return {
    fingerprint: site.fingerprint,
    at,
    counter: Math.min(counter + 1, 999999),
    action,
    granted,
    objected,
  };
}

const stands = ({ fingerprint, at, granted }, site, now) =>
  [site.fingerprint.slice(0, 12), ...site.earlier].includes(fingerprint) &&
  at <= now + 300 &&
  now - at <= daysOf(site, granted) * 86400 &&
  granted.every((id) => services(site).includes(id));

function intersect(a, b) {
  const newer = b.at > a.at || (b.at === a.at && b.counter > a.counter) ? b : a;
  return {
    ...newer,
    granted: a.granted.filter((id) => b.granted.includes(id)),
    objected: [...new Set([...a.objected, ...b.objected])].sort(),
  };
}

/** Whether it is a choice among everything, whatever comes of it. */
export const isChoice = (action) => /^(accept|refuse|save|withdraw)$/.test(action);

const grantsNothing = (action) => /^(refuse|withdraw)$/.test(action);
