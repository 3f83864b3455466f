// Reads what `volens build` wrote as linked data by jsonld.js: `node check.mjs FOLDER`. Writes the
// statements it found beside each file, for check.py to hold against those of rdflib.

import { readFile, writeFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import jsonld from "jsonld";

const folder = process.argv[2];
const base = "https://consent.example/apollo/notice.jsonld";
const files = (await readdir(folder)).filter((name) => /^notice\.\w+\.jsonld$/.test(name));
if (files.length !== 6) throw new Error(`${files.length} files of six languages`);
for (const name of files) {
  const document = JSON.parse(await readFile(join(folder, name), "utf8"));
  // `safe` refuses what would be dropped in silence.
  const options = { base, safe: true, format: "application/n-quads", algorithm: "RDFC-1.0" };
  await writeFile(join(folder, `${name}.nq`), await jsonld.canonize(document, options));
}
