// The gate: what the bundle runs (`site`, `signals` and the other parts are the bundle's own). Everything optional
// is shut before this begins; each part below can only open what the decision grants.

import { createHold } from "./hold.js";
import { createFrames } from "./frames.js";
import { createBanner } from "./banner.js";
import { createApi } from "./api.js";
import { createConsent } from "./consent.js";
import { createOutbox } from "./outbox.js";
import { isChoice } from "./decision.js";
import { createStore } from "./store.js";
import { createPanel } from "./panel.js";
import { afterPaint, attempt } from "./later.js";
import { watchTabs } from "./tabs.js";
import { clear } from "./clear.js";

/* global site, signals, aliases, guards, adopters, keepers */

const script = document.currentScript;
const mark = Symbol.for("volens");

// A second copy does nothing; the mark is a symbol, which no element's id can counterfeit. An
// `<img name="currentScript">` injected into the page is no script: it must not name the ledger.
if (!window[mark] && script?.localName === "script") {
  window[mark] = true;
  // Tags may run while the page is prerendered: they are told first of all, and only once.
  signals.forEach((signal) => attempt(signal.deny));
  if (document.prerendering) document.addEventListener("prerenderingchange", start);
  else start();
}

function start() {
  // A bundle that is put into a page has no address and says where it is from; without that, it is
  // from the page's own origin.
  const base = site.base ?? new URL(script.src, location).origin;
  const store = keepers.reduce((store, keep) => keep(store, base, window), createStore(site, window));
  const outbox = createOutbox(site, base, store, window);
  const banner = createBanner(site, base, act);
  const consent = createConsent(site, store, outbox, window, afterPaint, banner.hide, onChange);
  const frames = createFrames(site, actOnFrame);
  const hold = createHold(script.nonce, consent, frames, aliases, guards);
  const load = createPanel(site, base, consent, outbox, act, tell);
  let panel;

  window.volens = createApi(site, consent, open);
  const returning = consent.decision();
  adopters.forEach((adopt) => attempt(() => adopt(consent, store, outbox)));
  if (returning) apply();
  else attempt(show);
  new MutationObserver(look).observe(document, {
    childList: true,
    subtree: true,
    attributeFilter: ["data-category", "data-service", "data-src"],
  });
  document.addEventListener("readystatechange", hold.go);
  look();
  tell("ready");
  // Neither what is asked nor what was granted waits for the rest: hearing of other tabs opens storage, which
  // takes long.
  afterPaint(() => {
    watchTabs(consent.reread);
    consent.renew();
    show();
  });
  setTimeout(resume, 2000);

  /** At what the page has brought. */
  function look() {
    // Added twice is added once; a page that writes itself anew takes listeners away.
    for (const type of ["click", "pointerover", "focusin"]) document.addEventListener(type, onIntent);
    hold.run(10);
    banner.place();
  }

  /** What an earlier page left behind, once this one has what it needs itself. */
  function resume() {
    if (!outbox.isEmpty()) outbox.deliver().then(deliverRest);
    const isFresh = Date.now() / 1000 - returning?.at < 30;
    if (isFresh && performance.navigation?.type === 1) banner.say("reloaded");
  }

  function show() {
    // Global Privacy Control alone means refusing everything: nothing is asked, written or sent.
    const refuses = () => site.gpc === "refuse" && navigator.globalPrivacyControl === true;
    if (consent.decision() || refuses()) banner.rest();
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
    if (deliver && document.activeElement === document.body) banner.refocus();
    tell("decision");
    // What has run cannot be taken back in place (L12). Other tabs may hold a half-filled form, and a
    // page that asks before it goes may stay.
    const isStale = hold.isStale();
    // A region that comes with its words is not read out.
    afterPaint(() => banner.say(isStale ? "stale" : deliver && "saved"));
    if (deliver && site.reload && isStale) location.reload();
    delivered?.then(() => panel && deliverRest());
  }

  function act(action, event, control = "banner", granted = []) {
    if (isChoice(action)) {
      consent.commit(action, control, granted, undefined, event.isTrusted);
      panel?.close();
    } else if (action === "reload") location.reload();
  }

  /** What a placeholder offers: its frame for this page view, or its service from now on. */
  function actOnFrame(action, event, frame) {
    if (action === "always") {
      const granted = consent.decision()?.granted ?? [];
      act("save", event, "placeholder", [...granted, ...consent.servicesOf(frame.dataset)]);
    }
    if (action !== "settings") hold.reveal(frame, action === "once");
  }

  /** Opens the settings; where they are not there soon, for whatever reason, the banner refuses (L23). */
  async function open() {
    const late = setTimeout(() => {
      banner.ask();
      banner.refocus();
    }, 3000);
    await prefetch();
    if (await panel?.open()) clearTimeout(late);
  }

  async function prefetch() {
    panel = await load();
    panel?.prefetch();
  }

  /** What one try did not deliver is the widget's: it tries again, ever more patiently. */
  async function deliverRest() {
    if (!outbox.isEmpty()) (await load())?.deliver();
  }

  /** Controls of the page and of our own open the settings; coming near one fetches them. */
  function onIntent(event) {
    if (!event.composedPath()[0].closest?.('[data-volens="settings"]')) return;
    if (event.type === "click") {
      event.preventDefault();
      open();
    } else prefetch();
  }

  function tell(event) {
    document.dispatchEvent(new CustomEvent(`volens:${event}`, { detail: consent.decision() }));
  }
}
