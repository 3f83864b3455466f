// PERFORMANCE: the gate's logic alone, all signals off, stays within 5.5 kB of brotli.

import assert from "node:assert/strict";
import { test } from "node:test";
import { scripts, sizes } from "../build.mjs";

test("the gate fits its budget", async () => {
  const [, code] = (await scripts()).find(([name]) => name === "gate.js");
  const [, , brotli] = sizes(code);
  assert.ok(brotli <= 5500, `${brotli} bytes`);
});
