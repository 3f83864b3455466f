// The pictures in README.md and docs/, as small as they can be without loss: `node documents.mjs` with the arguments
// of screenshots.mjs.

import { mkdir, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { PNG } from "pngjs";
import { LOOKS } from "./looks.mjs";
import { asNewVisitor, launch, showAlike } from "./pages.mjs";
import { publish } from "./sites.mjs";
import { VIEWS } from "./views.mjs";

/** Each picture: the view, how it is looked at, and what is otherwise than there. */
const PICTURES = {
  banner: ["corner", "1280-light"],
  "banner-bar": ["bar", "1280-light"],
  "banner-phone-dark": ["corner", "360-dark"],
  settings: ["settings", "1280-light"],
  "services-phone-dark": ["services", "360-dark"],
  boxes: ["club", "1280-light", { height: 880 }],
  overview: ["overview", "1280-light", { height: 1100 }],
};

const root = fileURLToPath(new URL("../..", import.meta.url));
const names = ["volens", "assets", "browser", "out"];
const { values } = parseArgs({ options: Object.fromEntries(names.map((name) => [name, { type: "string" }])) });
const layouts = Object.values(PICTURES).map(([view]) => VIEWS[view].layout);
const sites = publish({ root, ...values, folder: join(root, "target/documents") }, layouts);
const browser = await launch(values.browser);
await mkdir(values.out, { recursive: true });

for (const [name, [view, look, more]] of Object.entries(PICTURES)) {
  const { layout, show } = VIEWS[view];
  const looked = { ...LOOKS[look], ...more, language: "lv" };
  await asNewVisitor({ browser, root, published: sites[layout] }, looked, async (page) => {
    await showAlike(page, show);
    await writeFile(join(values.out, `${name}.png`), small(await page.screenshot()));
  });
}
await browser.close();

/** The same pixels in the fewest bytes that the filters give. */
function small(picture) {
  const png = PNG.sync.read(picture);
  const ways = [0, 1, 2, 3, 4, -1].map((filterType) =>
    PNG.sync.write(png, { colorType: 2, inputColorType: 6, filterType, deflateLevel: 9 }),
  );
  return ways.reduce((best, next) => (next.length < best.length ? next : best));
}
