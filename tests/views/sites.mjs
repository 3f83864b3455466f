// The published sites that the pictures are of: Apollo's, once for each layout of the banner, and one that
// asks consent to be contacted.

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

/** A small site with contact purposes, under the name that the shop's pages know. */
const BOXES = "crates/volens-model/testdata/positive/bookshop";
const renamed = (text) =>
  text.replace('id = "bookshop"', 'id = "apollo"').replaceAll(/volens([._])bookshop/g, "volens$1apollo");

/** Publishes each site below `folder`; answers where, by layout. */
export function publish({ root, folder, volens, assets }) {
  rmSync(folder, { recursive: true, force: true });
  const sites = Object.entries(LAYOUTS).map(([layout, banner]) => [
    layout,
    "sites/apollo",
    (text) => text.replace(/(?<=^\[banner\]\n)(.+\n)+/m, `${banner}\n`),
  ]);
  sites.push(["boxes", BOXES, renamed]);
  const published = sites.map(([layout, from, change]) => {
    const [site, out] = [join(folder, layout, "site"), join(folder, layout, "published")];
    mkdirSync(join(folder, layout), { recursive: true });
    cpSync(join(root, from), site, { recursive: true });
    const texts = readdirSync(join(site, "texts")).map((name) => join("texts", name));
    for (const file of ["site.toml", ...texts].map((name) => join(site, name)))
      writeFileSync(file, change(readFileSync(file, "utf8")));
    const words = ["build", "--site", site, "--out", out, "--assets", assets];
    execFileSync(volens, words, { stdio: ["ignore", "ignore", "inherit"] });
    return [layout, out];
  });
  return Object.fromEntries(published);
}
