// The gate: what the bundle runs (`site`, `signals` and the other parts are the bundle's own). Everything optional
// is shut before this begins; each part below can only open what the decision grants.

import { createStore } from "./store.js";
import { afterPaint, attempt, whenIdle } from "./later.js";
import { createHold } from "./hold.js";
import { createFrames } from "./frames.js";
import { clear } from "./clear.js";
import { createBanner } from "./banner.js";
import { createConsent } from "./consent.js";
import { createOutbox } from "./outbox.js";
import { createPanel } from "./panel.js";
import { watchTabs } from "./tabs.js";
import { createApi } from "./api.js";

/* global site, signals, aliases, guards, adopters, keepers */

const script = document.currentScript;
const mark = Symbol.for("volens");

// A second copy does nothing; the mark is a symbol, which no element's id can counterfeit. An
// `<img name="currentScript">` injected into the page is no script: it must not name the ledger.
if (!window[mark] && script instanceof HTMLScriptElement) {
  window[mark] = true;
  // Tags may run while the page is prerendered: they are told first of all, and only once.
  signals.forEach((signal) => attempt(signal.deny));
  if (document.prerendering) document.addEventListener("prerenderingchange", start, { once: true });
  else start();
}

function start() {
  // Inlined into a page there is no address: then the page's own origin is the consent origin.
  const base = new URL(script.src || location.href).origin;
  const store = keepers.reduce((store, keep) => keep(store, base, window), createStore(site, window));
  const outbox = createOutbox(site, base, store, window);
  const banner = createBanner(site, base, act);
  const consent = createConsent({
    site,
    store,
    outbox,
    window,
    later: afterPaint,
    onCommit: banner.hide,
    onChange,
  });
  const frames = createFrames(site, actOnFrame);
  const hold = createHold(script.nonce, consent, frames, aliases, guards);
  const load = createPanel(site, base, consent, outbox, act, tell);
  let panel;
  const ready = Promise.resolve();

  Object.defineProperty(window, "volens", {
    value: createApi(site, consent, ready, open),
    configurable: true,
  });
  const returning = consent.decision();
  adopters.forEach((adopt) => attempt(() => adopt(consent, store)));
  attempt(show);
  if (returning) apply();
  new MutationObserver(look).observe(document, { childList: true, subtree: true });
  document.addEventListener("DOMContentLoaded", look);
  look();
  watchTabs(site.id, consent.reread);
  listenToPage();
  tell("ready");
  if (!outbox.isEmpty()) whenIdle(() => outbox.deliver().then(deliverRest));

  /** At what the page has brought, or has completed. */
  function look() {
    banner.place();
    hold.run();
  }

  function show() {
    // Global Privacy Control alone means refusing everything: nothing is asked, written or sent.
    const refused = site.gpc === "refuse" && navigator.globalPrivacyControl === true;
    if (consent.decision() || refused) banner.rest();
    else banner.ask();
  }

  function apply() {
    signals.forEach((signal) => attempt(() => signal.update(consent.has)));
    clear(site, consent.has, store);
    hold.run();
  }

  function onChange(deliver) {
    const delivered = deliver?.();
    apply();
    attempt(show);
    tell("decision");
    // What has run cannot be taken back in place (L12). Other tabs may hold a half-filled form.
    if (deliver && site.reload && hold.isStale()) location.reload();
    delivered?.then(() => panel && deliverRest());
  }

  function act(action, event, control = "banner", granted = []) {
    if (action === "settings") {
      event.preventDefault();
      open();
    } else if (/^(accept|refuse|save|withdraw)$/.test(action)) {
      consent.commit(action, control, granted, consent.decision()?.objected ?? [], event.isTrusted);
      panel?.close();
    }
  }

  /** What a placeholder offers: its frame for this page view, or its service from now on. */
  function actOnFrame(action, event, frame) {
    if (action === "settings") return open();
    if (action === "always") {
      const granted = consent.decision()?.granted ?? [];
      act("save", event, "placeholder", [...granted, ...consent.servicesOf(frame.dataset)]);
    }
    hold.reveal(frame, action === "once");
  }

  /** Opens the settings; where they cannot be had, the banner lets one refuse (L23). */
  async function open() {
    if (!(await (await prefetch())?.open())) banner.ask();
  }

  async function prefetch() {
    panel = await load();
    panel?.prefetch();
    return panel;
  }

  /** What one try did not deliver is the widget's: it tries again, ever more patiently. */
  async function deliverRest() {
    if (!outbox.isEmpty()) (await load())?.deliver();
  }

  /** Controls in the page itself open the settings; coming near one of any kind fetches them. */
  function listenToPage() {
    const opens = '[data-volens="settings"]';
    const listen = (type, find, work) =>
      document.addEventListener(type, (event) => find(event).closest?.(opens) && work(event));
    listen("click", (event) => event.target, (event) => act("settings", event));
    for (const intent of ["pointerover", "focusin"])
      listen(intent, (event) => event.composedPath()[0], prefetch);
  }

  function tell(event) {
    document.dispatchEvent(new CustomEvent(`volens:${event}`, { detail: consent.decision() }));
  }
}
