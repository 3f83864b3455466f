// What must stay shut: names that nobody knows, and grants whose cookie is gone.

import assert from "node:assert/strict";
import { test } from "node:test";
import { fakeWindow, site, start } from "../fixtures/fakes.mjs";

site.names = { statistics: ["Statistika", ""] };

test("an element of a category that the site does not have is held, even after accepting", async () => {
  const { commit, consent } = start(fakeWindow());
  await commit("accept");
  for (const category of ["nonsense", "constructor", "__proto__", "", undefined])
    assert.equal(consent.isGranted({ category }), false, `${category}`);
  for (const service of ["nonsense", "marketing", "necessary"])
    assert.equal(consent.isGranted({ category: "statistics", service }), false, service);
});

test("a category without services is never granted", async () => {
  site.categories.nothing = [];
  try {
    const { commit, consent } = start(fakeWindow());
    assert.equal(consent.has("nothing"), false);
    await commit("accept");
    assert.equal(consent.has("nothing"), false);
  } finally {
    delete site.categories.nothing;
  }
});

test("a grant ends with its cookie, whoever took the cookie away", async () => {
  const window = fakeWindow();
  const { commit, consent } = start(window);
  await commit("accept");
  assert.ok(consent.has("marketing"));
  for (const left of ["volens_apollo=", "volens_apollo=1.zzz"]) {
    window.document.cookie = `${left}; Path=/`;
    consent.reread();
    assert.equal(consent.has("marketing"), false);
    assert.equal(consent.decision(), null);
  }
});

test("what waits for a refusal waits for a decision, and for a name that the site has", async () => {
  const { commit, consent } = start(fakeWindow());
  const isGranted = (category) => consent.isGranted({ category });
  assert.equal(isGranted("!statistics"), false);
  await commit("refuse");
  assert.equal(isGranted("!statistics"), true);
  for (const id of ["!nonsense", "!constructor", "!", "!__proto__"])
    assert.equal(isGranted(id), false, id);
  await commit("accept");
  assert.equal(isGranted("!statistics"), false);
});
