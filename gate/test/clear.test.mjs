// Withdrawing deletes what was optional, wherever it may sit, and nothing else (L12, L13).

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { clear } from "../src/clear.js";
import { createStore } from "../src/store.js";
import { fakeWindow, site } from "../fixtures/fakes.mjs";

const trackers = {
  web_analytics: "cookie:_ga|cookie:_ga_.*|indexedDB:ga\\-.*|caches:ga",
  shop_stats: "localStorage:shop\\.stats|sessionStorage:visit|cookie:shared",
  ads: "cookie:_gcl|cookie:shared",
};
let warn;
beforeEach(() => (warn = mock.method(console, "error", () => {})));
afterEach(() => mock.restoreAll());

const area = (items) =>
  Object.defineProperty({ ...items }, "removeItem", {
    value(name) {
      delete this[name];
    },
  });

/** A page with old trackers; `run` clears with only `granted` granted, and waits until it is done. */
function page(window = fakeWindow(), storage = {}) {
  const deleted = [];
  const globals = {
    localStorage: area({ "shop.stats": "1", "shop.cart": "2" }),
    sessionStorage: area({ visit: "1", visitor: "2" }),
    indexedDB: {
      databases: async () => [{ name: "ga-1" }, { name: "shop" }],
      deleteDatabase: (name) => deleted.push(`indexedDB:${name}`),
    },
    caches: {
      keys: async () => ["ga", "shop"],
      delete: (name) => deleted.push(`caches:${name}`),
    },
    ...storage,
  };
  return {
    window,
    ...globals,
    deleted,
    async run(...granted) {
      globalThis.window = globals;
      for (const [name, value] of Object.entries(globals))
        Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
      clear({ trackers }, (id) => granted.includes(id), createStore(site, window));
      await new Promise(setImmediate);
    },
  };
}

test("cookies go from every domain and path this page sees them from", async () => {
  const window = fakeWindow();
  const where = ["", "; Domain=www.apollo.lv", "; Domain=apollo.lv"];
  const paths = ["/", "/gramatas", "/gramatas/", "/gramatas/1"];
  for (const domain of where)
    for (const path of paths) window.document.cookie = `_ga=${domain}${path}; Path=${path}${domain}`;
  window.document.cookie = "_ga_X1=a; Path=/; Domain=apollo.lv";
  window.document.cookie = "_gat=kept; Path=/";
  window.document.cookie = "x_ga=kept; Path=/";
  await page(window).run();
  assert.equal(window.document.cookie, "_gat=kept; x_ga=kept");
  assert.equal(warn.mock.callCount(), 0);
});

test("local and session storage, databases and caches go by name and pattern", async () => {
  const { run, localStorage, sessionStorage, deleted } = page();
  await run();
  assert.deepEqual(Object.keys(localStorage), ["shop.cart"]);
  assert.deepEqual(Object.keys(sessionStorage), ["visitor"]);
  assert.deepEqual(deleted, ["indexedDB:ga-1", "caches:ga"]);
});

test("what a granted service names stays, also where another one names it too", async () => {
  const window = fakeWindow({ cookie: "_ga=1; _gcl=2; shared=3" });
  const { run, localStorage, deleted } = page(window);
  await run("web_analytics", "shop_stats");
  assert.equal(window.document.cookie, "_ga=1; shared=3");
  assert.ok("shop.stats" in localStorage);
  assert.deepEqual(deleted, []);
});

test("where everything is granted nothing is even looked at", async () => {
  let looks = 0;
  const look = async () => ((looks += 1), []);
  const { run } = page(fakeWindow(), { indexedDB: { databases: look }, caches: { keys: look } });
  await run("web_analytics", "shop_stats", "ads");
  assert.equal(looks, 0);
  await run("shop_stats", "ads");
  assert.equal(looks, 2);
});

test("a cookie that stays is reported by name", async () => {
  const window = fakeWindow();
  window.jar.put("_ga=1; Path=/; Domain=apollo.lv");
  const put = window.jar.put;
  window.jar.put = (text) => (text.includes("Max-Age=0") ? undefined : put(text));
  await page(window).run();
  assert.deepEqual(warn.mock.calls[0].arguments, ["volens: not-cleared", "_ga"]);
});

test("one kind of storage that is missing, blocked or broken does not keep the others", async () => {
  const broken = {
    localStorage: undefined,
    indexedDB: {},
    caches: { keys: () => Promise.reject(new DOMException("no", "SecurityError")) },
  };
  const window = fakeWindow({ cookie: "_ga=1" });
  const { run, sessionStorage } = page(window, broken);
  await run();
  assert.equal(window.document.cookie, "");
  assert.deepEqual(Object.keys(sessionStorage), ["visitor"]);
  await page(fakeWindow({ blocked: true })).run();
});
