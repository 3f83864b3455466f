// What each crate weighs in the widget's Wasm: `node size.mjs WASM [--out PAGE]`. Sums the bodies of
// functions by the crate that their names begin with; generic code counts where it was written.

import { readFileSync, writeFileSync } from "node:fs";
import { brotliCompressSync } from "node:zlib";
import { parseArgs } from "node:util";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { out: { type: "string" } },
});
const page = report(readFileSync(positionals[0]));
console.log(page);
if (values.out) writeFileSync(values.out, page);

function report(wasm) {
  const { names, bodies, sections } = read(wasm);
  const crates = new Map();
  for (const [index, bytes] of bodies) {
    const crate = crateOf(names.get(index) ?? "");
    crates.set(crate, (crates.get(crate) ?? 0) + bytes);
  }
  const code = [...crates.values()].reduce((sum, bytes) => sum + bytes, 0);
  const rows = [...crates].sort(([, a], [, b]) => b - a).filter(([, bytes]) => bytes >= code / 200);
  const rest = code - rows.reduce((sum, [, bytes]) => sum + bytes, 0);
  const share = (bytes) => `${((100 * bytes) / code).toFixed(1)} %`;
  const line = ([name, bytes]) => `| ${name} | ${bytes} | ${share(bytes)} |`;
  const kB = (bytes) => (bytes / 1000).toFixed(1);
  return `# What the widget's Wasm is made of

Written by \`cargo xtask bench size\`. ${kB(code)} kB of code and ${kB(sections.get("data") ?? 0)} kB of data before
compression, as optimised for visitors but with the functions' names kept. Brotli makes ${(100 * ratio(wasm, sections)).toFixed(0)} % of
the code's bytes of it, so a row costs a visitor about so much of what it says.

| crate | bytes | of the code |
|---|---|---|
${[...rows, ["all others", rest]].map(line).join("\n")}

\`core\`, \`alloc\` and \`std\` are what all of them use of Rust's own library: formatting, maps, strings;
\`dlmalloc\` is its allocator, \`hashbrown\` its maps. \`volens_widget\` holds the views, which the compiler puts into yew's own functions.
`;
}

function crateOf(name) {
  // The views are inlined into what calls them.
  if (/CompStateInner<.*>::view::/.test(name) || name.endsWith(" externref shim")) return "volens_widget";
  // `<a::B as c::D>::e` is code of a's; `<impl c::D for a::B>` too, whoever wrote the trait.
  const plain = name.replaceAll(/\[[0-9a-f]{16}\]/g, "").replace(/^[<&\s*[(]*(mut |dyn |impl )*/, "");
  const crate = plain.match(/^[a-z_][a-z0-9_]*(?=::)/)?.[0];
  if (/^(char|str|bool|u8|u32|f64|usize|T)\b/.test(plain)) return "core";
  if (crate === "__rustc") return "std";
  return crate ?? (plain.startsWith("__wb") ? "wasm_bindgen" : "no crate's name");
}

function ratio(wasm, sections) {
  const [from, to] = sections.get("code at");
  const code = wasm.subarray(from, to);
  return brotliCompressSync(code).length / code.length;
}

/** Function bodies by index, their names, and what sections weigh (WebAssembly 2.0, 5.5). */
function read(wasm) {
  const names = new Map();
  const bodies = new Map();
  const sections = new Map();
  let at = 8;
  const byte = () => wasm[at++];
  const number = () => {
    let [value, shift, next] = [0, 0, 0];
    do {
      next = byte();
      value += (next & 127) * 2 ** shift;
      shift += 7;
    } while (next & 128);
    return value;
  };
  const text = () => {
    const length = number();
    at += length;
    return wasm.toString("utf8", at - length, at);
  };
  while (at < wasm.length) {
    const id = byte();
    const length = number();
    const end = at + length;
    if (id === 10) {
      sections.set("code at", [at, end]);
      const count = number();
      for (let n = 0; n < count; n++) {
        const size = number();
        bodies.set(n, size);
        at += size;
      }
    } else if (id === 11) sections.set("data", length);
    else if (id === 0 && text() === "name") {
      while (at < end) {
        const kind = byte();
        const until = number() + at;
        const count = kind === 1 ? number() : 0;
        for (let n = 0; n < count; n++) names.set(number(), text());
        at = until;
      }
    }
    at = end;
  }
  const imported = WebAssembly.Module.imports(new WebAssembly.Module(wasm)).filter(
    ({ kind }) => kind === "function",
  ).length;
  return { names, bodies: [...bodies].map(([n, size]) => [n + imported, size]), sections };
}
