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

  return {
    /** Puts the placeholder before the frame, unless nothing is known of what the frame waits for. */
    show(frame, [id]) {
      if (places.has(frame) || !Object.hasOwn(site.names, id)) return;
      const [name, purpose] = site.names[id];
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
      frame.style.setProperty("display", "none", "important");
      host.style.display = display === "inline" ? "inline-block" : display;
      // Of an element without a box these are as the page wrote them: percentages stay percentages.
      for (const name of BOX) if (style[name] !== "auto") host.style[name] = style[name];
      // Moved, not copied: whatever it had loaded ends, and the page's own references stay good.
      frame.replaceWith(host, frame);
    },

    hide,

    /** Frames that the page has removed take their placeholders along. */
    sweep: () => places.forEach((_, frame) => frame.isConnected || hide(frame)),
  };
}
