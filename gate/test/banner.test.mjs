// What rests in its corner says what has become of a choice, and the focus finds the way back.

import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { createBanner } from "../src/banner.js";

/** As much of a document as a node tree needs. */
class Fake {
  constructor(tag) {
    Object.assign(this, { tag, dataset: {}, children: [], hidden: false });
  }
  setAttribute(name, value) {
    if (name.startsWith("data-")) this.dataset[name.slice(5)] = value;
  }
  append(...children) {
    this.children.push(...children);
  }
  prepend(child) {
    this.children.unshift(child);
  }
  addEventListener() {}
  remove() {}
  attachShadow() {
    return (this.shadowRoot = new Fake("root"));
  }
  focus() {
    Fake.focused = this;
  }
  all() {
    return this.children.flatMap((child) => [child, ...(child.all?.() ?? [])]);
  }
  querySelectorAll(selector) {
    return this.all().filter(({ tag }) => selector.startsWith(tag));
  }
  querySelector() {
    return this.all().find(({ dataset }) => dataset?.volens === "settings") ?? null;
  }
}

const control = (tag) => [tag, { "data-volens": "settings" }];
const note = (name) => ["p", { "data-note": name }, name];
const names = ["saved", "reloaded", "stale"];
const site = {
  css: "",
  raise() {},
  banner: ["section", {}],
  floating: ["div", {}, ...names.map(note), control("button")],
};

beforeEach(() => {
  const body = new Fake("body");
  globalThis.document = {
    body,
    createElement: (tag) => new Fake(tag),
    querySelector: () => body.querySelector(),
  };
  globalThis.CSSStyleSheet = class {
    replaceSync() {}
  };
  Fake.focused = null;
});

afterEach(() => {
  delete globalThis.document;
  delete globalThis.CSSStyleSheet;
});

test("of what may have become of a choice one thing is said, or nothing", () => {
  const banner = createBanner(site, "", () => {});
  banner.rest();
  const [host] = document.body.children;
  const said = () =>
    host.shadowRoot
      .querySelectorAll("p")
      .filter(({ hidden }) => !hidden)
      .map(({ dataset }) => dataset.note);
  for (const name of names) {
    banner.say(name);
    assert.deepEqual(said(), [name]);
  }
  banner.say(undefined);
  assert.deepEqual(said(), []);
});

test("before anything rests nothing is said", () => {
  createBanner(site, "", () => {}).say("saved");
});

test("a page that has its body already gets nothing before it is known what, and then that", () => {
  const banner = createBanner(site, "", () => {});
  banner.place();
  assert.equal(document.body.children.length, 0);
  banner.rest();
  assert.equal(document.body.children.length, 1);
});

test("the focus goes to our own control, else to the page's", () => {
  const link = new Fake("a");
  link.dataset.volens = "settings";
  document.body.append(link);
  const banner = createBanner(site, "", () => {});
  banner.rest();
  banner.refocus();
  assert.equal(Fake.focused.tag, "button");
  banner.ask();
  banner.refocus();
  assert.equal(Fake.focused, link);
});
