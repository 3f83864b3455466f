import assert from "node:assert/strict";
import { test } from "node:test";
import { runInNewContext } from "node:vm";
import { scripts } from "../build.mjs";

const google = {
  ad_storage: "marketing",
  ad_user_data: "marketing",
  ad_personalization: "marketing",
  analytics_storage: "statistics",
  functionality_storage: "functional",
  personalization_storage: "functional",
  security_storage: "necessary",
};

async function run(settings) {
  const [, code] = (await scripts()).find(([name]) => name === "signal-google.js");
  const window = {};
  const signals = [];
  runInNewContext(code, { window, signals, site: { signals: { google: settings } } });
  return { window, signals, entries: () => (window.dataLayer ?? []).map((entry) => [...entry]) };
}

test("nothing is told before the gate says so", async () => {
  const { signals, entries } = await run(google);
  assert.equal(signals.length, 1);
  assert.deepEqual(entries(), []);
});

test("all seven types are denied by default, told as an Arguments object", async () => {
  const { window, signals, entries } = await run(google);
  signals[0].deny();
  const [[command, kind, types]] = entries();
  assert.deepEqual([command, kind], ["consent", "default"]);
  assert.deepEqual(Object.keys(types).sort(), Object.keys(google).sort());
  assert.ok(Object.values(types).every((value) => value === "denied"));
  assert.equal(Object.prototype.toString.call(window.dataLayer[0]), "[object Arguments]");
});

test("an update carries all seven, granted by category", async () => {
  const { signals, entries } = await run(google);
  signals[0].update((id) => id === "statistics" || id === "necessary");
  const [[command, kind, types]] = entries();
  assert.deepEqual([command, kind], ["consent", "update"]);
  assert.deepEqual(
    Object.entries(types)
      .filter(([, value]) => value === "granted")
      .map(([type]) => type)
      .sort(),
    ["analytics_storage", "security_storage"],
  );
  assert.equal(Object.keys(types).length, 7);
});

test("a type that no category grants stays denied", async () => {
  const { signals, entries } = await run({ analytics_storage: "statistics" });
  signals[0].update((id) => id !== undefined);
  assert.deepEqual(Object.values(entries()[0][2]).sort(), [
    "denied",
    "denied",
    "denied",
    "denied",
    "denied",
    "denied",
    "granted",
  ]);
});
