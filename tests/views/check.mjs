// What can be said of every view without looking: axe-core finds nothing, Refuse measures as Accept does,
// and every button can be reached. `node check.mjs` with the arguments of screenshots.mjs; a selection
// unless `--full`.

import { strict as assert } from "node:assert";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { each, layouts } from "./each.mjs";
import { LOOKS } from "./looks.mjs";
import { measured } from "./measure.mjs";
import { asNewVisitor, launch } from "./pages.mjs";
import { HOSTS, cutAtTheSide, inTheWay, outOfReach, outsideTheirCards, space } from "./reach.mjs";
import { publish } from "./sites.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const { values } = parseArgs({
  options: {
    ...Object.fromEntries(
      ["volens", "assets", "browser", "out", "only"].map((name) => [name, { type: "string" }]),
    ),
    full: { type: "boolean" },
  },
});
const axe = await readFile(new URL("node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const sites = publish({ root, folder: join(values.out, ".sites"), ...values }, layouts(values, LOOKS));
const browser = await launch(values.browser);

/** Forced colours are the visitor's own, and axe-core reads the author's. */
const RULES = { true: { "color-contrast": { enabled: false } } };
/** One property each that would make Refuse weaker. */
const MUTANTS = [
  "letter-spacing: 0.1px",
  "font-weight: 599",
  "opacity: 0.99",
  "padding-block: 0.41em",
  "border-color: #000001",
  "cursor: default",
  "min-block-size: 99px",
  "order: 1",
];
let checked = 0;
const failed = await each({ ...values, few: !values.full && !values.only }, LOOKS, async ({ layout, look, show }) => {
  await asNewVisitor({ browser, root, published: sites[layout] }, look, async (page) => {
    await show(page);
    if (look.spaced) await page.evaluate(space, HOSTS);
    // What the pointer rests on looks otherwise.
    await page.mouse.move(0, 0);
    await page.evaluate(axe);
    const { violations } = await page.evaluate(([all, rules]) => {
      const include = all.filter((host) => document.querySelector(host)).map((host) => [host]);
      return window.axe.run({ include }, { rules });
    }, [HOSTS, RULES[look.forced]]);
    const found = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id} ${node.target}`));
    assert.equal(found.join("; "), "");
    const resting = await page.locator("volens-banner, volens-floating").count();
    assert.ok(resting <= 1, "a banner asks while something is said of a choice");
    for (const host of ["volens-banner", "volens-settings"]) {
      const [refuse, accept] = await page.evaluate(measured, host);
      // Where nothing is asked there is nothing to accept (L26).
      if (layout === "necessary") assert.equal(accept, null);
      else assert.deepEqual(refuse, accept);
      // The visitor's own spacing and colours win over a site's, and over a mutant's.
      if (refuse && !look.spaced && !look.forced) await equalityIsMeasured(page, host);
      assert.deepEqual(await page.evaluate(outOfReach, host), []);
    }
    assert.deepEqual(await page.evaluate(cutAtTheSide, HOSTS), [], "words are cut at the window's side");
    assert.deepEqual(await page.evaluate(outsideTheirCards, HOSTS), [], "controls go beyond their cards");
    assert.deepEqual(await page.evaluate(inTheWay), [], "what is said touches the side, or covers the control");
    await page.emulateMedia({ media: "print" });
    const printed = await page.evaluate((host) => document.querySelector(host)?.offsetHeight ?? 0, "volens-banner");
    assert.equal(printed, 0, "the banner is printed");
    await page.emulateMedia({ media: "screen" });
    const moving = await page.evaluate(() => document.getAnimations().length);
    assert.equal(moving, 0, "something moves for whom motion is reduced");
    checked += 1;
  });
});
await browser.close();

/** Each of these on Refuse alone is noticed: a measure that sees no difference shows nothing. */
async function equalityIsMeasured(page, host) {
  for (const change of MUTANTS) {
    const [refuse, accept] = await page.evaluate(measured, [host, change]);
    assert.notDeepEqual(refuse, accept, `${change} on Refuse alone is not noticed`);
  }
}

console.log(`${checked} views without a violation, ${failed} with`);
if (failed || !checked) process.exitCode = 1;
