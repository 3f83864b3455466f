// The published sites that the pictures are of: Apollo's, once for each layout of the banner and in the
// other preset, two that ask consent to be contacted, and one that stores only what is necessary.

import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What stands in `[banner]` of each site's site.toml. */
export const LAYOUTS = {
  corner: 'layout = "corner"\nfloating = true',
  bar: 'layout = "bar"',
  dialog: 'layout = "dialog"',
  modal: 'layout = "dialog"\nmodal = true',
};

/** What only site.toml has; texts stay. */
const site = (more) => (text) => (text.includes("[controller]") ? more(text) : text);
/** The same in the preset that is not the default. */
const PLAIN = (text) => `${text}\n[theme]\npreset = "plain"\n`;
/** For what is compared with pictures kept in the project: fonts that Debian 12 has one version of. */
const FONTS = 'font = "Noto Sans"\nheading = "Noto Serif"';
const PINNED = (text) => `${text}\n[theme]\n${FONTS}\n`;

/** A small site with contact purposes, under the name that the shop's pages know. */
const BOXES = "crates/volens-model/testdata/positive/bookshop";
const renamed = (text) =>
  text.replace('id = "bookshop"', 'id = "apollo"').replaceAll(/volens([._])bookshop/g, "volens$1apollo");

/** A site of which nobody is asked anything: neither its files nor its texts know of more. */
const necessary = (text) =>
  renamed(text)
    .replace(/^\[\[category\]\]\nid = "statistics"[^]*/m, "")
    .replaceAll(/^\[(category\.statistics|service\.counter|contact)[^[]*/gm, "")
    .replace('"category:statistics"', '"request"');

/** Of each site: its files, and what is changed in their text. */
const SITES = {
  ...Object.fromEntries(
    Object.entries(LAYOUTS).map(([layout, banner]) => [
      layout,
      ["sites/apollo", (text) => text.replace(/(?<=^\[banner\]\n)(.+\n)+/m, `${banner}\n`)],
    ]),
  ),
  plain: ["sites/apollo", site(PLAIN)],
  pinned: ["sites/apollo", site(PINNED)],
  necessary: [BOXES, necessary],
  boxes: [BOXES, renamed],
  club: ["sites/club", (text) => text],
  pinned_boxes: [BOXES, (text) => renamed(text).replace('preset = "bookshop"', `preset = "bookshop"\n${FONTS}`)],
};

/** Publishes the sites that are `wanted` below `folder`; answers where, by name. */
export function publish({ root, folder, volens, assets }, wanted) {
  rmSync(folder, { recursive: true, force: true });
  const published = [...new Set(wanted)].map((name) => {
    const [from, change] = SITES[name];
    const [site, out] = [join(folder, name, "site"), join(folder, name, "published")];
    mkdirSync(join(folder, name), { recursive: true });
    cpSync(join(root, from), site, { recursive: true });
    const texts = readdirSync(join(site, "texts")).map((file) => join("texts", file));
    for (const file of ["site.toml", "notice.toml", ...texts].map((file) => join(site, file)))
      writeFileSync(file, change(readFileSync(file, "utf8")));
    const words = ["build", "--site", site, "--out", out, "--assets", assets];
    execFileSync(volens, words, { stdio: ["ignore", "ignore", "inherit"] });
    return [name, out];
  });
  return Object.fromEntries(published);
}
