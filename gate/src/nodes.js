// Makes elements without HTML: under Trusted Types nothing else is allowed, and texts stay texts.

/** A node tree (docs/formats.md) as an element: `["tag", {attribute: "value"}, child, …]`. */
export function build(tree, namespace) {
  if (typeof tree === "string") return document.createTextNode(tree);
  const [tag, attributes, ...children] = tree;
  if (tag === "svg") namespace = "http://www.w3.org/2000/svg";
  const element = namespace
    ? document.createElementNS(namespace, tag)
    : document.createElement(tag);
  for (const name in attributes) element.setAttribute(name, attributes[name]);
  element.append(...children.map((child) => build(child, namespace)));
  return element;
}

/** A host element with an open shadow root: open, so that people's own tools can look inside. */
export function makeHost(name, language, css, child) {
  const host = document.createElement(name);
  host.lang = language;
  const root = host.attachShadow({ mode: "open" });
  // Constructed sheets are not inline styles, so a strict `style-src` lets them be.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [sheet];
  root.append(child);
  return host;
}

/** Tells `act(action, event)` of every activated `data-volens` control; nothing else decides. */
export const onControl = (root, act) =>
  root.addEventListener("click", (event) => {
    const element = event.target.closest?.("[data-volens]");
    if (element) act(element.dataset.volens, event);
  });

/** Links in prerendered markup are paths of the consent origin; on the page they need it before them. */
export function absolute(root, base) {
  for (const link of root.querySelectorAll('a[href^="/"]'))
    link.href = base + link.getAttribute("href");
}
