// Pictures of every view: `node screenshots.mjs --volens PROGRAM --assets FOLDER --browser PROGRAM
// --out FOLDER [--only WORD]`.

import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { each, layouts } from "./each.mjs";
import { LOOKS } from "./looks.mjs";
import { asNewVisitor, launch } from "./pages.mjs";
import { HOSTS, space } from "./reach.mjs";
import { publish } from "./sites.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));

const { values } = parseArgs({
  options: Object.fromEntries(
    ["volens", "assets", "browser", "out", "only"].map((name) => [name, { type: "string" }]),
  ),
});

const sites = publish({ root, folder: join(values.out, ".sites"), ...values }, layouts(values, LOOKS));
const browser = await launch(values.browser);
await mkdir(values.out, { recursive: true });

const failed = await each(values, LOOKS, async ({ name, layout, look, show }) => {
  await asNewVisitor({ browser, root, published: sites[layout] }, look, async (page) => {
    await show(page);
    if (look.spaced) await page.evaluate(space, HOSTS);
    // What the pointer rests on looks otherwise.
    await page.mouse.move(0, 0);
    await page.screenshot({ path: join(values.out, `${name}.png`) });
  });
});
await browser.close();
if (failed) process.exitCode = 1;
