// Held elements (docs/held-elements.md): scripts and templates run once; frames and media load for
// as long as they may. What this does not release stays inert by itself, so every doubt (unknown
// category, wrong nonce, another address, refused Trusted Types policy) ends in leaving it alone.

import { isNegated } from "./conditions.js";
import { attempt } from "./later.js";
import { runScript, sourceOf, trusted, unfold } from "./release.js";

// `nomodule` never runs where this gate runs, and would never say that it has loaded.
// Nothing below `:root` is anything that the page has taken out.
const HELD = ':root [data-category]:is(script[type="text/plain"]:not([nomodule]),:not(script))';
/** What an element that loads something waits with: `data-src` for `src`, and so on. */
const SOURCES = ["src", "srcset", "href", "data"];

/**
 * `aliases` give other consent managers' elements our own attributes (`aliases.js`); `guards`
 * forbid services an address (`addresses.js`).
 */
export function createHold(nonce, consent, frames, aliases, guards) {
  const ran = [];
  const once = [];
  /** What was due when all was looked at, in document order. */
  let queue = [];
  /** How many scripts are on their way that others may need. */
  let loading = 0;
  let pending;

  const isGranted = (held) => once.includes(held) || consent.isGranted(held.dataset);
  const runs = (held) => held.localName === "script" || held.content;
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
      for (const pair of addresses(held)) held.setAttribute(...pair);
      frames.hide(held);
      return restart(held);
    }
    if (held.content) queue.unshift(...unfold(held));
    else {
      const script = runScript(held, nonce, trustAddress);
      if (script.src && !script.async) {
        loading++;
        for (const event of ["load", "error"])
          script.addEventListener(event, () => {
            loading--;
            run(1);
          });
      }
    }
    ran.push(...ids.filter((id) => !isNegated(id)));
  });

  /** Stops what may not load any more; what stands in a frame's place says why. */
  const shut = guard((held) => {
    if (runs(held) || isGranted(held) || !addresses(held).length) return;
    if (isLoaded(held)) {
      waiting(held).forEach((name) => held.removeAttribute(name));
      // Put in again, not copied: whatever it had loaded ends, and the page's own references stay good.
      held.replaceWith(held);
      restart(held);
    }
    if (held.localName === "iframe" && document.readyState === "complete")
      frames.show(held, consent.needs(held.dataset));
  });

  /** Whether it is held still, and may be let go. */
  const isDue = (held) => held.matches(HELD) && isGranted(held) && (runs(held) || !isLoaded(held));

  /**
   * Goes on in a task of its own, however often it is told to until then. Without a pause, as after a
   * decision, all is looked at anew; a page that never rests is looked at once in a pause.
   */
  function run(pause) {
    if (!pause) queue = [];
    pending ??= setTimeout(go, queue.length ? 0 : pause);
  }

  /**
   * Shuts all that must be shut, then lets what is due go, one in each task. What comes meanwhile is
   * looked at after the last.
   */
  function go() {
    pending = null;
    if (!queue.length) {
      frames.sweep();
      aliases.forEach(attempt);
      queue = [...document.querySelectorAll(HELD)].filter((held) => {
        shut(held);
        return isDue(held);
      });
    }
    const [next] = queue;
    // While the page is parsed, what is in its last element may still be on its way. What is inline
    // may need the scripts before it.
    if (!next || (loading && sourceOf(next) == null)) return;
    if (runs(next) && !next.nextSibling && document.readyState === "loading") return;
    queue.shift();
    // The decision or the page may have changed since.
    if (isDue(next)) release(next);
    run(1);
  }

  return {
    run,
    /** At once, not in a task that the page's first frame comes before; one that is on its way finds less to do. */
    go,
    /** Loads a frame because the visitor has asked for it in its place. */
    reveal(frame, forThisView) {
      if (forThisView) once.push(frame);
      release(frame);
      frame.focus();
    },
    /** Whether something ran in this page that is not granted any more. */
    isStale: () => !ran.every(consent.has),
  };
}

const restart = (media) => media.closest("video,audio")?.load();
