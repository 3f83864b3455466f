// Reads what `volens build` wrote as linked data by jsonld.js, and a visitor's consent records as My choices
// makes them: `node check.mjs FOLDER`. Writes the statements it found beside each file, for check.py to
// hold against those of rdflib.

import { readFile, writeFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import jsonld from "jsonld";
import { consentRecords } from "../../gate/src/choices/record.js";

/** What the records' decisions were asked. */
const policy = JSON.parse(await readFile(join(process.argv[2], "policy.json"), "utf8"));

const folder = process.argv[2];
const base = "https://consent.example/apollo/notice.jsonld";
const files = (await readdir(folder)).filter((name) => /^notice\.\w+\.jsonld$/.test(name));
if (files.length !== 6) throw new Error(`${files.length} files of six languages`);
await writeFile(join(folder, "records.jsonld"), JSON.stringify(records()));
for (const name of [...files, "records.jsonld"]) {
  const document = JSON.parse(await readFile(join(folder, name), "utf8"));
  // `safe` refuses what would be dropped in silence.
  const options = { base, safe: true, format: "application/n-quads", algorithm: "RDFC-1.0" };
  await writeFile(join(folder, `${name}.nq`), await jsonld.canonize(document, options));
}

/** Of somebody who granted one service of two, and withdrew it later; the ledger has the first only. */
function records() {
  const { fingerprint } = policy;
  const common = { shown: "570myt5g4e8p", notice: "acfh307tw53a", language: "lv", fingerprint };
  const names = { shop_stats: "Veikala statistika", social_ads: "Reklāma" };
  const facts = {
    controller: "Apollo Group OÜ",
    address: "https://consent.example/apollo/choices",
    subject: "8c2f6dd2a9b1",
    names: (id) => names[id],
    policies: new Map([[fingerprint, policy]]),
  };
  const granting = {
    ...common,
    id: "0199c3a8-7c1e-7d2f-8a3b-0123456789ab",
    action: "save",
    control: "settings",
    at: "2026-11-23T10:00:00Z",
    granted: ["shop_stats"],
    refused: ["social_ads"],
  };
  // Under a policy that could not be had, so that only what the decision holds is told.
  const withdrawing = {
    ...common,
    fingerprint: "lost",
    id: "0199c3aa-0b1e-7d2f-8a3b-0123456789ab",
    action: "withdraw",
    control: "choices",
    at: "2026-11-23T11:00:00Z",
    granted: [],
    refused: ["shop_stats", "social_ads"],
  };
  return consentRecords(facts, [
    { event: granting, received: "2026-11-23T10:00:01Z" },
    { event: withdrawing },
  ]);
}
