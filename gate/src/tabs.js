// Other tabs and the page's own past. A decision writes one queue item, which the browser tells
// every other tab of the origin; a page from the back-forward cache has slept meanwhile. Where
// storage is blocked, or another host of the cookie's domain decided, coming back to the tab tells.

export function watchTabs(reread) {
  // Another tab may have decided before this one listens.
  reread();
  for (const event of ["pageshow", "storage", "visibilitychange"])
    addEventListener(event, reread);
}
