// What each tag vendor is told, and when: recorded on stubs of what the vendors' own snippets make.

import assert from "node:assert/strict";
import { test } from "node:test";
import { runInNewContext } from "node:vm";
import { scripts } from "../build.mjs";

const built = new Map(await scripts());
const categories = { functional: ["prefs"], statistics: ["stats", "hits"], marketing: ["ads"] };
const google = {
  ad_storage: "marketing",
  ad_user_data: "marketing",
  ad_personalization: "marketing",
  analytics_storage: "statistics",
  functionality_storage: "functional",
  personalization_storage: "functional",
  security_storage: "functional",
};
const TYPES = Object.keys(google).sort();

/** Google's options are a part of their own, as `Signals::configured` has it. */
const part = (name, settings) =>
  name === "google" && Object.keys(settings).some((key) => !TYPES.includes(key))
    ? "google_options"
    : name;

/** A page with a bundle that has these signals, in this order. */
function page(configured, { window = {}, navigator = {} } = {}) {
  const signals = [];
  const site = { categories, signals: configured };
  for (const [name, settings] of Object.entries(configured)) {
    runInNewContext(built.get(`signal-${part(name, settings)}.js`), { window, navigator, signals, site });
  }
  return {
    window,
    deny: () => signals.forEach((signal) => signal.deny()),
    grant: (...granted) =>
      signals.forEach((signal) => signal.update((id) => granted.includes(id))),
    layer: () => [...(window.dataLayer ?? [])].map((entry) => ("event" in entry ? entry : [...entry])),
  };
}

const plain = (value) => JSON.parse(JSON.stringify(value));
const grantedTypes = (types) => TYPES.filter((type) => types[type] === "granted");

test("a signal says nothing before the gate does", () => {
  for (const [name, settings] of Object.entries({
    google,
    microsoft_uet: { ad_storage: "marketing" },
    clarity: { ad_storage: "marketing", analytics_storage: "statistics" },
    meta: { consent: "marketing" },
    data_layer: { event: "volens_decision" },
  })) {
    const { window } = page({ [name]: settings });
    assert.deepEqual(Object.keys(window), [], name);
  }
});

test("Google: all seven types are denied by default, told as an Arguments object", () => {
  const { window, deny, layer } = page({ google });
  deny();
  const [[command, kind, types]] = layer();
  assert.deepEqual([command, kind], ["consent", "default"]);
  assert.deepEqual(Object.keys(types).sort(), TYPES);
  assert.deepEqual(grantedTypes(types), []);
  assert.equal(Object.prototype.toString.call(window.dataLayer[0]), "[object Arguments]");
});

test("Google: one update for a decision, with all seven, after the default and before the page's tags", () => {
  const { window, deny, grant, layer } = page({ google });
  deny();
  grant("statistics");
  window.dataLayer.push({ event: "gtm.js" });
  grant("statistics", "marketing");
  const entries = layer();
  assert.deepEqual(
    entries.map((entry) => entry.event ?? entry[1]),
    ["default", "update", "gtm.js", "update"],
  );
  for (const types of [entries[1][2], entries[3][2]])
    assert.deepEqual(Object.keys(types).sort(), TYPES);
  assert.deepEqual(grantedTypes(entries[1][2]), ["analytics_storage"]);
  assert.equal(grantedTypes(entries[3][2]).length, 4);
});

test("Google: a type that no category grants stays denied", () => {
  const { deny, grant, layer } = page({ google: { analytics_storage: "statistics" } });
  deny();
  grant("statistics", "marketing");
  assert.deepEqual(grantedTypes(layer()[1][2]), ["analytics_storage"]);
  assert.equal(Object.keys(layer()[1][2]).length, 7);
});

test("Google: options are set before the default, and the default says how long to wait", () => {
  const options = { ads_data_redaction: true, url_passthrough: true, wait_for_update: 500 };
  const { deny, layer } = page({ google: { ...google, ...options } });
  deny();
  assert.deepEqual(plain(layer().slice(0, 2)), [
    ["set", "ads_data_redaction", true],
    ["set", "url_passthrough", true],
  ]);
  assert.equal(layer()[2][2].wait_for_update, 500);
  assert.deepEqual(grantedTypes(layer()[2][2]), []);
  const without = page({ google });
  without.deny();
  assert.equal(without.layer().length, 1);
  assert.ok(!("wait_for_update" in without.layer()[0][2]));
});

