// What earlier consent managers' cookies say, in the form in which they write them.

import assert from "node:assert/strict";
import { test } from "node:test";
import { fakeWindow, site, start } from "../fixtures/fakes.mjs";

const now = Math.floor(Date.now() / 1000);
const asked = new Date((now - 86400 * 30) * 1000).toISOString();
const base = {
  ...site,
  categories: { functional: ["prefs"], statistics: ["stats", "hits"], marketing: ["ads"] },
  days: { grant: 182, refuse: 182 },
};
const grants = { preferences: "functional", statistics: "statistics", marketing: "marketing" };
globalThis.adopters = [];
const set = (imports, gpc) => {
  globalThis.site = { ...base, gpc: "refuse", import: imports };
  Object.defineProperty(globalThis, "navigator", {
    value: { globalPrivacyControl: gpc },
    configurable: true,
  });
};
set({});
const { choiceOf } = await import("../src/imports/main.js");

const vanilla = (change = {}) => ({
  categories: ["necessary", "statistics"],
  revision: 0,
  data: null,
  consentTimestamp: asked,
  consentId: "6e2e8ee9-3d4c-4c2d-9c2a-3b7d3f0a1b2c",
  services: { necessary: [], statistics: [], marketing: [] },
  languageCode: "lv",
  lastConsentTimestamp: asked,
  expirationTime: (now + 86400) * 1000,
  ...change,
});
const inCookie = (name, value) => `other=1; ${name}=${encodeURIComponent(value)}; more=2`;
const cc = (change) => inCookie("cc_cookie", JSON.stringify(vanilla(change)));
const bot = (fields) =>
  inCookie(
    "CookieConsent",
    `{stamp:'kX3/e==',necessary:true,preferences:false,statistics:true,marketing:false,method:'explicit',ver:1,utc:${(now - 3600) * 1000 + 123},region:'lv'}`.replace(
      ...(fields ?? ["", ""]),
    ),
  );
const klaro = (services) => inCookie("klaro", JSON.stringify(services));

test("vanilla-cookieconsent: accepted categories, and when they were accepted first", () => {
  set({ vanilla: { cookie: "cc_cookie", revision: 0, grants } });
  const read = (change) => choiceOf("vanilla", cc(change), now);
  assert.deepEqual(read(), { granted: ["stats", "hits"], at: Date.parse(asked) / 1000 | 0 });
  assert.deepEqual(read({ categories: ["necessary"] }).granted, []);
  for (const doubtful of [
    { revision: 1 },
    { revision: "0" },
    { expirationTime: (now - 1) * 1000 },
    { expirationTime: null },
    { consentTimestamp: "yesterday" },
    { consentTimestamp: "2019-01-01T00:00:00.000Z" },
    { consentTimestamp: "2999-01-01T00:00:00.000Z" },
    { categories: "statistics" },
    { categories: [["statistics"]] },
    { services: null },
    { services: { statistics: ["ga"] } },
    { services: { statistics: "ga" } },
  ])
    assert.equal(read(doubtful), null, JSON.stringify(doubtful));
});

test("vanilla-cookieconsent: services where the map names services", () => {
  const services = { "statistics.ga": "stats", "statistics.hotjar": "hits", marketing: "ads" };
  set({ vanilla: { cookie: "cc_cookie", revision: 2, grants: services } });
  const change = { revision: 2, services: { statistics: ["ga"] } };
  assert.deepEqual(choiceOf("vanilla", cc(change), now).granted, ["stats"]);
});

test("Klaro: a boolean for each service; it does not say when", () => {
  const map = { googleAnalytics: "stats", matomo: "hits", pixel: "marketing" };
  set({ klaro: { cookie: "klaro", grants: map } });
  const read = (services) => choiceOf("klaro", klaro(services), now);
  assert.deepEqual(read({ googleAnalytics: true, matomo: false, pixel: false, extra: true }), {
    granted: ["stats"],
    at: now,
  });
  for (const doubtful of [
    { googleAnalytics: true, matomo: true },
    { googleAnalytics: 1, matomo: true, pixel: true },
    { googleAnalytics: "true", matomo: true, pixel: true },
    [],
    null,
    "x",
  ])
    assert.equal(read(doubtful), null, JSON.stringify(doubtful));
});

test("two answers about one service grant it only together", () => {
  set({ klaro: { cookie: "klaro", grants: { a: "ads", b: "ads", c: "statistics" } } });
  const read = (services) => choiceOf("klaro", klaro(services), now).granted;
  assert.deepEqual(read({ a: true, b: false, c: false }), []);
  assert.deepEqual(read({ a: true, b: true, c: false }), ["ads"]);
});

