// The decision cookie, read on the server (docs/recipes.md): what is not exactly a decision is none.
// `policy` is the site's policy.json; pass the Cookie header as it came, for parsers hide a second
// cookie of the same name.

const FORM =
  /^1\.([0-9a-hjkmnp-tv-z]{12})\.(0|[1-9]\d{0,10})\.([1-9]\d{0,5})\.(accept|refuse|save|withdraw|object|restore|import)\.([^.]*)\.([^.]*)$/;
const ID = /^[a-z][a-z0-9_]{0,23}$/;

/** The services that are granted: none without a decision that stands. */
export function granted(policy, cookies, now = Math.floor(Date.now() / 1000)) {
  const name = `volens_${policy.site}=`;
  const values = cookies.split("; ").flatMap((pair) => (pair.startsWith(name) ? pair.slice(name.length) : []));
  const all = values.map((value) => parse(policy, value, now));
  if (!all.length || all.includes(null)) return [];
  // Two cookies never grant more than each.
  return all.reduce((some, others) => some.filter((id) => others.includes(id)));
}

/** What one cookie grants, or null where it is no decision that stands. */
function parse(policy, value, now) {
  const fields = value.length <= 2048 && FORM.exec(value);
  if (!fields) return null;
  const [, fingerprint, at, , action, ...lists] = fields;
  const [ids, objected] = lists.map((list) => (list ? list.split("-") : []));
  const isList = (list) => list.every((id, i) => ID.test(id) && !(list[i - 1] >= id));
  const optional = policy.categories.filter(({ necessary }) => !necessary);
  const services = optional.flatMap((category) => category.services.map(({ id }) => id));
  const days = ids.length ? policy.grant_days : policy.refuse_days;
  const stands =
    isList(ids) &&
    isList(objected) &&
    [policy.fingerprint.slice(0, 12), ...(policy.earlier ?? [])].includes(fingerprint) &&
    ids.every((id) => services.includes(id)) &&
    !(ids.length && /^(refuse|withdraw)$/.test(action)) &&
    at <= now + 300 &&
    now - at <= days * 86400;
  return stands ? ids : null;
}
