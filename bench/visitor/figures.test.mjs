import assert from "node:assert/strict";
import test from "node:test";
import { median, spread, verdict } from "./figures.mjs";

test("a median is the middle one, whatever their order, and between two the mean", () => {
  assert.equal(median([30, 100, 9]), 30);
  assert.equal(median([4, 1, 3, 2]), 2.5);
});

test("a spread is told only where there is one", () => {
  assert.equal(spread([512.4, 498, 530]), "512 (498–530)");
  assert.equal(spread([1, 1, 1]), "1");
  assert.equal(spread([0.001, 0.002, 0.001], 2), "0.00");
});

test("a target is met to the point", () => {
  assert.equal(verdict("banner", 0.9, 0.9, " ×").isMet, true);
  assert.deepEqual(verdict("banner", 0.904, 0.9, " ×"), {
    what: "banner",
    figure: "0.90 ×",
    target: "≤ 0.90 ×",
    isMet: false,
  });
});
