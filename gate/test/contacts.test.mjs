// Contact consents: an event as the golden file has it, the key as long as one stands, and nothing where
// nothing can be kept.

import assert from "node:assert/strict";
import { test } from "node:test";
import { down, fakeWindow, site, start } from "../fixtures/fakes.mjs";
import { golden } from "../fixtures/golden.mjs";
import { createContacts, keeping } from "../src/contacts.js";
import { isUuid } from "../src/event.js";

site.contacts = { email_news: ["div", {}], sms_news: ["div", {}] };
const keep = (store) => keeping(site, store);

/** A visitor with contact purposes. */
function visitor(window) {
  const gate = start(window, { keep });
  return { ...gate, contacts: createContacts(site, gate.store, gate.outbox, window) };
}

/** What is on the device, without the ids. */
const kinds = (window) =>
  Object.keys({ ...window.localStorage })
    .map((name) => name.replace("volens.apollo.", "").replace(/\..*/, ""))
    .sort();

/** Waits until nothing is queued any more. */
async function settled(window) {
  while (kinds(window).includes("q")) await new Promise(setImmediate);
}

test("a consent is the golden event of a box", async () => {
  const window = fakeWindow();
  const { contacts } = visitor(window);
  assert.deepEqual(contacts.granted(), []);
  const id = contacts.grant("email_news", true);
  assert.ok(isUuid(id));
  assert.deepEqual(contacts.granted(), ["email_news"]);
  await settled(window);
  const [{ event }] = window.posts;
  assert.equal(event.id, id);
  const example = golden("events").good.find(({ name }) => name === "consented in a box").event;
  assert.deepEqual(Object.keys(event).sort(), Object.keys(example).sort());
  for (const field of ["action", "control", "granted", "refused", "objected", "counter", "previous"])
    assert.deepEqual(event[field], example[field], field);
});

test("purposes are separate: each consent has its own event, each withdrawal leaves the other", async () => {
  const window = fakeWindow();
  const { contacts } = visitor(window);
  const email = contacts.grant("email_news", true);
  const sms = contacts.grant("sms_news", true);
  assert.notEqual(email, sms);
  contacts.withdraw("email_news", true);
  assert.deepEqual(contacts.granted(), ["sms_news"]);
  contacts.withdraw("sms_news", true);
  assert.deepEqual(contacts.granted(), []);
  // What does not stand cannot be withdrawn again.
  contacts.withdraw("sms_news", true);
  await settled(window);
  const events = new Map(window.posts.map(({ event }) => [event.id, event]));
  assert.deepEqual(
    [...events.values()].map(({ action, granted, counter }) => [action, granted.join(), counter]),
    [
      ["save", "email_news", 1],
      ["save", "email_news,sms_news", 2],
      ["save", "sms_news", 3],
      ["withdraw", "", 4],
    ],
  );
});

test("a choice about cookies leaves a consent as it is, and a consent the choice", async () => {
  const { commit, consent, contacts } = visitor(fakeWindow());
  await commit("accept");
  assert.deepEqual(contacts.granted(), []);
  contacts.grant("sms_news", true);
  await commit("refuse");
  assert.deepEqual(contacts.granted(), ["sms_news"]);
  assert.deepEqual(consent.decision().granted, []);
});

test("the key stays as long as a consent stands, and goes with the last", async () => {
  const window = fakeWindow();
  const { contacts, outbox } = visitor(window);
  contacts.grant("email_news", true);
  await settled(window);
  assert.deepEqual(kinds(window), ["contacts", "h", "key"]);
  outbox.forget();
  assert.deepEqual(kinds(window), ["contacts", "key"]);
  assert.deepEqual(contacts.granted(), ["email_news"]);

  contacts.withdraw("email_news", true);
  await settled(window);
  const { event } = window.posts.at(-1);
  assert.deepEqual([event.action, event.previous], ["withdraw", window.posts[0].event.id]);
  assert.equal(event.subject, window.posts[0].event.subject);
  outbox.forget();
  assert.deepEqual(kinds(window), []);
});

test("while the ledger is down a consent waits on the device", async () => {
  const window = fakeWindow({ answer: down });
  const { contacts, outbox } = visitor(window);
  const id = contacts.grant("email_news", true);
  await outbox.deliver();
  assert.ok(window.localStorage.getItem(`volens.apollo.q.${id}`));
});

test("an unknown purpose is not granted and leaves nothing", () => {
  const window = fakeWindow();
  const { contacts } = visitor(window);
  for (const purpose of ["nonsense", "shop_stats", "constructor", "__proto__", "", null, undefined])
    assert.equal(contacts.grant(purpose, true), undefined, `${purpose}`);
  assert.deepEqual(kinds(window), []);
});

test("where storage is blocked, or there can be no key, nothing is granted", () => {
  const blocked = fakeWindow({ blocked: true });
  const keyless = fakeWindow();
  keyless.crypto = { getRandomValues: (array) => array };
  for (const window of [blocked, keyless]) {
    const { contacts } = visitor(window);
    assert.equal(contacts.isPossible(), false);
    assert.equal(contacts.grant("email_news", true), undefined);
    assert.deepEqual(contacts.granted(), []);
    assert.deepEqual(window.posts, []);
  }
});

test("what cannot be kept is not granted, and leaves no key", () => {
  for (const full of [/\.q\./, /contacts$/, /key$/]) {
    const window = fakeWindow();
    const { setItem } = Object.getPrototypeOf(window.localStorage);
    Object.getPrototypeOf(window.localStorage).setItem = (name, value) => {
      if (full.test(name)) throw new DOMException("full", "QuotaExceededError");
      setItem(name, value);
    };
    const { contacts } = visitor(window);
    assert.equal(contacts.isPossible(), true);
    assert.equal(contacts.grant("email_news", true), undefined, `${full}`);
    assert.deepEqual(kinds(window), [], `${full}`);
    assert.deepEqual(contacts.granted(), []);
    assert.deepEqual(window.posts, []);
  }
});

test("withdrawing works on a full device", async () => {
  const window = fakeWindow();
  const { contacts } = visitor(window);
  contacts.grant("email_news", true);
  await settled(window);
  const { setItem } = Object.getPrototypeOf(window.localStorage);
  Object.getPrototypeOf(window.localStorage).setItem = (name, value) => {
    if (name.includes(".q.")) throw new DOMException("full", "QuotaExceededError");
    setItem(name, value);
  };
  await contacts.withdraw("email_news", true);
  assert.deepEqual(contacts.granted(), []);
  assert.equal(window.posts.at(-1).event.action, "withdraw");
});

test("whatever stands in the item, nothing is granted that the site does not have", () => {
  const window = fakeWindow();
  const { contacts } = visitor(window);
  for (const item of ["", "null", "[]", "{", "7", '{"granted":null}', '{"granted":["x","__proto__"]}']) {
    window.localStorage.setItem("volens.apollo.contacts", item);
    assert.deepEqual(contacts.granted(), [], item);
  }
  const hostile = '{"granted":["x"],"counter":"1e9","id":"<img>"}';
  window.localStorage.setItem("volens.apollo.contacts", hostile);
  const id = contacts.grant("email_news", true);
  const { event } = JSON.parse(window.localStorage.getItem(`volens.apollo.q.${id}`));
  assert.equal(event.previous, null);
  assert.ok(event.counter >= 1 && event.counter <= 999999);
});
