// What stands in a held frame's place: a placeholder that says what would be loaded and why, and
// offers to load it. It comes as a node tree; there is no text and no layout here.

import { makeView } from "./nodes.js";

/** What makes a frame's box. */
const BOX = ["position", "inset", "margin", "width", "height", "maxWidth", "aspectRatio"];

/** `act(action, event, frame)` is told of the placeholder's controls. */
export function createFrames(site, act) {
  /** How each frame's placeholder goes. */
  const places = new Map();

  function hide(frame) {
    places.get(frame)?.();
    places.delete(frame);
  }

  /** Puts the placeholder before the frame. */
  function place(frame, [name, purpose]) {
    const words = { name, purpose };
    const host = makeView(site, "volens-placeholder", site.placeholder, words, (action, event) =>
      act(action, event, frame),
    );

    const style = getComputedStyle(frame);
    const { display } = style;
    const before = frame.style.display;
    places.set(frame, () => {
      host.remove();
      frame.style.display = before;
    });
    frame.style.cssText += ";display:none!important";
    host.style.display = display === "inline" ? "inline-block" : display;
    // Of an element without a box these are as the page wrote them: percentages stay percentages.
    for (const name of BOX) if (style[name] !== "auto") host.style[name] = style[name];
    frame.before(host);
  }

  return {
    /**
     * Later, as a framework takes the markup over first and would not know the placeholder: React does it in tasks
     * that may come after the page is complete, in WebKitGTK some 25 ms later. In a task for each, as a page may
     * hold a thousand; never where nothing is known of what the frame waits for.
     */
    show(frame, [id]) {
      if (places.has(frame) || !Object.hasOwn(site.names, id)) return;
      const timer = setTimeout(() => place(frame, site.names[id]), 500);
      places.set(frame, () => clearTimeout(timer));
    },

    hide,

    /** Frames that the page has removed take their placeholders along. */
    sweep: () => places.forEach((_, frame) => frame.isConnected || hide(frame)),
  };
}
