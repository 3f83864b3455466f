// Runs in the page: how Refuse and Accept of a layer look, as the browser computes it, and what their
// boxes are but for the place of each and the words (L05). Given `[host, style]`, with that style on Refuse
// alone while it measures.

export function measured(of) {
  const [host, change] = [of].flat();
  const root = document.querySelector(host)?.shadowRoot;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`.decide[data-volens=refuse] { ${change} }`);
  if (change) root.adoptedStyleSheets.push(sheet);
  const looks = ["refuse", "accept"].map((action) => {
    const button = root?.querySelector(`[data-volens=${action}]`);
    if (!button) return null;
    const computed = getComputedStyle(button);
    // Origins follow from the box, which is compared to the tenth of a pixel below.
    const names = [...computed].filter((name) => !/origin|^(inline|block)-size$|^(width|height)$/.test(name));
    const { width, height } = button.getBoundingClientRect();
    return {
      element: button.localName,
      classes: button.className,
      width: width.toFixed(1),
      height: height.toFixed(1),
      ...Object.fromEntries(names.map((name) => [name, computed.getPropertyValue(name)])),
    };
  });
  if (change) root.adoptedStyleSheets.pop();
  return looks;
}
