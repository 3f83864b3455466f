// What is on the page by itself: the banner where a decision is wanted, what rests in a corner where
// one has been made. Both come as node trees; there is no text and no layout here.

import { makeView } from "./nodes.js";

const SETTINGS = '[data-volens="settings"]';

export function createBanner(site, base, act) {
  const make = (name, tree) => makeView(site, name, tree, { base }, act);
  let banner;
  let resting;
  let shown;
  let waiting;

  function show(host) {
    if (host === shown) return;
    shown?.remove();
    shown = waiting = host;
    place();
  }

  /** Puts what is shown into the body, once there is one: the gate may come first in the head. */
  function place() {
    if (!waiting || !document.body) return;
    // The banner comes first in the page: Tab and screen readers reach it first.
    document.body[waiting === banner ? "prepend" : "append"](waiting);
    waiting = null;
  }

  return {
    ask: () => show((banner ??= make("volens-banner", site.banner))),
    rest: () => show((resting ??= make("volens-floating", site.floating))),
    place,

    /** Says in words what has become of a choice (WCAG 4.1.3): "saved", "reloaded", "stale" or nothing. */
    say: (name) =>
      resting?.shadowRoot.querySelectorAll("p").forEach((note) => {
        note.hidden = note.dataset.note !== name;
      }),

    /** Focus to what opens the settings: a control of ours, or the page's own (L11). */
    refocus: () =>
      (shown.shadowRoot.querySelector(SETTINGS) ?? document.querySelector(SETTINGS))?.focus({
        preventScroll: true,
      }),
  };
}
