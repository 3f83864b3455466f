// What many held elements cost: letting all of them run after a tap on Accept, and a page that
// changes a thousand times while all of them wait.

import { spread } from "./figures.mjs";
import { asNewVisitor } from "./phone.mjs";
import { probe } from "./probe.mjs";

const COUNTS = [1, 10, 100, 1000];
export const CHANGES = 1000;
/** How each of the changes comes: all in one task, or each in a task of its own. */
const KINDS = ["together", "apart"];

/** The figures of `linked`, Volens' page, with ever more held elements in it. */
export function createHeld(network, server, linked) {
  const light = { count: 0, burn: 0 };
  const empty = linked.html(light, "");
  for (const count of [0, ...COUNTS]) {
    const held = '<script type="text/plain" data-category="statistics">ran.push(1)</script>';
    server.addPage(`/held/${count}`, () => empty.replace("</body>", `${held.repeat(count)}$&`));
  }

  const visit = (count, work) =>
    asNewVisitor(network, probe(linked.accept), async (tab) => {
      await tab.goto(`/held/${count}`);
      await tab.evaluate(() => window.bench.banner);
      await tab.evaluate(() => window.bench.settled());
      const [begun, before] = [await tab.evaluate(() => performance.now()), await tab.work()];
      await work(tab);
      const { long } = await tab.evaluate(() => window.bench.settled());
      const after = long.filter(({ startTime }) => startTime > begun);
      return {
        work: (await tab.work()) - before,
        longest: Math.max(0, ...after.map(({ duration }) => duration)),
      };
    });

  return {
    accept: (count) =>
      visit(count, async (tab) => {
        await tab.tap(linked.accept);
        await tab.evaluate((wanted) => window.bench.whenRan(wanted), count);
      }),
    change: (count, kind) =>
      visit(count, (tab) => tab.evaluate(change, { changes: CHANGES, isApart: kind === "apart" })),
  };
}

/** One round of all of it, into `figures`: a name for each row, and its lists. */
export async function measureHeld(held, figures) {
  const add = (name, { work, longest }) => {
    const row = (figures[name] ??= { work: [], longest: [] });
    row.work.push(work);
    row.longest.push(longest);
  };
  for (const count of COUNTS) add(`Accept, ${count} held`, await held.accept(count));
  for (const kind of KINDS)
    for (const count of [0, ...COUNTS])
      add(`${CHANGES} changes ${kind}, ${count} held`, await held.change(count, kind));
}

export const rowsOfHeld = (figures) =>
  Object.entries(figures).map(([name, { work, longest }]) => [name, spread(work), spread(longest)]);

/** In the page. */
async function change({ changes, isApart }) {
  const { port1, port2 } = new MessageChannel();
  const task = () =>
    new Promise((resolve) => {
      port1.onmessage = resolve;
      port2.postMessage(null);
    });
  for (let number = 0; number < changes; number += 1) {
    document.body.append(document.createElement("p"));
    if (isApart) await task();
  }
}
