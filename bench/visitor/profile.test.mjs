import assert from "node:assert/strict";
import test from "node:test";
import { MARK, profile } from "./profile.mjs";

const page = { pid: 1, tid: 2, ph: "X" };
const event = (name, ts, dur, more) => ({ ...page, name, ts, dur, ...more });
const trace = [
  { ...page, ph: "I", name: MARK, ts: 4_990, args: { data: { startTime: 1, callTime: 5_000 } } },
  event("EvaluateScript", 6_000, 6_000),
  event("RunTask", 5_500, 10_000),
  event("v8.compile", 6_000, 1_000),
  event("NobodyKnows", 8_000, 3_000),
  event("Layout", 9_000, 500),
  event("Layout", 9_000, 1_000, { tid: 3 }),
  event("Layout", 9_000, 1_000, { pid: 3 }),
  event("Layout", 40_000, 1_000),
];

test("what is inside of something else counts once, as what it is", () => {
  const { script, compiling, layout, other, style, waiting } = profile(trace, { from: 0, to: 31 });
  assert.deepEqual({ script, compiling, layout, other, style, waiting }, {
    script: 4.5,
    compiling: 1,
    layout: 0.5,
    other: 4,
    style: 0,
    waiting: 21,
  });
});

test("only what lies between the two times counts", () => {
  assert.equal(profile(trace, { from: 30, to: 40 }).layout, 1);
  assert.equal(profile(trace, { from: 30, to: 40 }).script, 0);
});

test("of what goes on at either time only its part between them counts", () => {
  const { script, compiling, layout, other } = profile(trace, { from: 2.5, to: 5.25 });
  assert.deepEqual({ script, compiling, layout, other }, { script: 2, compiling: 0.5, layout: 0.25, other: 0 });
});
