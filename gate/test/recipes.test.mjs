// What the guide gives to servers reads cookies as the gate and the ledger do.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { golden } from "../fixtures/golden.mjs";
import { granted } from "../../tests/pages/recipes/decision.mjs";

const { site, now, cases } = golden("decision");
/** The golden site as its policy.json says it. */
const policy = {
  site: site.id,
  fingerprint: site.fingerprint,
  earlier: site.earlier,
  grant_days: site.days.grant,
  refuse_days: site.days.refuse,
  categories: [
    { id: "necessary", necessary: true, services: [{ id: "volens" }] },
    ...Object.entries(site.categories).map(([id, services]) => ({
      id,
      necessary: false,
      services: services.map((service) => ({ id: service })),
    })),
  ],
};
const expected = cases.map(({ decision }) => decision?.granted ?? []);
const headers = cases.map(({ cookies }) => cookies.join("; "));

test("the Node recipe reads every golden cookie", () => {
  assert.deepEqual(
    headers.map((header) => granted(policy, header, now)),
    expected,
  );
});

test("the PHP recipe reads every golden cookie", () => {
  const file = fileURLToPath(new URL("../../tests/pages/recipes/decision.php", import.meta.url));
  const program = `require ${JSON.stringify(file)};
    [$policy, $headers, $now] = json_decode(stream_get_contents(STDIN), true);
    echo json_encode(array_map(fn ($header) => volens_granted($policy, $header, $now), $headers));`;
  const input = JSON.stringify([policy, headers, now]);
  assert.deepEqual(JSON.parse(execFileSync("php", ["-r", program], { input }).toString()), expected);
});