test("Cookiebot: explicit answers only", () => {
  set({ cookiebot: { grants } });
  const read = (fields) => choiceOf("cookiebot", bot(fields), now);
  assert.deepEqual(read(), { granted: ["stats", "hits"], at: now - 3600 });
  for (const doubtful of [
    ["'explicit'", "'implied'"],
    ["statistics:true", "statistics:1"],
    ["statistics:true", "statistics:true,statistics:false"],
    ["statistics:true,", ""],
    [/utc:\d+/, "utc:-1"],
    [/utc:\d+/, `utc:${(now + 9999) * 1000}`],
    ["stamp:'kX3/e=='", "stamp:'x',statistics:true'"],
    [/^.*$/, "-1"],
    [/^.*$/, "0"],
  ])
    assert.equal(read(doubtful), null, String(doubtful));
  assert.deepEqual(read([/utc:\d+,/, ""]).at, now);
});

test("two cookies of the name, or one that cannot be decoded, say nothing", () => {
  set({ cookiebot: { grants }, klaro: { cookie: "klaro", grants: { a: "statistics" } } });
  assert.equal(choiceOf("cookiebot", `${bot()}; ${bot()}`, now), null);
  assert.equal(choiceOf("klaro", "klaro=%E0%A4%A", now), null);
  assert.equal(choiceOf("klaro", `klaro=${"x".repeat(5000)}`, now), null);
});

test("no hostile cookie throws or grants what was not asked for", () => {
  set({
    vanilla: { cookie: "cc_cookie", revision: 0, grants },
    klaro: { cookie: "klaro", grants: { a: "statistics" } },
    cookiebot: { grants },
  });
  const sound = [cc(), klaro({ a: true }), bot()];
  let random = 20261122;
  const below = (n) => (random = (random * 1103515245 + 12345) % 2147483648) % n;
  let said = 0;
  for (let i = 0; i < 20000; i++) {
    let text = sound[below(3)];
    for (let edits = below(4); edits > 0; edits--) {
      const at = below(text.length + 1);
      const put = '{}[]":,\'%truefals019_; =-nul'[below(28)];
      text = text.slice(0, at) + put + text.slice(at + below(3));
    }
    for (const name of ["vanilla", "klaro", "cookiebot"]) {
      const choice = choiceOf(name, text, now);
      if (!choice) continue;
      said += 1;
      assert.ok(choice.granted.every((id) => ["prefs", "stats", "hits", "ads"].includes(id)));
      assert.ok(choice.at <= now && choice.at > 0);
    }
  }
  assert.ok(said > 1000, `only ${said} said anything: too wild to prove anything`);
});

/** A page that finds `cookie`; answers what came of it. */
async function visit(imports, cookie, gpc) {
  set(imports, gpc);
  const window = fakeWindow({ cookie });
  globalThis.document = window.document;
  const { consent, store, settled } = start(window);
  const [adopt] = globalThis.adopters;
  adopt(consent, store);
  await settled();
  return { window, consent };
}
const shop = { cookiebot: { grants: { statistics: "shop_stats", marketing: "marketing" } } };

test("an earlier answer becomes a decision, an event says import and when it was given", async () => {
  const { window, consent } = await visit(shop, bot());
  const { action, granted, at } = consent.decision();
  assert.deepEqual([action, granted, at], ["import", ["shop_stats"], now - 3600]);
  const [{ event }] = window.posts;
  assert.deepEqual([event.action, event.control, event.trusted], ["import", "api", false]);
  assert.equal(event.at, new Date((now - 3600) * 1000).toISOString().replace(".000", ""));
  assert.equal(event.shown, null);
});

test("an earlier refusal is one here, without a subject", async () => {
  const { window, consent } = await visit(shop, bot(["statistics:true", "statistics:false"]));
  assert.deepEqual(consent.decision().granted, []);
  assert.equal(window.posts[0].event.subject, null);
});

test("nothing is taken over where Global Privacy Control refuses, or our own cookie was there", async () => {
  assert.equal((await visit(shop, bot(), true)).consent.decision(), null);
  const { consent } = await visit(shop, `${bot()}; volens_apollo=1.garbage`);
  assert.equal(consent.decision(), null);
});

test("two managers that both say something say nothing", async () => {
  const both = { ...shop, klaro: { cookie: "klaro", grants: { a: "marketing" } } };
  const { consent } = await visit(both, `${bot()}; ${klaro({ a: true })}`);
  assert.equal(consent.decision(), null);
});
