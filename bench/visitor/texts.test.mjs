import assert from "node:assert/strict";
import test from "node:test";
import { message, plain, textsOf } from "./texts.mjs";

const banner = [
  "section",
  {},
  ["h2", {}, "Izvēle"],
  ["p", {}, "Pirmais ", ["b", {}, "teikums"], "."],
  ["ul", {}, ["li", {}, ["strong", {}, "Statistika"], " ", ["small", {}, "Tikai mēs."], ["span", {}, "Skaitām."]]],
  ["p", {}, "Otrais."],
  ["a", { href: "/apollo/notice" }, "Pārskats"],
  ["button", { "data-volens": "refuse" }, "Nē"],
  ["button", { "data-volens": "accept" }, "Jā"],
  ["button", { "data-volens": "settings" }, "Sīkāk"],
];

test("every page says what the published banner says", () => {
  const texts = textsOf(`(()=>{const site=${JSON.stringify({ banner })};const signals=[];})()`);
  assert.deepEqual(texts, {
    title: "Izvēle",
    paragraphs: ["Pirmais teikums.", "Otrais."],
    purposes: [{ title: "Statistika", note: "Tikai mēs.", purpose: "Skaitām." }],
    accept: "Jā",
    refuse: "Nē",
    settings: "Sīkāk",
    notice: "Pārskats",
  });
  assert.equal(
    message(texts),
    "<p>Pirmais teikums.</p><ul><li><b>Statistika</b> <small>Tikai mēs.</small> Skaitām.</li></ul><p>Otrais.</p>",
  );
  assert.equal(plain(texts), "Pirmais teikums. Otrais.");
});

test("a bundle of another shape is not measured", () => {
  assert.throws(() => textsOf("(()=>{})()"), /does not begin with/);
});
