// What is on the page by itself: the banner where a decision is wanted, what rests in a corner where
// one has been made. Both come as node trees; there is no text and no layout here.

import { makeView } from "./nodes.js";

const SETTINGS = '[data-volens="settings"]';

export function createBanner(site, base, act) {
  let shown;
  /** The body that what is shown is in. */
  let home;
  let wanted;

  function show(name) {
    if (name === wanted) return;
    home = shown?.remove();
    wanted = name;
    place();
  }

  /**
   * Puts what is wanted into the body, once there is one: the gate may come first in the head. A page that
   * takes another body, or writes itself anew, gets it anew; one that only takes it out is left alone.
   */
  function place() {
    if (home === document.body) return;
    home = wanted && document.body;
    if (!home) return;
    shown = makeView(site, `volens-${wanted}`, site[wanted], { base }, act);
    if (wanted === "banner") {
      // It comes first in the page: Tab and screen readers reach it first.
      home.prepend(shown);
      // Its bundle's part for that: `room.js`, or `modal.js`.
      site.raise(shown);
    } else home.append(shown);
  }

  return {
    ask: () => show("banner"),
    rest: () => show("floating"),
    /** The banner goes in the click that answers it, once: what rests instead need not come with it. */
    hide() {
      if (wanted !== "banner") return;
      shown?.remove();
      shown = null;
    },
    place,

    /** Says in words what has become of a choice (WCAG 4.1.3): "saved", "reloaded", "stale" or nothing. */
    say: (name) =>
      shown?.shadowRoot.querySelectorAll("p[data-note]").forEach((note) => {
        note.hidden = note.dataset.note !== name;
      }),

    /** Focus to what opens the settings: a control of ours, or the page's own (L11). */
    refocus: () =>
      (shown.shadowRoot.querySelector(SETTINGS) ?? document.querySelector(SETTINGS))?.focus({
        preventScroll: true,
      }),
  };
}
