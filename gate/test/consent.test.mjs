import assert from "node:assert/strict";
import { test } from "node:test";
import { isKey, subjectOf } from "../src/event.js";
import { services } from "../src/decision.js";
import { down, fakeWindow, reply, site, start, stored } from "../fixtures/fakes.mjs";
import { golden } from "../fixtures/golden.mjs";

const GRANT = ["shop_stats"];

test("a first refusal is posted without a subject and leaves nothing but the cookie", async () => {
  const window = fakeWindow();
  const { commit, consent, items, order } = start(window);
  await commit("refuse");
  assert.deepEqual(order, ["commit", "change"]);
  assert.equal(consent.decision().action, "refuse");
  assert.match(window.document.cookie, /^volens_apollo=1\.k3v9q2ma7x1c\.\d+\.1\.refuse\.\.$/);
  assert.deepEqual(window.attributes, [["Path=/", "SameSite=Lax", "Max-Age=15724800", "Secure"]]);
  const [{ url, options, event }] = window.posts;
  assert.equal(url, "https://consent.example/v1/apollo/events");
  assert.deepEqual(Object.keys(options.headers), ["content-type"]);
  assert.equal(event.subject, null);
  assert.equal(event.previous, null);
  assert.deepEqual(items(), []);
});

test("an event has the fields and forms that the golden events have", async () => {
  const window = fakeWindow();
  const { commit } = start(window);
  await commit("refuse");
  await commit("save", GRANT, [], "settings");
  const [refusal, grant] = window.posts.map(({ event }) => event);
  const example = golden("events").good.find(({ name }) => name === "first refusal").event;
  assert.deepEqual(Object.keys(refusal).sort(), Object.keys(example).sort());
  const { id, at, ...rest } = refusal;
  const { id: _, at: __, ...expected } = example;
  assert.deepEqual(rest, expected);
  assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.match(at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  assert.deepEqual([...grant.granted, ...grant.refused].sort(), services(site));
  assert.equal(grant.shown, site.shown);
  assert.ok(grant.id > refusal.id);
});

test("the first grant makes a key, a subject and a history; later events follow it", async () => {
  const window = fakeWindow();
  const { commit, items } = start(window);
  await commit("save", GRANT);
  await commit("refuse");
  const key = window.localStorage["volens.apollo.key"];
  assert.ok(isKey(key));
  const subject = await subjectOf(window.crypto, "apollo", "https://www.apollo.lv", key);
  const [grant, withdrawal] = window.posts;
  assert.equal(grant.event.subject, subject);
  assert.equal(grant.event.previous, null);
  assert.equal(withdrawal.event.action, "withdraw");
  assert.equal(withdrawal.event.subject, subject);
  assert.equal(withdrawal.event.previous, grant.event.id);
  assert.equal(withdrawal.options.headers["volens-key"], key);
  assert.deepEqual(
    items().filter((name) => name.includes(".q.")),
    [],
  );
  const history = JSON.parse(window.localStorage[`volens.apollo.h.${grant.event.id}`]);
  assert.equal(history.status, "stored");
  assert.equal(history.event.subject, null);
});

test("subjects are what the golden file says", async () => {
  for (const { site: id, origin, key, subject } of golden("subject")) {
    assert.equal(
      await subjectOf(globalThis.crypto ?? fakeWindow().crypto, id, origin, key),
      subject,
    );
  }
});

test("with the ledger down a choice holds, waits in the queue, and is delivered once", async () => {
  let answer = down;
  const window = fakeWindow({ answer: (event) => answer(event) });
  const { commit, consent, outbox, items } = start(window);
  await commit("refuse");
  assert.equal(consent.decision().action, "refuse");
  assert.equal(items().length, 1);
  answer = stored;
  await start(window).outbox.deliver();
  await outbox.deliver();
  assert.equal(window.posts.length, 2);
  assert.equal(window.posts[0].event.id, window.posts[1].event.id);
  assert.deepEqual(items(), []);
});

for (const status of [408, 425, 429, 500, 503]) {
  test(`${status}: the event stays, and those after it wait`, async () => {
    const window = fakeWindow({ answer: () => reply(status, { title: "later" }) });
    const { commit, outbox, items } = start(window);
    await commit("refuse");
    await commit("refuse");
    assert.equal(window.posts.length, 2);
    await outbox.deliver();
    assert.equal(window.posts.length, 3);
    assert.equal(items().length, 2);
  });
}

for (const status of [400, 403, 404, 409, 413, 422]) {
  test(`${status} lasts: a subject's event goes to the history as refused, another goes`, async () => {
    const window = fakeWindow({ answer: () => reply(status, { title: "no" }) });
    const { commit, items } = start(window);
    await commit("refuse");
    assert.deepEqual(items(), []);
    await commit("save", GRANT);
    const [name] = items().filter((item) => item.includes(".h."));
    assert.equal(JSON.parse(window.localStorage[name]).status, "refused");
  });
}

test("an answer that is not the ledger's is no acknowledgement", async () => {
  const answers = [
    reply(200, null),
    reply(200, {}),
    reply(200, { events: [] }),
    reply(302, {}),
    reply(200, { events: [{ id: "other", status: "stored" }] }),
    { status: 200, json: async () => JSON.parse("<html>") },
  ];
  const window = fakeWindow({ answer: (_, n) => answers[n - 1] });
  const { commit, outbox, items } = start(window);
  await commit("refuse");
  for (const _ of answers.slice(1)) await outbox.deliver();
  assert.equal(window.posts.length, answers.length);
  assert.equal(items().length, 1);
});

test("a duplicate is delivered", async () => {
  const window = fakeWindow({
    answer: ({ id }) => reply(200, { events: [{ id, status: "duplicate" }] }),
  });
  const { commit, items } = start(window);
  await commit("refuse");
  assert.deepEqual(items(), []);
});

test("blocked storage: the choice holds in memory and is tried once", async () => {
  const window = fakeWindow({ blocked: true });
  const { commit, consent } = start(window);
  assert.equal(consent.decision(), null);
  await commit("save", GRANT);
  assert.ok(consent.has("shop_stats"));
  consent.reread();
  assert.ok(consent.has("shop_stats"));
  assert.equal(window.posts.length, 1);
  assert.equal(window.posts[0].event.subject, null);
});

test("without crypto.subtle there is no key and no subject", async () => {
  const window = fakeWindow();
  const { getRandomValues } = window.crypto;
  window.crypto = { getRandomValues: getRandomValues.bind(window.crypto) };
  const { commit, items } = start(window);
  await commit("save", GRANT);
  assert.equal(window.posts[0].event.subject, null);
  assert.deepEqual(items(), []);
});

test("a category is granted when all its services are; unknown names never are", async () => {
  const { commit, consent } = start(fakeWindow());
  assert.equal(consent.has("statistics"), false);
  await commit("save", ["shop_stats"]);
  assert.equal(consent.has("statistics"), false);
  assert.equal(consent.has("shop_stats"), true);
  await commit("save", ["reading_stats", "shop_stats"]);
  assert.equal(consent.has("statistics"), true);
  for (const name of ["marketing", "", "constructor", "__proto__", undefined])
    assert.equal(consent.has(name), false);
  assert.equal(consent.isGranted({ category: "statistics", service: "shop_stats" }), true);
  for (const category of ["marketing", "constructor", ""]) {
    assert.equal(consent.isGranted({ category, service: "shop_stats" }), false);
  }
});

test("another tab's withdrawal is read from the cookie", async () => {
  const window = fakeWindow();
  const here = start(window);
  const there = start(window);
  await here.commit("accept");
  there.consent.reread();
  assert.ok(there.consent.has("marketing"));
  await there.commit("withdraw");
  here.consent.reread();
  assert.equal(here.consent.has("marketing"), false);
  assert.equal(here.consent.decision().counter, 2);
  assert.deepEqual(here.order, ["commit", "change", "change"]);
});

test("garbage in the queue goes, and delivers nothing", async () => {
  const window = fakeWindow();
  const { outbox, items } = start(window);
  for (const text of ["{", "null", "[]", '"x"', '{"key":null}'])
    window.localStorage[`volens.apollo.q.${text}`] = text;
  await outbox.deliver();
  assert.deepEqual(items(), []);
  assert.deepEqual(window.posts, []);
});

test("an item that is not ours goes, and those behind it are delivered", async () => {
  const window = fakeWindow();
  const { commit, items, outbox } = start(window);
  const id = "019ab000-0000-7000-8000-000000000001";
  const foreign = [
    `{"key":"ā\\n","event":{"id":"${id}"}}`,
    `{"key":"","event":{"id":"${id}"}}`,
    `{"key":7,"event":{"id":"${id}"}}`,
    '{"key":null,"event":{"id":"another"}}',
  ];
  for (const text of foreign) {
    window.localStorage[`volens.apollo.q.${id}`] = text;
    await outbox.deliver();
    assert.deepEqual(items(), [], text);
  }
  assert.deepEqual(window.posts, []);
  window.localStorage[`volens.apollo.q.${id}`] = foreign[0];
  await commit("refuse");
  assert.equal(window.posts.length, 1);
});

test("of the history the last fifty stay", async () => {
  const window = fakeWindow();
  const { commit, items } = start(window);
  for (let i = 0; i < 60; i++) await commit("save", GRANT);
  const history = items().filter((name) => name.includes(".h."));
  assert.equal(history.length, 50);
  assert.ok(history.includes(`volens.apollo.h.${window.posts[59].event.id}`));
  assert.ok(
    window.posts.every(
      ({ event }, i) => event.previous === (window.posts[i - 1]?.event.id ?? null),
    ),
  );
});

test("the Web Lock of the site is held while delivering", async () => {
  const window = fakeWindow();
  const held = [];
  window.navigator.locks = { request: (name, work) => (held.push(name), work()) };
  await start(window).commit("refuse");
  assert.deepEqual(held, ["volens.apollo"]);
  assert.equal(window.posts.length, 1);
});

test("without a decision the subject ends: key and history go", async () => {
  const window = fakeWindow();
  const { commit, items, outbox } = start(window);
  await commit("save", GRANT);
  assert.equal(items().length, 2);
  outbox.forget();
  assert.deepEqual(items(), []);
});

test("what the ledger does not have yet keeps its key", async () => {
  const window = fakeWindow({ answer: down });
  const { commit, items, outbox } = start(window);
  await commit("save", GRANT);
  const before = items();
  outbox.forget();
  assert.deepEqual(items(), before);
  assert.ok(before.some((name) => name.endsWith(".key")));
});
