// The gate: what the bundle runs (`site` and `signals` are the bundle's own). Everything optional
// is shut before this begins; each part below can only open what the decision grants.

import { createApi } from "./api.js";
import { createBanner } from "./banner.js";
import { createConsent } from "./consent.js";
import { createHold } from "./hold.js";
import { afterPaint, attempt, whenIdle } from "./later.js";
import { createOutbox } from "./outbox.js";
import { createPort } from "./port.js";
import { createSettings } from "./settings.js";
import { createStore } from "./store.js";
import { watchTabs } from "./tabs.js";
import { createWasm } from "./wasm.js";

/* global site, signals */

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
  const store = createStore(site.id, window);
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
  const hold = createHold(script.nonce, consent.isGranted);
  const wasm = createWasm(site, base);
  const port = createPort(site, base, consent, outbox, () => settings.close());
  const settings = createSettings(site, base, wasm, port, act, tell);
  const ready = Promise.resolve();

  Object.defineProperty(window, "volens", {
    value: createApi(site, consent, ready, open),
    configurable: true,
  });
  attempt(show);
  if (consent.decision()) apply();
  new MutationObserver((records) => {
    banner.place();
    hold.notice(records);
  }).observe(document, { childList: true, subtree: true });
  document.addEventListener("DOMContentLoaded", hold.run);
  watchTabs(site.id, consent.reread);
  listenToPage();
  tell("ready");
  if (!outbox.isEmpty()) whenIdle(() => outbox.deliver().then(deliverRest));

  function show() {
    // Global Privacy Control alone means refusing everything: nothing is asked, written or sent.
    const refused = site.gpc === "refuse" && navigator.globalPrivacyControl === true;
    if (consent.decision() || refused) banner.rest();
    else banner.ask();
  }

  function apply() {
    signals.forEach((signal) => attempt(() => signal.update(consent.has)));
    hold.run();
  }

  function onChange(deliver) {
    const delivered = deliver?.();
    apply();
    attempt(show);
    tell("decision");
    // What has run cannot be taken back in place (L12).
    if (hold.isStale()) location.reload();
    delivered?.then(() => wasm.widget && deliverRest());
  }

  function act(action, event, control = "banner", granted = []) {
    if (action === "settings") {
      event.preventDefault();
      open();
    } else if (/^(accept|refuse|save|withdraw)$/.test(action)) {
      consent.commit(action, control, granted, consent.decision()?.objected ?? [], event.isTrusted);
      settings.close();
    }
  }

  /** Opens the settings; where they cannot be had, the banner lets one refuse (L23). */
  async function open() {
    if (!(await settings.open())) banner.ask();
  }

  /** What one try did not deliver is the widget's: it tries again, ever more patiently. */
  async function deliverRest() {
    if (!outbox.isEmpty()) (await wasm.load())?.deliver(port);
  }

  /** Controls in the page itself open the settings; coming near one of any kind fetches them. */
  function listenToPage() {
    const opens = '[data-volens="settings"]';
    document.addEventListener(
      "click",
      (event) => event.target.closest?.(opens) && act("settings", event),
    );
    for (const intent of ["pointerover", "focusin"]) {
      document.addEventListener(
        intent,
        (event) => event.composedPath()[0].closest?.(opens) && settings.prefetch(),
      );
    }
  }

  function tell(event) {
    document.dispatchEvent(new CustomEvent(`volens:${event}`, { detail: consent.decision() }));
  }
}
