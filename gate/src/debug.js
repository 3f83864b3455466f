// What a partner sees of their own page while they embed Volens: `/{site}/debug.js`, a module that a
// page never needs (docs/debugging.md). It reads, says, and changes nothing.

const own = new URL(import.meta.url);
const site = own.pathname.split("/")[1];

/** Other consent managers, by what they leave on `window`. */
const OTHERS = {
  OneTrust: "OneTrust",
  Cookiebot: "Cookiebot",
  Usercentrics: "UC_UI",
  Didomi: "Didomi",
  "vanilla-cookieconsent": "CookieConsent",
  Klaro: "klaro",
  tarteaucitron: "tarteaucitron",
  Orejime: "orejime",
  Osano: "Osano",
  iubenda: "_iub",
  "a manager of IAB TCF": "__tcfapi",
};

const HELD = "[data-category]";
const SOURCES = ["src", "srcset", "href", "data"];
const found = (code, text, element) => ({ code, text, element });

/** Everything there is to say, the page's own first. */
export async function report() {
  const policy = await fetch(`${own.origin}/${site}/policy.json`)
    .then((answer) => answer.json())
    .catch(() => null);
  const findings = [...ofPage(policy), ...[...document.querySelectorAll(HELD)].map((one) => ofElement(one, policy))];
  for (const { code, text, element } of findings) {
    const more = element ? [element] : [];
    console[code === "released" ? "info" : "warn"](`volens: ${code}: ${text} (docs/debugging.md#${code})`, ...more);
  }
  return findings;
}

function* ofPage(policy) {
  if (!window.volens?.has) yield found("no-gate", "the gate has not run in this page");
  if (!policy) yield found("no-policy", `${own.origin}/${site}/policy.json cannot be read from here`);
  const gates = [...document.scripts].filter(({ src }) => src.startsWith(`${own.origin}/${site}/`) && !/debug|button|notice|choices/.test(src));
  if (gates.length > 1) yield found("twice", `${gates.length} copies of the script; the first one works`, gates[1]);
  for (const [name, global] of Object.entries(OTHERS))
    if (global in window) yield found("other-manager", `${name} is on this page too: visitors may be asked twice`);
  if ([].toJSON || "".toJSON)
    yield found("to-json", "a library has given arrays or texts a toJSON: no decision can be written down");
  // What rests after a decision has a control only where the site wants one.
  const resting = document.querySelector("volens-floating")?.shadowRoot;
  if (![document, resting].some((root) => root?.querySelector('[data-volens="settings"]')))
    yield found("no-settings", "nothing on this page opens the settings");
}

function ofElement(element, policy) {
  const { dataset, localName } = element;
  const say = (code, text) => found(code, `<${localName}> ${text}`, element);
  const ids = (dataset.service ? [dataset.service] : dataset.category.split(" ")).map((id) => id.replace("!", ""));
  const wanted = ids.join(", ");
  if (localName === "script" && element.type !== "text/plain")
    return dataset.type === undefined
      ? say("not-held", 'runs by itself: its type is not "text/plain"')
      : say("released", `was let go for ${wanted}`);
  const source = SOURCES.find((name) => dataset[name] && element.getAttribute(name) === dataset[name]);
  if (source) return say("released", `loads, for ${wanted}`);
  if (localName !== "script" && localName !== "template" && !SOURCES.some((name) => dataset[name]))
    return say("not-held", "has no data-src, so nothing of it is held");

  const known = policy?.categories.flatMap(({ id, services = [] }) => [id, ...services.map((one) => one.id)]);
  const unknown = known && ids.filter((id) => !known.includes(id));
  if (unknown?.length) return say("unknown-id", `waits for ${unknown.join(", ")}, which the site does not have`);
  if (dataset.service && policy) {
    const { services = [] } = policy.categories.find(({ id }) => id === dataset.category) ?? {};
    if (!services.some(({ id }) => id === dataset.service))
      return say("unknown-id", `waits for ${wanted}, which is no service of ${dataset.category}`);
  }
  const page = document.querySelector('script[nonce]:not([type="text/plain"])')?.nonce;
  if (localName === "script" && page && element.nonce !== page)
    return say("nonce", "has not the page's nonce, and will stay held");
  const address = dataset.src ?? element.getAttribute("src");
  if (address && !/^https?:/.test(new URL(address, document.baseURI).protocol))
    return say("address", `would load ${address}, which is not of http`);
  if (!window.volens?.decision) return say("undecided", `waits for ${wanted}: the visitor has not decided`);
  return say("refused", `waits for ${wanted}, which is not granted`);
}

window.volensReport = report;
report();
