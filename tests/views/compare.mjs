// The main views beside what is kept of them in the project: pictures, at half their size and with a
// tolerance, and accessibility trees, to the letter. `node compare.mjs` with the arguments of screenshots.mjs;
// `--renew` keeps what is there now.

import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { parseArgs } from "node:util";
import pixelmatch from "pixelmatch";
import { PNG } from "pngjs";
import { LOOKS } from "./looks.mjs";
import { asNewVisitor, launch, showAlike } from "./pages.mjs";
import { publish } from "./sites.mjs";
import { tree } from "./trees.mjs";
import { VIEWS } from "./views.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const { values } = parseArgs({
  options: {
    ...Object.fromEntries(["volens", "assets", "browser", "out", "only"].map((name) => [name, { type: "string" }])),
    renew: { type: "boolean" },
  },
});
const kept = (kind) => join(root, "tests/views", kind);
const SEEN = ["1280-light", "1280-dark", "1280-forced", "360-light", "360-dark", "360-forced"];
/** Each view: the site it is shown with, the element that it is, and how it is looked at. */
const COMPARED = {
  corner: ["pinned", "volens-banner", SEEN],
  settings: ["pinned", "volens-settings", SEEN],
  boxes: ["pinned_boxes", "volens-consent", SEEN],
  choices: ["pinned", "volens-choices", ["1280-light", "360-dark"]],
};
/** Read, not looked at: their words are the same in every look. */
const READ = { ...COMPARED, host: ["pinned", "volens-settings"], overview: ["pinned", ".volens-notice"], necessary: ["necessary", "volens-banner"] };
/** How many pixels of a picture may differ, of a hundred thousand: edges of letters do between releases. */
const TOLERANCE = 150;

const sites = publish(
  { root, folder: join(values.out, ".sites"), ...values },
  Object.values(READ).map(([site]) => site),
);
const browser = await launch(values.browser);
const failures = [];
let compared = 0;
if (values.renew) for (const kind of ["trees", "pictures"]) await rm(kept(kind), { recursive: true, force: true });
for (const kind of ["trees", "pictures"]) {
  await mkdir(kept(kind), { recursive: true });
  await mkdir(join(values.out, kind), { recursive: true });
}

for (const [view, [site, host, seen = [SEEN[0]]]] of Object.entries(READ)) {
  for (const name of seen) {
    const look = { ...LOOKS[name], language: "lv", half: true };
    await asNewVisitor({ browser, root, published: sites[site] }, look, async (page) => {
      await showAlike(page, VIEWS[view].show);
      if (name === SEEN[0]) await hold("trees", `${view}.txt`, Buffer.from(await tree(page, host)), sameText);
      if (view in COMPARED) await hold("pictures", `${view}-${name}.png`, await picture(page, host), samePicture);
    });
  }
}
await browser.close();
console.log(`${compared} pictures and trees compared, ${failures.length} otherwise than kept`);
for (const failure of failures) console.error(failure);
if (failures.length) {
  console.error(`What is there now is in ${values.out}. If it is meant: cargo xtask views --renew`);
  process.exitCode = 1;
}

/** The view alone, as far as the window shows it: what the page around it looks like is not compared. */
async function picture(page, host) {
  const clip = await page.evaluate((host) => {
    const views = "dialog, .volens-banner, .volens-box, .volens-choices";
    const { x, y, width, bottom } = document.querySelector(host).shadowRoot.querySelector(views).getBoundingClientRect();
    const height = Math.min(bottom, innerHeight) - y;
    return { x: Math.ceil(x), y: Math.ceil(y), width: Math.floor(width) & ~1, height: Math.floor(height) & ~1 };
  }, host);
  return page.screenshot({ clip, scale: "device" });
}

async function hold(kind, name, now, differs) {
  compared += 1;
  await writeFile(join(values.out, kind, name), now);
  const file = join(kept(kind), name);
  if (values.renew) return writeFile(file, now);
  const then = await readFile(file).catch(() => null);
  const why = then ? differs(then, now) : "is not kept yet";
  if (why) failures.push(`${kind}/${name}: ${why}`);
}

function sameText(then, now) {
  const [old, lines] = [then, now].map((text) => text.toString().split("\n"));
  const at = lines.findIndex((line, i) => line !== old[i]);
  if (at >= 0 || old.length !== lines.length) return `line ${at + 1}: ${old[at]} → ${lines[at]}`;
}

function samePicture(then, now) {
  const [a, b] = [then, now].map((bytes) => PNG.sync.read(bytes));
  if (Math.abs(a.width - b.width) > 1 || Math.abs(a.height - b.height) > 1)
    return `${a.width} × ${a.height} → ${b.width} × ${b.height}`;
  const [width, height] = [Math.min(a.width, b.width), Math.min(a.height, b.height)];
  const [one, two] = [a, b].map((png) => {
    const part = new PNG({ width, height });
    PNG.bitblt(png, part, 0, 0, width, height, 0, 0);
    return part.data;
  });
  const differing = pixelmatch(one, two, null, width, height, { threshold: 0.1 });
  if (differing * 100_000 > TOLERANCE * width * height) return `${differing} of ${width * height} pixels differ`;
}
