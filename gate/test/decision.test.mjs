import assert from "node:assert/strict";
import { test } from "node:test";
import { decide, format, lastCounter, parse, read, services } from "../src/decision.js";
import { createStore } from "../src/store.js";
import { golden } from "../fixtures/golden.mjs";

const { site, now, cases, formatted } = golden("decision");
const valuesOf = (cookies) =>
  createStore(site, { document: { cookie: cookies.join("; ") } }).cookies();
const shape = (decision) => {
  if (!decision) return null;
  const { fingerprint, ...rest } = decision;
  return rest;
};

for (const { name, cookies, decision, why } of cases) {
  test(`cookie: ${name}`, () => {
    assert.deepEqual(shape(read(valuesOf(cookies), site, now)), decision, why);
  });
}

test("a decision is written as the golden file says, and read back", () => {
  assert.ok(formatted.length);
  for (const { decision, value } of formatted) {
    assert.equal(format(decision), value);
    assert.deepEqual(parse(value), { ...decision, fingerprint: decision.fingerprint.slice(0, 12) });
  }
});

test("no mutated cookie throws, and what is read is exactly what stands there", () => {
  const alphabet = "019.-_azilouAZ%;= \0ž\n";
  const seeds = cases
    .flatMap(({ cookies }) => valuesOf(cookies))
    .filter((value) => value.length < 200);
  let random = 20261122;
  const below = (n) => (random = (random * 1103515245 + 12345) % 2147483648) % n;
  let valid = 0;
  for (let i = 0; i < 40000; i++) {
    let value = seeds[below(seeds.length)];
    for (let edits = below(3); edits >= 0; edits--) {
      const at = below(value.length + 1);
      const put = below(3) ? alphabet[below(alphabet.length)] : "";
      value = value.slice(0, at) + put + value.slice(at + below(2));
    }
    const parsed = parse(value);
    if (parsed) assert.equal(format(parsed), value);
    const decision = read([value], site, now);
    if (!decision) continue;
    valid += 1;
    assert.deepEqual(decision, parsed);
    assert.ok(decision.granted.every((id) => services(site).includes(id)));
  }
  assert.ok(valid > 1000, `only ${valid} were valid: the mutations are too wild to prove anything`);
});

test("no random text is a decision", () => {
  let random = 7;
  for (let i = 0; i < 5000; i++) {
    const text = Array.from({ length: i % 90 }, () => {
      random = (random * 1103515245 + 12345) % 2147483648;
      return String.fromCharCode(random % 400);
    }).join("");
    assert.equal(read([text], site, now), null);
  }
});

const all = services(site);
const next = (action, granted, objected = [], current = null) =>
  decide(site, current, current?.counter ?? 0, action, granted, objected, now);

test("accept grants every service, whatever was named", () => {
  assert.deepEqual(next("accept", []).granted, all);
});

test("refuse and withdraw grant nothing, whatever was named", () => {
  assert.deepEqual(next("refuse", all).granted, []);
  assert.deepEqual(next("withdraw", all).granted, []);
});

test("nothing granted is a refusal, and a withdrawal after a grant", () => {
  const grant = next("save", ["shop_stats"]);
  assert.equal(grant.action, "save");
  for (const action of ["refuse", "save", "withdraw"]) {
    assert.equal(next(action, []).action, "refuse");
    assert.equal(next(action, [], [], grant).action, "withdraw");
  }
});

test("what is not an optional service of the site cannot be granted", () => {
  assert.deepEqual(
    next("save", ["evil_ads", "necessary", "constructor", "marketing", "shop_stats"]).granted,
    ["shop_stats"],
  );
});

test("an objection drops the grants of its category; only a grant there lifts it", () => {
  const objected = next("object", all, ["p04"]);
  assert.deepEqual(
    objected.granted,
    all.filter((id) => id !== "social_ads"),
  );
  assert.deepEqual(objected.objected, ["p04"]);
  assert.equal(objected.action, "object");
  assert.deepEqual(next("save", ["shop_stats"], ["p04"], objected).objected, ["p04"]);
  assert.deepEqual(next("refuse", [], ["p04"], objected).objected, ["p04"]);
  assert.deepEqual(next("save", ["social_ads"], ["p04"], objected).objected, []);
});

test("unknown activities are not objected to", () => {
  assert.deepEqual(next("object", [], ["p99", "constructor"]).objected, []);
});

test("the counter goes on, past an outdated decision too, and stops at its greatest", () => {
  assert.equal(next("refuse", []).counter, 1);
  assert.equal(lastCounter(7, ["1.aaaaaaaaaaaa.1.41.refuse..", "garbage"]), 41);
  assert.equal(decide(site, null, 999999, "refuse", [], [], now).counter, 999999);
});
