// Bundles and minifies what the server puts into pages: `node build.mjs --out DIR`.

import { build, transform } from "esbuild";
import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { join, parse } from "node:path";
import { parseArgs } from "node:util";
import { minify } from "terser";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const gate = fileURLToPath(new URL(".", import.meta.url));
/** Each view's sheet and the files it is made of, in order. */
const SHEETS = {
  banner: ["tokens", "controls", "banner", "status", "placeholder"],
  // In a bundle only where the site asks for it.
  corner: ["corner"],
  bar: ["bar"],
  dialog: ["dialog"],
  floating: ["floating"],
  box: ["box"],
  settings: ["tokens", "controls", "switch", "search", "settings", "contacts"],
  notice: ["tokens", "notice", "overview", "versions"],
  choices: ["tokens", "choices"],
};

/**
 * Names of properties that only the gate itself uses: what it hands to the parts, to the settings and
 * to the page keeps its name.
 */
const INTERNAL =
  /^(isGranted|needs|servicesOf|reread|cookies|setCookie|isEmpty|post|ids|expire|place|rest|ask|hide|show|sweep|run|go|reveal|isStale|forget|ownKey|lastId|keep|refocus|cookieNames|say|renew)$/;

/** What the gate lends to the parts, under the same short names in all of them. */
const SHARED = {
  mangleProps: /^(cookies|setCookie|ownKey|lastId|keep|post)$/,
  mangleCache: { cookies: "$", setCookie: "_", ownKey: "k", lastId: "l", keep: "q", post: "p" },
};

/** Puts an outbox in the gate that keeps and sends nothing. */
const ALONE = {
  name: "alone",
  setup({ onResolve }) {
    onResolve({ filter: /\/outbox\.js$/ }, () => ({ path: join(gate, "src/alone.js") }));
  },
};

/** The gate and each signal, minified, by file name. */
export async function scripts() {
  const signals = (await readdir(join(gate, "signals"))).map((file) => [
    `signal-${file}`,
    `signals/${file}`,
  ]);
  const entries = [
    ["gate.js", "src/main.js", { ...SHARED, format: "esm", mangleProps: INTERNAL }],
    ["gate-alone.js", "src/main.js", { ...SHARED, format: "esm", mangleProps: INTERNAL, plugins: [ALONE] }],
    ["settings.js", "src/settings.js", { format: "esm" }],
    ["overview.js", "src/overview/main.js", { format: "esm" }],
    ["choices.js", "src/choices/main.js", { format: "esm" }],
    ["settings-button.js", "src/settings-button.js", { format: "esm" }],
    ["debug.js", "src/debug.js", { format: "esm" }],
    ["aliases.js", "src/aliases.js"],
    ["addresses.js", "src/addresses.js"],
    ["import.js", "src/imports/main.js", SHARED],
    ["renewal.js", "src/renewal.js", SHARED],
    ["box.js", "src/box.js", SHARED],
    ["modal.js", "src/modal.js"],
    ["room.js", "src/room.js"],
    ...signals,
  ];
  return Promise.all(
    entries.map(async ([name, entry, options]) => [name, await bundle(join(gate, entry), options)]),
  );
}

async function bundle(entry, options) {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    target: "es2022",
    legalComments: "none",
    logLevel: "silent",
    ...options,
  });
  // Terser sees a little further than esbuild; one after the other they make the least.
  // Parts share one scope with the gate, so they keep their own names to themselves.
  const module = options?.format === "esm";
  const { code } = await minify(outputFiles[0].text, {
    module,
    compress: {
      ecma: 2020,
      hoist_funs: true,
      passes: 3,
      pure_getters: true,
      toplevel: module,
      // Texts are put together by `+`: shorter, and the same for all that is no symbol.
      unsafe: true,
      unsafe_arrows: true,
    },
    mangle: { toplevel: module },
  });
  return code;
}

/** Each view's sheet, minified, by file name. */
async function styles() {
  const read = (name) => readFile(join(gate, "..", "styles", `${name}.css`), "utf8");
  return Promise.all(
    Object.entries(SHEETS).map(async ([name, parts]) => {
      const text = (await Promise.all(parts.map(read))).join("");
      const { code } = await transform(text, { loader: "css", minify: true });
      // esbuild leaves custom properties as they are written; nothing reads their leading space.
      return [`${name}.css`, code.trimEnd().replaceAll(/(--[\w-]+): /g, "$1:")];
    }),
  );
}

/** Bytes as they are, gzipped and brotlied, each at its best. */
export function sizes(text) {
  const bytes = Buffer.from(text);
  const best = { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } };
  return [
    bytes.length,
    gzipSync(bytes, { level: 9 }).length,
    brotliCompressSync(bytes, best).length,
  ];
}

async function main() {
  const { values } = parseArgs({ options: { out: { type: "string" } } });
  if (!values.out) throw new Error("say where to: node build.mjs --out DIR");
  const files = [...(await scripts()), ...(await styles())];
  await mkdir(values.out, { recursive: true });
  console.log("file                      raw   gzip brotli");
  for (const [name, text] of files) {
    await writeFile(join(values.out, name), text);
    console.log(
      name.padEnd(20) +
        sizes(text)
          .map((size) => String(size).padStart(8))
          .join(""),
    );
  }
}

if (parse(process.argv[1] ?? "").base === "build.mjs") {
  main().catch((error) => {
    const missing = error.code === "ENOENT" ? `missing: ${error.path}` : error.message;
    console.error(`gate/build.mjs: ${missing}`);
    process.exitCode = 1;
  });
}
