// The browser's check of a receipt, on the golden receipt that the Rust crates check too, and on each
// way of changing it.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { verifyReceipt } from "../src/choices/receipt.js";

const read = (name) =>
  readFileSync(new URL(`../../crates/volens-log/testdata/${name}`, import.meta.url), "utf8");
const RECEIPT = read("receipt.tlog-proof");
const VKEY = read("receipt.vkey");

const refused = (text, code, key = VKEY) =>
  assert.rejects(verifyReceipt(text, key), (error) => {
    assert.equal(error.code, code, text);
    return true;
  });

test("the golden receipt is believed", async () => {
  const { record, index, size, log } = await verifyReceipt(RECEIPT, VKEY);
  assert.deepEqual([index, size, log], [2, 5, "consent.example/log/apollo"]);
  assert.equal(record.event.action, "refuse");
  assert.equal(record.origin, "https://shop.example");
});

test("a record that was altered stands nowhere", async () => {
  const [, extra] = /extra (.*)/.exec(RECEIPT);
  const other = Buffer.from(extra, "base64").toString("latin1").replace("refuse", "accept");
  await refused(RECEIPT.replace(extra, Buffer.from(other, "latin1").toString("base64")), "proof");
  const salt = Buffer.from(extra, "base64");
  salt[0] ^= 1;
  await refused(RECEIPT.replace(extra, salt.toString("base64")), "proof");
});

test("another place, a path with a gap, or another path proves nothing", async () => {
  for (const index of [0, 1, 3, 4, 5, 7]) await refused(RECEIPT.replace("index 2", `index ${index}`), "proof");
  const path = RECEIPT.split("\n").slice(3, 6);
  await refused(RECEIPT.replace(`${path[1]}\n`, ""), "proof");
  await refused(RECEIPT.replace(path[0], path[1]), "proof");
  await refused(RECEIPT.replace(path[2], `${path[2]}\n${path[2]}`), "proof");
});

test("a tree that nobody signed proves nothing", async () => {
  await refused(RECEIPT.replace("\n5\n", "\n6\n"), "signature");
  await refused(RECEIPT.replace("\nconsent.example/log/apollo\n", "\nconsent.example/log/other\n"), "signature");
  await refused(RECEIPT.replace("— consent.example/log/apollo", "— consent.example/log/other"), "signature");
  await refused(RECEIPT, "signature", read("c2sp.vkey"));
  await refused(RECEIPT, "key", VKEY.replace("dedb5213", "dedb5214"));
  await refused(RECEIPT, "key", "no key");
});

test("a witness's line under the checkpoint is left alone", async () => {
  const { size } = await verifyReceipt(`${RECEIPT}— witness.example AAAAAAAA\n`, VKEY);
  assert.equal(size, 5);
});

test("what has not exactly the form is refused, whatever it is", async () => {
  const broken = [
    "",
    "\n\n",
    RECEIPT.replace("@v1", "@v2"),
    RECEIPT.replace("index 2", "index 02"),
    RECEIPT.replace("index 2", "index 2 "),
    RECEIPT.replace("index 2", "index 99999999999999999999"),
    RECEIPT.replace("extra A", "extra  A"),
    RECEIPT.replace("==\nindex", "\nindex"),
    RECEIPT.trimEnd(),
    RECEIPT.replaceAll("\n", "\r\n"),
    RECEIPT.padEnd(300_000, "x"),
  ];
  for (const text of broken) await refused(text, "form");
});

test("every bit of it counts", async () => {
  // One changed character in each place: none may be believed with another meaning.
  const golden = JSON.stringify(await verifyReceipt(RECEIPT, VKEY));
  for (let at = 0; at < RECEIPT.length; at++) {
    const changed = RECEIPT[at] === "A" ? "B" : "A";
    const text = RECEIPT.slice(0, at) + changed + RECEIPT.slice(at + 1);
    const proved = await verifyReceipt(text, VKEY).catch(({ code }) => {
      assert.ok(["form", "proof", "signature"].includes(code), `${at}: ${code}`);
    });
    assert.ok(proved === undefined || JSON.stringify(proved) === golden, `believed at ${at}`);
  }
});

test("a browser without Ed25519 says so", async () => {
  const { importKey } = Object.getPrototypeOf(crypto.subtle);
  Object.defineProperty(crypto.subtle, "importKey", {
    configurable: true,
    value: (form, key, algorithm, ...rest) =>
      algorithm === "Ed25519"
        ? Promise.reject(new DOMException("no", "NotSupportedError"))
        : importKey.call(crypto.subtle, form, key, algorithm, ...rest),
  });
  try {
    await refused(RECEIPT, "unsupported");
  } finally {
    delete crypto.subtle.importKey;
  }
});
