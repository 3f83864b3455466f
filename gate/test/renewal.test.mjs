// The cookie from the ledger: sent once for a decision, and no answer, however late, brings back an
// older one.

import assert from "node:assert/strict";
import { test } from "node:test";
import { fakeWindow, reply, site, start, stored } from "../fixtures/fakes.mjs";

globalThis.site = site;
globalThis.keepers = [];
const { keep } = await import("../src/renewal.js");

const LEDGER = "https://www.apollo.lv";
const NAME = "volens_apollo=";

/** A page whose ledger sets the cookie when the test lets it answer. */
function page({ address, window = fakeWindow({ address }), base = LEDGER } = {}) {
  const puts = [];
  window.fetch = (url, options) => {
    if (options.method !== "PUT") return stored(JSON.parse(options.body).events[0]);
    return new Promise((resolve, reject) => {
      const { value } = JSON.parse(options.body);
      puts.push({
        url,
        options,
        value,
        async answer(status = 204) {
          if (status === 204) window.document.cookie = `${NAME}${value}; Path=/; Secure`;
          resolve(reply(status));
          await new Promise(setImmediate);
        },
        async fail() {
          reject(new TypeError("Failed to fetch"));
          await new Promise(setImmediate);
        },
      });
    });
  };
  return { window, puts, ...start(window, { keep: (store) => keep(store, base, window) }) };
}

const cookieOf = (window) => window.document.cookie;
const newestOf = (window) => window.localStorage["volens.apollo.newest"];

test("a decision is sent once, with the page's cookies, and never again once it came back", async () => {
  const { window, puts, commit } = page();
  await commit("refuse");
  const [{ url, options, value, answer }] = puts;
  assert.equal(url, `${LEDGER}/v1/apollo/cookie`);
  assert.equal(options.credentials, "include");
  assert.deepEqual(options.headers, { "content-type": "application/json" });
  assert.equal(cookieOf(window), NAME + value);
  await answer();
  assert.equal(newestOf(window), `${value}+`);
  assert.equal(page({ window }).puts.length, 0);
});

test("what did not arrive is sent with the next page view", async () => {
  const { window, puts, commit } = page();
  await commit("refuse");
  await puts[0].fail();
  const next = page({ window });
  assert.deepEqual(next.puts.map(({ value }) => value), [puts[0].value]);
  await next.puts[0].answer(503);
  assert.equal(page({ window }).puts.length, 1);
});

test("what is refused for good is not sent again", async () => {
  for (const status of [400, 403, 404, 409, 422]) {
    const { window, puts, commit } = page();
    await commit("refuse");
    await puts[0].answer(status);
    assert.equal(page({ window }).puts.length, 0, String(status));
  }
});

test("a late answer in the same page does not bring back the older choice", async () => {
  const { window, puts, commit, consent } = page();
  await commit("accept");
  await commit("withdraw");
  await puts[1].answer();
  await puts[0].answer();
  assert.equal(cookieOf(window), NAME + puts[1].value);
  consent.reread();
  assert.equal(consent.decision().action, "withdraw");
});

test("an answer to an older choice does not count for the newer one", async () => {
  const { window, puts, commit } = page();
  await commit("accept");
  await commit("withdraw");
  await puts[0].answer();
  assert.equal(cookieOf(window), NAME + puts[1].value);
  assert.equal(newestOf(window), puts[1].value);
  assert.deepEqual(page({ window }).puts.map(({ value }) => value), [puts[1].value]);
});

test("of two choices in one second the newest stands", async () => {
  const { window, commit } = page();
  await commit("withdraw");
  const newest = newestOf(window);
  const twin = newest.replace("refuse..", "save.shop_stats.");
  assert.notEqual(twin, newest);
  window.document.cookie = `${NAME}${twin}; Path=/`;
  assert.equal(page({ window }).consent.has("shop_stats"), false);
  assert.equal(cookieOf(window), NAME + newest);
});

test("a late answer to a page that has gone is put right by the next page, before anything runs", async () => {
  const first = page();
  await first.commit("accept");
  const second = page({ window: first.window });
  await second.commit("withdraw");
  await second.puts.at(-1).answer();
  // The browser takes the cookie though nobody is there to hear of it.
  first.window.document.cookie = `${NAME}${first.puts[0].value}; Path=/; Secure`;
  const third = page({ window: first.window });
  assert.equal(third.consent.decision().action, "withdraw");
  assert.equal(third.consent.has("marketing"), false);
  assert.equal(cookieOf(first.window), NAME + second.puts.at(-1).value);
});

test("a late answer is put right in other tabs too", async () => {
  const here = page();
  const there = page({ window: here.window });
  await here.commit("accept");
  there.consent.reread();
  await there.commit("withdraw");
  here.window.document.cookie = `${NAME}${there.puts[0].value}; Path=/; Secure`;
  for (const tab of [here, there]) {
    tab.consent.reread();
    assert.equal(tab.consent.decision().action, "withdraw");
  }
});

test("a newer cookie, from another host of the domain, counts", async () => {
  const { window, commit, consent } = page();
  await commit("accept");
  const later = Math.floor(Date.now() / 1000) + 5;
  window.document.cookie = `${NAME}1.k3v9q2ma7x1c.${later}.9.withdraw..; Path=/`;
  consent.reread();
  assert.equal(consent.decision().action, "withdraw");
});

test("without a cookie nothing is brought back, and a broken one is no decision", async () => {
  const { window, commit } = page();
  await commit("accept");
  window.document.cookie = `${NAME}x; Path=/; Max-Age=0`;
  assert.equal(cookieOf(window), "");
  assert.equal(page({ window }).consent.decision(), null);
  window.document.cookie = `${NAME}1.garbage; Path=/`;
  assert.equal(page({ window }).consent.decision(), null);
  assert.equal(page({ window }).puts.length, 0);
});

test("what others write into the item does nothing", async () => {
  const { window, commit } = page();
  await commit("refuse");
  for (const text of ["", "+", "null", "1.k3v9q2ma7x1c.99999999999.9.accept.evil.", "x".repeat(5000)]) {
    window.localStorage["volens.apollo.newest"] = text;
    const { consent } = page({ window });
    assert.equal(consent.has("marketing"), false, text.slice(0, 50));
    assert.equal(consent.has("evil"), false);
  }
});

test("a ledger that cannot set this page's cookie is not asked", async () => {
  for (const [address, base] of [
    ["https://www.apollo.lv/", "https://consent.apollo.lv"],
    ["https://partner.example/", LEDGER],
  ]) {
    const { puts, commit, window } = page({ address, base });
    await commit("refuse");
    assert.equal(puts.length, 0, base);
    assert.equal(newestOf(window), undefined);
  }
  globalThis.site = { ...site, domain: "apollo.lv" };
  const { puts, commit } = page({ base: "https://consent.apollo.lv" });
  await commit("refuse");
  assert.equal(puts.length, 1, "the domain of both");
  const elsewhere = page({ base: "https://consent.example" });
  await elsewhere.commit("refuse");
  assert.equal(elsewhere.puts.length, 0);
  globalThis.site = site;
});

test("with storage or cookies blocked nothing is sent", async () => {
  const { puts, commit, consent } = page({ window: fakeWindow({ blocked: true }) });
  await commit("refuse");
  assert.equal(puts.length, 0);
  assert.equal(consent.decision().action, "refuse");
});
