// Room at the page's end, as much as the banner covers: whatever stands there, and whatever has the
// focus, can be scrolled clear of it (WCAG 2.4.11). Padding below the page moves nothing on it.

const search = new MutationObserver(() => {
  // The gate puts it first, so that a page that changes often is not searched.
  const banner = document.body?.firstElementChild?.shadowRoot?.querySelector(".volens-banner");
  if (!banner) return;
  search.disconnect();
  // It is told of the banner's end too: then the banner has no size.
  new ResizeObserver(() => {
    const { top, height } = banner.getBoundingClientRect();
    const { style } = document.documentElement;
    style.paddingBlockEnd = style.scrollPaddingBlockEnd = height ? `${innerHeight - top}px` : "";
  }).observe(banner);
});
search.observe(document, { childList: true, subtree: true });