test("Google: a region's own default follows the one for everywhere, and no signal of privacy", () => {
  const region = [{ codes: ["US", "BR"], granted: ["analytics_storage"] }];
  const settings = { google: { ...google, region, wait_for_update: 300 } };
  const { deny, layer } = page(settings);
  deny();
  const [everywhere, there] = layer();
  assert.ok(!("region" in everywhere[2]));
  assert.deepEqual(plain(there[2].region), ["US", "BR"]);
  assert.equal(there[2].wait_for_update, 300);
  assert.deepEqual(grantedTypes(there[2]), ["analytics_storage"]);
  assert.deepEqual(TYPES.filter((type) => type in there[2]), TYPES);

  const withSignal = page(settings, { navigator: { globalPrivacyControl: true } });
  withSignal.deny();
  assert.equal(withSignal.layer().length, 1);
});

test("Microsoft UET: default, then one update each, on the queue its own tag reads", () => {
  const { window, deny, grant } = page({ microsoft_uet: { ad_storage: "marketing" } });
  deny();
  grant("marketing");
  grant();
  assert.deepEqual(plain(window.uetq), [
    "consent",
    "default",
    { ad_storage: "denied" },
    "consent",
    "update",
    { ad_storage: "granted" },
    "consent",
    "update",
    { ad_storage: "denied" },
  ]);
});

const clarity = { ad_storage: "marketing", analytics_storage: "statistics" };
const told = (calls) => plain(calls.map((call) => [...call]));

test("Clarity: both answers each time, with its capital S, in the queue its own snippet keeps", () => {
  const { window, deny, grant } = page({ clarity });
  deny();
  // Clarity's snippet: c[a]=c[a]||function(){(c[a].q=c[a].q||[]).push(arguments)}
  const own = window.clarity;
  window.clarity = window.clarity || assert.fail;
  grant("statistics");
  assert.equal(window.clarity, own);
  assert.deepEqual(told(window.clarity.q), [
    ["consentv2", { ad_Storage: "denied", analytics_Storage: "denied" }],
    ["consentv2", { ad_Storage: "denied", analytics_Storage: "granted" }],
  ]);
});

test("Clarity: where it runs already it is told itself", () => {
  const calls = [];
  const { deny, grant } = page({ clarity }, { window: { clarity: (...call) => calls.push(call) } });
  deny();
  grant("statistics", "marketing");
  assert.deepEqual(plain(calls[1]), [
    "consentv2",
    { ad_Storage: "granted", analytics_Storage: "granted" },
  ]);
});

/** The first half of Meta's own snippet: it does nothing where `fbq` is there. */
function metaSnippet(f) {
  if (f.fbq) return;
  let n;
  n = f.fbq = function () {
    n.callMethod ? n.callMethod.apply(n, arguments) : n.queue.push(arguments);
  };
  if (!f._fbq) f._fbq = n;
  n.push = n;
  n.loaded = true;
  n.version = "2.0";
  n.queue = [];
}

const meta = { consent: "marketing" };

test("Meta: its snippet works, and is told to revoke before its init", () => {
  const { window, deny } = page({ meta });
  deny();
  metaSnippet(window);
  window.fbq("init", "1");
  window.fbq("track", "PageView");
  assert.deepEqual(told(window._fbq.queue), [
    ["consent", "revoke"],
    ["init", "1"],
    ["track", "PageView"],
  ]);
});

test("Meta: a grant follows the revoke, before init where it was made before; one each", () => {
  const { window, deny, grant } = page({ meta });
  deny();
  grant("marketing");
  metaSnippet(window);
  window.fbq("init", "1");
  grant();
  grant("marketing");
  assert.deepEqual(told(window._fbq.queue), [
    ["consent", "revoke"],
    ["consent", "grant"],
    ["init", "1"],
    ["consent", "revoke"],
    ["consent", "grant"],
  ]);
});

test("Meta: where the pixel came before the gate it is told at once", () => {
  const window = {};
  metaSnippet(window);
  const { deny, grant } = page({ meta }, { window });
  deny();
  grant("marketing");
  assert.deepEqual(told(window.fbq.queue), [
    ["consent", "revoke"],
    ["consent", "grant"],
  ]);
});

test("dataLayer: one plain entry for a decision, after Google has been told", () => {
  const { deny, grant, layer } = page({ google, data_layer: { event: "volens_decision" } });
  deny();
  assert.equal(layer().length, 1);
  grant("statistics", "stats", "hits", "ads");
  const entries = layer();
  assert.deepEqual([entries[0][1], entries[1][1]], ["default", "update"]);
  assert.deepEqual(plain(entries[2]), {
    event: "volens_decision",
    volens_categories: ["statistics"],
    volens_services: ["stats", "hits", "ads"],
  });
});
