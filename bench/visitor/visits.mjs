// The visits that are measured: the first page view and the return, a tap on Accept with heavy tags
// behind it, and opening Volens' settings.

import { asNewVisitor } from "./phone.mjs";
import { probe } from "./probe.mjs";

const OPEN_SETTINGS = { host: "volens-banner", button: ".actions [data-volens=settings]" };
const SETTINGS = { host: "volens-settings", button: "[data-volens=save]" };

/** `network`: see `asNewVisitor`. */
export function createVisits(network, server) {
  const visitor = (page, visit) => asNewVisitor(network, probe(page.accept), visit);

  async function untilBanner(tab, path) {
    server.takeSeen();
    const before = await tab.work();
    await tab.goto(path);
    const visible = await tab.evaluate(() => window.bench.banner);
    const work = (await tab.work()) - before;
    const seen = server.takeSeen();
    const { long, shift } = await tab.evaluate(() => window.bench.settled());
    const tasks = long.filter(({ startTime }) => startTime < visible);
    return {
      bytes: seen.reduce((sum, { bytes }) => sum + bytes, 0),
      requests: seen.length,
      visible,
      work,
      longest: longestOf(tasks),
      shift,
    };
  }

  const untilRan = (tab, count) => tab.evaluate((wanted) => window.bench.whenRan(wanted), count);

  return {
    /** First page view to the banner; then Accept, and the same page again. */
    first: (page, path) =>
      visitor(page, async (tab) => {
        const first = await untilBanner(tab, path);
        await tab.tap(page.accept);
        await untilRan(tab, 1);
        await server.untilQuiet();

        server.takeSeen();
        await tab.goto(path);
        await untilRan(tab, 1);
        const released = await tab.evaluate(() => window.ran[0]);
        await server.untilQuiet();
        return { ...first, released, returnRequests: server.takeSeen().length - 1 };
      }),

    /** A tap on Accept with heavy tags held. */
    accept: (page, path, count) =>
      visitor(page, async (tab) => {
        await untilBanner(tab, path);
        await tab.tap(page.accept);
        await untilRan(tab, count);
        const { long, events, ran } = await tab.evaluate(() => window.bench.settled());
        const click = events.find(({ name }) => name === "click");
        const begun = click?.startTime ?? ran[0];
        const after = long.filter(({ startTime, duration }) => startTime + duration > begun);
        const taskAt = (time) =>
          after.findIndex(({ startTime, duration }) => startTime <= time && time < startTime + duration);
        const tasks = new Set(ran.map(taskAt)).size;
        return {
          // The browser does not tell of shorter ones.
          event: Math.max(16, ...events.map(({ duration }) => duration)),
          tasks,
          shared: count - tasks + ran.filter((time) => time < click?.processingEnd).length,
          longestAfter: longestOf(after),
        };
      }),

    /** The banner's "settings": at once, or after a pointer came near and Wasm had time to load. */
    settings: (page, path, isWarm) =>
      visitor(page, async (tab) => {
        await untilBanner(tab, path);
        if (isWarm) {
          await tab.evaluate(comeNear, OPEN_SETTINGS);
          await server.untilQuiet();
          await tab.evaluate(() => window.bench.settled());
        }
        server.takeSeen();
        const opened = tab.evaluate(timeOfOpening, SETTINGS);
        await tab.tap(OPEN_SETTINGS);
        const time = await opened;
        return { opened: time, seen: server.takeSeen().map((request) => request.path) };
      }),
  };
}

const longestOf = (tasks) => Math.max(0, ...tasks.map(({ duration }) => duration));

/** In the page. */
function comeNear(wanted) {
  const over = new PointerEvent("pointerover", { bubbles: true, composed: true });
  window.bench.find(wanted).dispatchEvent(over);
}

/** In the page: milliseconds from the tap to the frame that shows the wanted element. */
async function timeOfOpening(wanted) {
  let begun;
  addEventListener("click", ({ timeStamp }) => (begun = timeStamp), { capture: true, once: true });
  return (await window.bench.whenVisible(wanted)) - begun;
}
