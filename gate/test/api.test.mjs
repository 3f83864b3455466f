// What a page may do through `window.volens` without the visitor: refuse, never grant.

import assert from "node:assert/strict";
import { test } from "node:test";
import { createApi } from "../src/api.js";
import { fakeWindow, site, start } from "../fixtures/fakes.mjs";

/** The API over real consent; `navigator` is the browser's, as far as the API asks it. */
function api(navigator) {
  Object.defineProperty(globalThis, "navigator", { value: navigator, configurable: true });
  const { consent } = start(fakeWindow());
  return createApi(site, consent, () => {});
}

const asleep = { userActivation: { isActive: false } };
const awake = { userActivation: { isActive: true } };

for (const [name, navigator] of [
  ["without a gesture", asleep],
  ["where gestures are unknown", {}],
]) {
  test(`${name} a page grants nothing`, () => {
    const volens = api(navigator);
    assert.equal(volens.accept(), false);
    assert.equal(volens.save({ statistics: true }), false);
    assert.equal(volens.save({ shop_stats: true, social_ads: false }), false);
    assert.equal(volens.decision, null);
    assert.equal(volens.has("shop_stats"), false);
  });

  test(`${name} a page refuses, withdraws and objects`, () => {
    const volens = api(awake);
    assert.ok(volens.accept());
    Object.defineProperty(globalThis, "navigator", { value: navigator, configurable: true });
    assert.ok(volens.object("p04"));
    assert.equal(volens.has("social_ads"), false);
    assert.ok(volens.save({ statistics: false }));
    assert.equal(volens.has("shop_stats"), false);
    assert.ok(volens.withdraw());
    assert.ok(volens.refuse());
    assert.deepEqual(volens.decision.granted, []);
  });
}

test("only `true` grants: no other value does, and no inherited name", () => {
  const volens = api(awake);
  for (const odd of ["denied", "false", 1, {}, [], "granted"]) {
    volens.save({ statistics: odd, shop_stats: odd });
    assert.equal(volens.has("shop_stats"), false, String(odd));
  }
});

test("nobody objects to what is unknown or can only be requested", () => {
  const volens = api(awake);
  for (const activity of ["p99", "constructor", ""]) assert.equal(volens.object(activity), false);
  assert.equal(volens.decision, null);
});
