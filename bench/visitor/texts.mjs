// What every page says: the words of Volens' own banner, as the server publishes them.

/** Reads the banner's node tree out of a bundle (docs/formats.md, "The bundle"). */
export function textsOf(bundle) {
  const [, json] = /const site=(\{.*?\});const signals=/s.exec(bundle) ?? [];
  if (!json) throw new Error("the bundle does not begin with `const site={…};const signals=`");
  const tree = JSON.parse(json).banner;
  const label = (action) => text(all(tree, (node) => node[1]["data-volens"] === action).pop());
  return {
    title: text(all(tree, tagged("h2"))[0]),
    paragraphs: all(tree, tagged("p")).map(text),
    purposes: all(tree, tagged("li")).map((item) => {
      const part = (tag) => all(item, tagged(tag)).map(text).join(" ");
      return { title: part("strong"), note: part("small"), purpose: part("span") };
    }),
    accept: label("accept"),
    refuse: label("refuse"),
    settings: label("settings"),
    notice: text(all(tree, tagged("a"))[0]),
  };
}

/** The same as one piece of HTML, for managers that take a message. */
export function message({ paragraphs, purposes }) {
  const items = purposes.map(
    ({ title, note, purpose }) => `<li><b>${title}</b> <small>${note}</small> ${purpose}</li>`,
  );
  const [first, ...rest] = paragraphs.map((paragraph) => `<p>${paragraph}</p>`);
  return `${first}<ul>${items.join("")}</ul>${rest.join("")}`;
}

/** The same as plain text, for managers that list the purposes themselves. */
export const plain = ({ paragraphs }) => paragraphs.join(" ");

const tagged = (tag) => (node) => node[0] === tag;

/** Every element of a node tree that fits, in document order. */
function all(node, fits) {
  if (typeof node === "string") return [];
  const inside = node.slice(2).flatMap((child) => all(child, fits));
  return fits(node) ? [node, ...inside] : inside;
}

const text = (node) => (typeof node === "string" ? node : node.slice(2).map(text).join(""));
