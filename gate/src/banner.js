// What is on the page by itself: the banner where a decision is wanted, the floating control where
// one has been made. Both come as node trees; there is no text and no layout here.

import { makeView } from "./nodes.js";

export function createBanner(site, base, act) {
  const make = (name, tree) => makeView(site, name, tree, { base }, act);
  let banner;
  let floating;
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
    rest: () => show(site.floating ? (floating ??= make("volens-floating", site.floating)) : null),
    hide: () => show(null),
    place,
  };
}
