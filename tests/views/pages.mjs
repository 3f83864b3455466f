// A browser in which the demo's shop and a published site answer without any server: files only.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { chromium } from "playwright-core";

export const CONSENT = "http://consent.localhost";
export const SHOP = "http://shop.localhost";
const FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"];
const KINDS = {
  css: "text/css; charset=utf-8",
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  json: "application/json",
  wasm: "application/wasm",
};

export const launch = (executablePath) => chromium.launch({ executablePath, args: FLAGS });

/**
 * Runs `visit(page)` in a fresh profile. `look`: `width`, `height`, `language`, and as wanted
 * `dark`, `forced` (colours), `rtl`, `text` (the visitor's text size in percent), `half` (as many pixels).
 */
export async function asNewVisitor({ browser, root, published }, look, visit) {
  const context = await browser.newContext({
    viewport: { width: look.width, height: look.height },
    deviceScaleFactor: look.half ? 0.5 : 1,
    colorScheme: look.dark ? "dark" : "light",
    forcedColors: look.forced ? "active" : "none",
    reducedMotion: "reduce",
    locale: look.language,
    timezoneId: "Europe/Riga",
  });
  try {
    await context.route(`${CONSENT}/**`, (route) => answer(route, published, (text) => turned(text, look)));
    await context.route(`${SHOP}/**`, (route) => answer(route, join(root, "demo"), (text) => shop(text, look)));
    context.setDefaultTimeout(30_000);
    const page = Object.assign(await context.newPage(), { language: look.language });
    if (look.text) {
      const protocol = await context.newCDPSession(page);
      const standard = (16 * look.text) / 100;
      await protocol.send("Page.setFontSizes", { fontSizes: { standard, fixed: standard * 0.8125 } });
    }
    return await visit(page);
  } finally {
    await context.close();
  }
}

/** Shows a view as it is in every picture that is kept: times are of the visit, and the visit is always then. */
export async function showAlike(page, show) {
  await page.clock.setFixedTime(new Date("2026-11-22T12:00:00+02:00"));
  await show(page);
  await page.evaluate(() => document.fonts.ready);
  await page.mouse.move(0, 0);
}

async function answer(route, folder, change) {
  const path = new URL(route.request().url()).pathname;
  const file = join(folder, FILES[path] ?? path);
  const kind = KINDS[file.split(".").pop()] ?? "application/octet-stream";
  const headers = { "content-type": kind, "access-control-allow-origin": "*" };
  try {
    const bytes = await readFile(file);
    const body = kind === KINDS.wasm ? bytes : change(bytes.toString());
    await route.fulfill({ headers, body });
  } catch {
    await route.fulfill({ status: 404, headers, body: "" });
  }
}

/** Where the demo keeps what its hosts serve. */
const FILES = {
  "/": "pages/shop.html",
  "/partner": "pages/partner.html",
  "/club": "pages/club.html",
  "/club.css": "styles/club.css",
  "/shop.css": "styles/shop.css",
  "/partner.css": "styles/partner.css",
  "/shop.js": "scripts/shop.js",
};

function shop(text, { language, rtl }) {
  return text
    .replace('<html lang="lv"', `<html lang="${language}"${rtl ? ' dir="rtl"' : ""}`)
    .replaceAll(/{{consent}}\/(\w+)\/lv.js/g, `${CONSENT}/$1/${language}.js`)
    .replaceAll("{{consent}}", CONSENT)
    .replaceAll("{{footer}}", '<footer class="foot"><a href="#" data-volens="settings">Privātuma iestatījumi</a></footer>')
    .replaceAll(/{{\w+}}/g, "");
}

/** No language of ours is written from right to left: this one is, for the eye. */
const turned = (text, { rtl }) =>
  rtl ? text.replaceAll('"dir":"ltr"', '"dir":"rtl"').replaceAll('"direction":"ltr"', '"direction":"rtl"').replaceAll('dir="ltr"', 'dir="rtl"') : text;
