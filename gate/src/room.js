// Room at the page's end, as much as the banner covers: whatever stands there, and whatever has the
// focus, can be scrolled clear of it (WCAG 2.4.11). Padding below the page moves nothing on it. In the
// browser's top layer a banner is where it should be under a page's transforms, filters and overlays too.

/* global site */

site.raise = (host) => {
  const banner = host.shadowRoot.firstChild;
  host.popover = "manual";
  // At once, and whenever it has been put there again.
  const raise = () => host.togglePopover?.(true);
  raise();
  // It is told of the banner's end too: then the banner has no size.
  new ResizeObserver(() => {
    const { top, height } = banner.getBoundingClientRect();
    if (height) raise();
    const { style } = document.documentElement;
    const room = height ? `${innerHeight - top}px` : "";
    // After the frame that shows it: the page is laid out anew.
    setTimeout(() => (style.paddingBlockEnd = style.scrollPaddingBlockEnd = room));
  }).observe(banner);
};
