// c15t 2.2: its React components beside a page, without its server, which would be a request more.

import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { RUN_HELD, shell } from "../shell.mjs";
import { plain } from "../texts.mjs";

const ENTRY = fileURLToPath(new URL("c15t.entry.mjs", import.meta.url));

/** As a shop's own build would make it: one script and one sheet. */
const built = build({
  entryPoints: { c15t: ENTRY },
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2022",
  define: { "process.env.NODE_ENV": '"production"' },
  outdir: "/",
  write: false,
  logLevel: "warning",
});
const output = async (path) => (await built).outputFiles.find((file) => file.path === path).contents;
const FILES = { "/c15t.css": output, "/c15t.js": output };

export default function page({ texts, at }) {
  const ids = ["functionality", "measurement", "marketing"];
  const words = {
    cookieBanner: { title: texts.title, description: plain(texts) },
    common: {
      acceptAll: texts.accept,
      rejectAll: texts.refuse,
      customize: texts.settings,
      save: "OK",
    },
    consentTypes: Object.fromEntries(
      texts.purposes.map(({ title, note, purpose }, index) => [
        ids[index],
        { title, description: `${note} ${purpose}` },
      ]),
    ),
    legalLinks: { privacyPolicy: texts.notice },
  };
  const options = {
    mode: "offline",
    overrides: { country: "LV" },
    consentCategories: ["necessary", ...ids],
    i18n: { locale: "lv", detectBrowserLanguage: false, messages: { lv: words } },
    legalLinks: { privacyPolicy: { href: "/notice" } },
  };
  return {
    name: "c15t 2.2.1 (React)",
    files: FILES,
    html: (tags) =>
      shell({
        tags,
        hold: (code) => `<script type="text/plain">${code}</script>`,
        head: `<link rel="stylesheet" href="${at}/c15t.css"><script>consentOptions=${JSON.stringify(options)};function release(){${RUN_HELD}}</script><script defer src="${at}/c15t.js"></script>`,
      }),
    accept: { button: "[data-testid=consent-banner-accept-button]" },
  };
}
