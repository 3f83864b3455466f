// `cargo xtask bench visitor`: what visitors wait for, Volens beside others, in one run.

import { writeFile } from "node:fs/promises";
import { cpus, loadavg } from "node:os";
import { parseArgs } from "node:util";
import { listenAsProxy } from "./visitor/far.mjs";
import { createHeld, measureHeld } from "./visitor/held.mjs";
import c15t from "./visitor/pages/c15t.mjs";
import klaro from "./visitor/pages/klaro.mjs";
import orejime from "./visitor/pages/orejime.mjs";
import osano from "./visitor/pages/osano.mjs";
import staticPage from "./visitor/pages/static.mjs";
import tarteaucitron from "./visitor/pages/tarteaucitron.mjs";
import vanilla from "./visitor/pages/vanilla.mjs";
import { inlined, linked } from "./visitor/pages/volens.mjs";
import { launch } from "./visitor/phone.mjs";
import { report } from "./visitor/report.mjs";
import { PageServer } from "./visitor/server.mjs";
import { HEAVY, LIGHT } from "./visitor/shell.mjs";
import { textsOf } from "./visitor/texts.mjs";
import { createVisits } from "./visitor/visits.mjs";
import { worthProfiling } from "./visitor/where.mjs";

const PAGES = { static: staticPage, inlined, linked, osano, orejime, vanilla, klaro, tarteaucitron, c15t };
const PEERS = ["osano", "orejime", "vanilla", "klaro", "tarteaucitron", "c15t"];
/** Those that ask another origin for something. */
const FAR = ["linked", ...PEERS];
/** Traced visits of each page and moment. */
const TRACED = 5;
/** TCP and TLS 1.3, one round trip each. */
const DELAY = 300;

const { values: options } = parseArgs({
  options: {
    browser: { type: "string" },
    consent: { type: "string" },
    port: { type: "string" },
    rounds: { type: "string" },
    out: { type: "string" },
  },
});

const server = new PageServer(options.consent);
const origin = `http://localhost:${await server.listen(Number(options.port))}`;
const farPort = await server.listen(0);
const farAway = `http://127.0.0.1:${farPort}`;
const proxy = await listenAsProxy(farPort, DELAY);
const asked = await fetch(`${origin}/apollo/lv.js`, { headers: { "accept-encoding": "br" } });
const bundle = await asked.text();
const bundleBytes = server.takeSeen()[0].bytes;
if (!asked.ok || asked.headers.get("content-encoding") !== "br") {
  throw new Error(`no brotli bundle from \`volens serve\`: ${asked.status}`);
}

const texts = textsOf(bundle);
server.addPage("/blank", () => '<!doctype html><title>.</title><link rel="icon" href="data:,">');
const make = (id, at) => PAGES[id]({ texts, bundle, at });
const near = new Map(Object.keys(PAGES).map((id) => [id, make(id, "")]));
const far = new Map(FAR.map((id) => [id, make(id, farAway)]));
for (const [id, page] of near) {
  for (const [path, from] of Object.entries(page.files ?? {})) await server.addFile(path, from);
  server.addPage(`/${id}/light`, (cookie) => page.html(LIGHT, cookie));
  server.addPage(`/${id}/heavy`, (cookie) => page.html(HEAVY, cookie));
}
for (const [id, page] of far) server.addPage(`/${id}/far`, () => page.html(LIGHT, ""));

const collected = (pages) =>
  new Map(
    [...pages].map(([id, { name }]) => [id, { name, isPeer: PEERS.includes(id), figures: {} }]),
  );
const run = {
  date: new Date().toISOString().slice(0, 10),
  rounds: Number(options.rounds),
  traced: TRACED,
  delay: DELAY,
  load: [],
  bundle: bundleBytes,
  held: {},
  overview: {},
  profiles: {},
  near: collected(near),
  far: collected(far),
  settings: {
    cold: { name: "cold: first tap, nothing loaded", seen: [], profile: [] },
    warm: { name: "warm: Wasm prefetched", seen: [], profile: [] },
  },
};

const add = (figures, measured) => {
  for (const [figure, value] of Object.entries(measured)) (figures[figure] ??= []).push(value);
};
const browser = await launch(options.browser);
try {
  const { product } = await browser.send("Browser.getVersion");
  const [version] = product.split("/")[1].split(".");
  run.machine = `Chromium ${version}, headless, on ${cpus().length} × ${cpus()[0].model.trim()}`;
  const visits = createVisits({ browser, origin }, server);
  const held = createHeld({ browser, origin }, server, near.get("linked"));
  const farVisits = createVisits({ browser, origin, proxy: proxy.address }, server);
  // The first round warms up the browser, the servers and the disk; it does not count.
  for (let round = 0; round <= run.rounds; round += 1) {
    const counts = round > 0;
    if (counts) run.load.push(loadavg()[0]);
    console.log(counts ? `round ${round} of ${run.rounds}` : "warm-up");
    for (const [id, page] of near) {
      const first = await visits.first(page, `/${id}/light`);
      const accepted = await visits.accept(page, `/${id}/heavy`, HEAVY.count);
      if (counts) add(run.near.get(id).figures, { ...first, ...accepted });
    }
    for (const [id, page] of far) {
      const first = await farVisits.first(page, `/${id}/far`);
      if (counts) add(run.far.get(id).figures, first);
    }
    await measureHeld(held, counts ? run.held : {});
    for (const kind of ["cold", "warm"]) {
      const isWarm = kind === "warm";
      const { opened, memory, seen } = await visits.settings(near.get("linked"), "/linked/light", isWarm);
      if (!counts) continue;
      add(run.settings[kind], { opened, memory });
      run.settings[kind].seen.push(...seen);
    }
    const overview = await visits.overview("/apollo/notice?lang=lv");
    if (counts) add(run.overview, overview);
  }
  console.log("profiles");
  for (const id of worthProfiling(run.near)) {
    const paths = { light: `/${id}/light`, heavy: `/${id}/heavy`, count: HEAVY.count };
    const moments = visits.profiles(near.get(id), paths);
    run.profiles[id] = {};
    for (let visit = 0; visit < run.traced; visit += 1)
      for (const [moment, profile] of Object.entries(moments))
        (run.profiles[id][moment] ??= []).push(await profile());
  }
  for (const [kind, { profile }] of Object.entries(run.settings))
    for (let visit = 0; visit < run.traced; visit += 1)
      profile.push(await visits.settingsProfile(near.get("linked"), "/linked/light", kind === "warm"));
} finally {
  await browser.close();
  server.close();
  proxy.close();
}

const text = report(run);
console.log(`\n${text}`);
if (options.out) await writeFile(options.out, text);
