// Where services' elements may load from (docs/held-elements.md, "What stays held, and why").

import assert from "node:assert/strict";
import { test } from "node:test";

globalThis.site = { addresses: { video: ["https://video.example/embed/"], ads: ["https://a.example/"] } };
globalThis.guards = [];
await import("../src/addresses.js");
const [forbids] = guards;

for (const [services, href, expected] of [
  [["video"], "https://video.example/embed/1", false],
  [["video"], "https://video.example/other", true],
  [["video"], "https://video.example.evil/embed/", true],
  [["video"], "https://a.example/1", true],
  [["video", "ads"], "https://a.example/1", false],
  [["video", "ads"], "https://b.example/1", true],
  [["counter"], "https://anywhere.example/", false],
  [["video", "counter"], "https://anywhere.example/", false],
]) {
  test(`${services.join(" and ")} ${expected ? "may not" : "may"} load ${href}`, () => {
    assert.equal(forbids(services, href), expected);
  });
}
