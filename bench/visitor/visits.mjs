// The visits that are measured: the first page view and the return, a tap on Accept with heavy tags
// behind it, and opening Volens' settings.

import { asNewVisitor } from "./phone.mjs";
import { probe } from "./probe.mjs";
import { profiled } from "./profile.mjs";

const OPEN_SETTINGS = { host: "volens-banner", button: ".actions [data-volens=settings]" };
const SEARCH = { button: ".volens-notice fieldset:not([disabled]) [type=search]" };
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
    const arrived = await tab.evaluate(arrivals, visible);
    const tasks = long.filter(({ startTime }) => startTime < visible);
    return {
      bytes: seen.reduce((sum, { bytes }) => sum + bytes, 0),
      requests: seen.length,
      ...arrived,
      visible,
      work,
      longest: longestOf(tasks),
      shift,
    };
  }

  const untilRan = (tab, count) => tab.evaluate((wanted) => window.bench.whenRan(wanted), count);

  /** A tap on its accept button, once that answers, until so many tags have run. */
  async function accept(tab, page, count) {
    await tab.evaluate(whenTrue, page.answers);
    await tab.tap(page.accept);
    await untilRan(tab, count);
  }

  /** The same page again: when its one tag ran. */
  async function untilReleased(tab, path) {
    await tab.goto(path);
    await untilRan(tab, 1);
    return tab.evaluate(() => window.ran[0]);
  }

  /** Hands `during` what opens the settings, which answers when the tap was and when their frame. */
  async function settings(tab, path, isWarm, during) {
    await untilBanner(tab, path);
    if (isWarm) {
      await tab.evaluate(comeNear, OPEN_SETTINGS);
      await server.untilQuiet();
      await tab.evaluate(() => window.bench.settled());
    }
    server.takeSeen();
    return during(async () => {
      const opened = tab.evaluate(timesOfOpening, SETTINGS);
      await tab.tap(OPEN_SETTINGS);
      return opened;
    });
  }

  return {
    /** First page view to the banner; then Accept, and the same page again. */
    first: (page, path) =>
      visitor(page, async (tab) => {
        const first = await untilBanner(tab, path);
        const memory = await tab.memory();
        await accept(tab, page, 1);
        await server.untilQuiet();

        server.takeSeen();
        const released = await untilReleased(tab, path);
        await server.untilQuiet();
        return { ...first, memory, released, returnRequests: server.takeSeen().length - 1 };
      }),

    /** A tap on Accept with heavy tags held. */
    accept: (page, path, count) =>
      visitor(page, async (tab) => {
        await untilBanner(tab, path);
        await accept(tab, page, count);
        const { long, events, ran } = await tab.evaluate(() => window.bench.settled());
        const click = clickOf(events);
        const begun = click?.startTime ?? ran[0];
        const after = long.filter(({ startTime, duration }) => startTime + duration > begun);
        const taskAt = (time) =>
          after.findIndex(({ startTime, duration }) => startTime <= time && time < startTime + duration);
        const tasks = new Set(ran.map(taskAt)).size;
        return {
          // None where the browser tells of none: it does not of those that are shorter than 16 ms.
          event: events.length ? Math.max(...events.map(({ duration }) => duration)) : null,
          tasks,
          shared: count - tasks + ran.filter((time) => time < click?.processingEnd).length,
          longestAfter: longestOf(after),
        };
      }),

    /** What the main thread does in the three moments that a visitor waits for, by kind of work. */
    profiles: (page, { light, heavy, count }) => ({
      banner: () =>
        visitor(page, (tab) =>
          profiled(network.browser, tab, async () => {
            await tab.goto(light);
            return { from: 0, to: await tab.evaluate(() => window.bench.banner) };
          }),
        ),
      accept: () =>
        visitor(page, async (tab) => {
          await untilBanner(tab, heavy);
          return profiled(network.browser, tab, async () => {
            await accept(tab, page, count);
            const { events, ran } = await tab.evaluate(() => window.bench.settled());
            const { startTime, duration } = clickOf(events) ?? { startTime: ran[0], duration: 16 };
            return { from: startTime, to: startTime + duration };
          });
        }),
      released: () =>
        visitor(page, async (tab) => {
          await untilBanner(tab, light);
          await accept(tab, page, 1);
          await server.untilQuiet();
          return profiled(network.browser, tab, async () => ({ from: 0, to: await untilReleased(tab, light) }));
        }),
    }),

    /** The banner's "settings": at once, or after a pointer came near and Wasm had time to load. */
    settings: (page, path, isWarm) =>
      visitor(page, async (tab) => {
        const { from, to } = await settings(tab, path, isWarm, (open) => open());
        const seen = server.takeSeen().map((request) => request.path);
        await server.untilQuiet();
        return { opened: to - from, memory: await tab.memory(), seen };
      }),

    /** What the main thread does meanwhile. */
    settingsProfile: (page, path, isWarm) =>
      visitor(page, (tab) => settings(tab, path, isWarm, (open) => profiled(network.browser, tab, open))),

    /** The processing overview: readable as soon as something is painted, usable when its search is. */
    overview: (path) =>
      asNewVisitor(network, probe(SEARCH), async (tab) => {
        const { bytes, requests, painted, visible } = await untilBanner(tab, path);
        return { bytes, requests, readable: painted, usable: visible, after: visible - painted };
      }),
  };
}

const clickOf = (events) => events.find(({ name }) => name === "click");
const longestOf = (tasks) => Math.max(0, ...tasks.map(({ duration }) => duration));

/** In the page: when the page itself had come, was painted first, and the last of what had come until then. */
function arrivals(until) {
  const [painted] = performance.getEntriesByName("first-contentful-paint");
  const all = ["navigation", "resource"].flatMap((type) => performance.getEntriesByType(type));
  const ends = all.map(({ responseEnd }) => responseEnd).filter((end) => end <= until);
  return { came: ends[0], painted: painted.startTime, allCame: Math.max(...ends) };
}

/** In the page: `name` is of a variable, if there is something to wait for. */
async function whenTrue(name) {
  while (name && !window[name]) await new Promise((resolve) => setTimeout(resolve, 50));
}

/** In the page. */
function comeNear(wanted) {
  const over = new PointerEvent("pointerover", { bubbles: true, composed: true });
  window.bench.find(wanted).dispatchEvent(over);
}

/** In the page: when the tap was, and when the frame had been made that shows the wanted element. */
async function timesOfOpening(wanted) {
  let from;
  addEventListener("click", ({ timeStamp }) => (from = timeStamp), { capture: true, once: true });
  const to = await window.bench.whenVisible(wanted);
  return { from, to };
}
