// What the page's main thread does, by kind, as Chromium's own trace tells.

export const MARK = "volens-bench";
const CATEGORIES = [
  "devtools.timeline",
  "disabled-by-default-devtools.timeline",
  "v8",
  "disabled-by-default-v8.compile",
  "blink.user_timing",
];

/** What is not named here is part of what it is inside of. */
const NAMES = {
  window: ["LocalWindowProxy::Initialize"],
  HTML: ["ParseHTML"],
  compiling: ["v8.compile", "V8.CompileCode", "v8.compileModule"],
  script: ["EvaluateScript", "FunctionCall", "v8.run", "v8.callFunction", "RunMicrotasks"],
  style: ["UpdateLayoutTree", "ParseAuthorStyleSheet"],
  layout: ["Layout"],
  painting: ["PrePaint", "Paint", "Layerize", "Commit"],
  garbage: ["MinorGC", "MajorGC"],
  other: ["RunTask"],
};
export const KINDS = Object.keys(NAMES);
const KIND_OF = new Map(Object.entries(NAMES).flatMap(([kind, names]) => names.map((name) => [name, kind])));

/** Runs `work()`, which answers `{from, to}`, times of the page's clock: what was done between them. */
export async function profiled(browser, tab, work) {
  const events = [];
  const complete = new Promise((resolve) => browser.listen("Tracing.tracingComplete", resolve));
  browser.listen("Tracing.dataCollected", ({ value }) => events.push(...value));
  await browser.send("Tracing.start", { traceConfig: { includedCategories: CATEGORIES } });
  const times = await work();
  await tab.evaluate((name) => performance.mark(name) && null, MARK);
  await browser.send("Tracing.end");
  await complete;
  return profile(events, times);
}

/** Milliseconds of the page's main thread by kind, those without work as `waiting`. */
export function profile(events, { from, to }) {
  const mark = events.find(({ name }) => name === MARK);
  // Where the page's clock and the trace's meet.
  const { startTime, callTime } = mark.args.data;
  const at = (time) => callTime + (time - startTime) * 1000;
  const inside = events
    .filter(({ pid, tid, ph, name }) => pid === mark.pid && tid === mark.tid && ph === "X" && KIND_OF.has(name))
    .filter(({ ts, dur }) => ts + dur > at(from) && ts < at(to))
    .sort((one, other) => one.ts - other.ts || other.dur - one.dur);
  const sums = Object.fromEntries(KINDS.map((kind) => [kind, 0]));
  const open = [];
  for (const event of inside) {
    while (open.length && open.at(-1).ts + open.at(-1).dur <= event.ts) open.pop();
    // Of what begins before or ends after, only what is inside: a tag may be let go in the middle of a task.
    const took = (Math.min(event.ts + event.dur, at(to)) - Math.max(event.ts, at(from))) / 1000;
    sums[KIND_OF.get(event.name)] += took;
    const outer = open.at(-1);
    if (outer) sums[KIND_OF.get(outer.name)] -= took;
    open.push(event);
  }
  const worked = Object.values(sums).reduce((sum, time) => sum + time, 0);
  return { ...sums, waiting: to - from - worked };
}
