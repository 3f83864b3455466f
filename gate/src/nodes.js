// Makes elements without HTML: under Trusted Types nothing else is allowed, and texts stay texts.

/**
 * A node tree (docs/formats.md) as an element: `["tag", {attribute: "value"}, child, …]`; `{name}` in
 * it is what `words` has of that name.
 */
export function build(tree, words) {
  const fill = (text) => text.replace(/{(\w+)}/g, (all, name) => words[name] ?? all);
  const [tag, attributes, ...children] = tree;
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, fill(value));
  // What is a string is appended as text.
  for (const child of children) element.append(child.trim ? fill(child) : build(child, words));
  return element;
}

/** A node tree in a host of its own; `act` is told of its controls. */
export function makeView(site, name, tree, words, act) {
  const host = makeHost(name, site.css, build(tree, words));
  onControl(host.shadowRoot, act);
  return host;
}

/** A host element with an open shadow root: open, so that people's own tools can look inside. */
export const makeHost = (name, css, child) => dress(document.createElement(name), css, child);

/** Each text's sheet: a page may have a thousand placeholders. */
const sheets = {};

/** The same for an element that the page brings. */
export function dress(host, css, child) {
  const root = host.attachShadow({ mode: "open" });
  // Constructed sheets are not inline styles, so a strict `style-src` lets them be.
  if (!sheets[css]) (sheets[css] = new CSSStyleSheet()).replaceSync(css);
  root.adoptedStyleSheets = [sheets[css]];
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
