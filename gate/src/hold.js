// Held elements (docs/held-elements.md): scripts and templates run once; frames and media load for
// as long as they may. What this does not release stays inert by itself, so every doubt (unknown
// category, wrong nonce, another address, refused Trusted Types policy) ends in leaving it alone.

import { isNegated } from "./conditions.js";
import { attempt } from "./later.js";
import { runScript, sourceOf, trusted, unfold } from "./release.js";

// `nomodule` never runs where this gate runs, and would never say that it has loaded.
const HELD = '[data-category]:is(script[type="text/plain"]:not([nomodule]),:not(script))';
/** What an element that loads something waits with: `data-src` for `src`, and so on. */
const SOURCES = ["src", "srcset", "href", "data"];

/**
 * `aliases` give other consent managers' elements our own attributes (`aliases.js`); `guards`
 * forbid services an address (`addresses.js`).
 */
export function createHold(nonce, consent, frames, aliases, guards) {
  const ran = [];
  const once = new WeakSet();
  let loading;
  let pending;
  let isWaiting;

  function all() {
    aliases.forEach(attempt);
    return [...document.querySelectorAll(HELD)];
  }

  const isGranted = (held) => once.has(held) || consent.isGranted(held.dataset);
  const isScript = (held) => held.localName === "script";
  const runs = (held) => isScript(held) || held.content;
  const waiting = ({ dataset }) => SOURCES.filter((name) => dataset[name]);
  const isLoaded = (held) =>
    waiting(held).every((name) => held.getAttribute(name) === held.dataset[name]);
  const addresses = (held) =>
    waiting(held).map((name) => [name, trustAddress(held, held.dataset[name])]);

  /** An address that may be loaded: of http, and none that a guard forbids. */
  function trustAddress(held, text) {
    const { href, protocol } = new URL(text, document.baseURI);
    const isForbidden = (guard) => guard(consent.servicesOf(held.dataset), href);
    if (!/^https?:$/.test(protocol) || guards.some(isForbidden))
      throw Error(`volens: forbidden: ${href}`);
    return trusted().createScriptURL(text);
  }

  /** While the page is parsed, what is in its last element may still be on its way. */
  const isComplete = (held) => !runs(held) || held.nextSibling || document.readyState !== "loading";

  /** An element that `work` throws for is left alone from then on, and the console says why. */
  const guard = (work) => (held) => {
    try {
      work(held);
    } catch (error) {
      held.removeAttribute("data-category");
      console.error(error);
    }
  };

  const release = guard((held) => {
    const ids = consent.needs(held.dataset);
    if (!runs(held)) {
      for (const [name, address] of addresses(held)) held.setAttribute(name, address);
      frames.hide(held);
      return restart(held);
    }
    if (held.content) unfold(held);
    else {
      const script = runScript(held, nonce, trustAddress);
      // Such run one after the other, so the last one's end is the end of all.
      if (script.src && !script.async)
        loading = new Promise((done) =>
          ["load", "error"].forEach((event) => script.addEventListener(event, done)),
        );
    }
    ran.push(...ids.filter((id) => !isNegated(id)));
  });

  /** Stops what may not load any more; what stands in a frame's place says why. */
  const shut = guard((held) => {
    if (runs(held) || isGranted(held) || !addresses(held).length) return;
    if (isLoaded(held)) {
      waiting(held).forEach((name) => held.removeAttribute(name));
      restart(held);
    }
    if (held.localName === "iframe") frames.show(held, consent.needs(held.dataset));
  });

  /** Looks at the page in a task of its own, however often it has changed until then. */
  const run = () => (pending ??= setTimeout(look));

  /** Shuts all that must be shut; releases the first that is granted, and looks again. */
  async function look() {
    pending = null;
    frames.sweep();
    all().forEach(shut);
    const next = all().find((held) => isGranted(held) && (runs(held) || !isLoaded(held)));
    if (isWaiting || !next || !isComplete(next)) return;
    if (loading && isScript(next) && sourceOf(next) == null) {
      // An inline script may need those before it. By then the decision may have changed.
      isWaiting = true;
      await loading;
      isWaiting = loading = null;
    } else release(next);
    run();
  }

  return {
    run,
    /** Loads a frame because the visitor has asked for it in its place. */
    reveal(frame, forThisView) {
      if (forThisView) once.add(frame);
      release(frame);
      frame.focus();
    },
    /** Whether something ran in this page that is not granted any more. */
    isStale: () => !ran.every(consent.has),
  };
}

const restart = (media) => media.closest("video,audio")?.load();
