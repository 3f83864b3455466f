// volens.d.ts says what `window.volens` has, and takes what a page may write.

import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { createApi } from "../src/api.js";
import { fakeWindow, site, start } from "../fixtures/fakes.mjs";

const path = (name) => fileURLToPath(new URL(`../${name}`, import.meta.url));
const options = { strict: true, noEmit: true, lib: ["lib.es2022.d.ts", "lib.dom.d.ts"], types: [] };
const program = ts.createProgram([path("volens.d.ts"), path("fixtures/page.ts")], options);

test("a page's code compiles, and its mistakes do not", () => {
  const mistakes = ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
  assert.deepEqual(mistakes, []);
});

test("the types name exactly what is there", () => {
  const checker = program.getTypeChecker();
  let typed;
  ts.forEachChild(program.getSourceFile(path("volens.d.ts")), function visit(node) {
    if (ts.isInterfaceDeclaration(node) && node.name.text === "Api")
      typed = checker.getTypeAtLocation(node).getProperties();
    ts.forEachChild(node, visit);
  });
  const { consent } = start(fakeWindow());
  const api = createApi(site, consent, () => {});
  assert.deepEqual(typed.map(({ name }) => name).sort(), Object.keys(api).sort());
});
