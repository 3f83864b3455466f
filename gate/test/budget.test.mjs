// PERFORMANCE: the gate's logic alone, all signals off, stays within 5.5 kB of brotli; with every
// signal, alias and importer, as one script, within 8 kB.

import assert from "node:assert/strict";
import { test } from "node:test";
import { scripts, sizes } from "../build.mjs";

test("the gate fits its budget", async () => {
  const [, code] = (await scripts()).find(([name]) => name === "gate.js");
  const [, , brotli] = sizes(code);
  assert.ok(brotli <= 5500, `${brotli} bytes`);
});

test("the gate with every part fits its budget", async () => {
  const parts = (await scripts()).filter(([name]) => !/^(settings|overview|choices|settings-button|debug|box|gate-alone)\.js$/.test(name));
  const [, , brotli] = sizes(parts.map(([, code]) => code).join("\n;"));
  assert.ok(brotli <= 8000, `${brotli} bytes`);
});

test("the consent box, a view of its own, fits its budget", async () => {
  const [, code] = (await scripts()).find(([name]) => name === "box.js");
  const [, , brotli] = sizes(code);
  assert.ok(brotli <= 1500, `${brotli} bytes`);
});

test("the overview's script, fetched by who reads it, fits its budget", async () => {
  const [, code] = (await scripts()).find(([name]) => name === "overview.js");
  const [, , brotli] = sizes(code);
  assert.ok(brotli <= 3000, `${brotli} bytes`);
});

test("my choices, with the check of receipts, fits its budget", async () => {
  const [, code] = (await scripts()).find(([name]) => name === "choices.js");
  const [, , brotli] = sizes(code);
  assert.ok(brotli <= 6000, `${brotli} bytes`);
});
