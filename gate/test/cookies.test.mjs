// Several cookies of the one name: from another domain setting, an older script, a half-finished
// write. What they agree on counts, and is all that is left of them.

import assert from "node:assert/strict";
import { test } from "node:test";
import { createStore } from "../src/store.js";
import { fakeWindow, site, start } from "../fixtures/fakes.mjs";

const now = Math.floor(Date.now() / 1000);
const value = (age, action, services) => `1.k3v9q2ma7x1c.${now - age}.3.${action}.${services}.`;
const put = (window, text, where) => (window.document.cookie = `volens_apollo=${text}; ${where}`);
const seen = (window) => window.document.cookie.split("; ");

test("cookies that contradict are replaced by what they agree on", () => {
  const window = fakeWindow();
  put(window, value(50, "save", "reading_stats-shop_stats"), "Path=/; Domain=apollo.lv");
  put(window, value(10, "save", "shop_stats-social_ads"), "Path=/gramatas");
  const { consent } = start(window);
  assert.deepEqual(consent.decision().granted, ["shop_stats"]);
  assert.deepEqual(seen(window), [`volens_apollo=${value(10, "save", "shop_stats")}`]);
  assert.deepEqual(start(window).consent.decision(), consent.decision());
});

test("a broken duplicate asks once, and the answer ends it", async () => {
  for (const where of ["Path=/; Domain=apollo.lv", "Path=/gramatas", "Path=/gramatas/1"]) {
    const window = fakeWindow();
    put(window, value(10, "save", "shop_stats"), "Path=/");
    put(window, "1.garbage", where);
    const { consent, commit } = start(window);
    assert.equal(consent.decision(), null);
    await commit("refuse");
    assert.equal(seen(window).length, 1, where);
    assert.equal(start(window).consent.decision().action, "refuse");
  }
});

test("without a decision nothing is written", () => {
  const window = fakeWindow();
  put(window, "1.garbage", "Path=/");
  put(window, "2.garbage", "Path=/gramatas");
  start(window);
  assert.equal(seen(window).length, 2);
});

test("the cookie sits in the site's domain where the page is below it, else on its host", () => {
  const attributes = (address) => {
    const window = fakeWindow({ address });
    const kept = createStore({ ...site, domain: "apollo.lv" }, window).setCookie("x", 1);
    return [kept, window.attributes.at(-1)];
  };
  for (const address of ["https://www.apollo.lv/", "https://apollo.lv/"]) {
    const [kept, said] = attributes(address);
    assert.ok(kept);
    assert.deepEqual(said, ["Path=/", "Domain=apollo.lv", "SameSite=Lax", "Max-Age=86400", "Secure"]);
  }
  for (const address of ["https://partner.example/", "https://notapollo.lv/"]) {
    const [kept, said] = attributes(address);
    assert.ok(kept);
    assert.deepEqual(said, ["Path=/", "SameSite=Lax", "Max-Age=86400", "Secure"]);
  }
});

test("moving the cookie into a domain leaves one", () => {
  const window = fakeWindow();
  put(window, "old", "Path=/");
  createStore({ ...site, domain: "apollo.lv" }, window).setCookie("new", 1);
  assert.deepEqual(seen(window), ["volens_apollo=new"]);
});
