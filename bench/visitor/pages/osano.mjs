// Osano's open-source Cookie Consent 3.1 holds no tags: its guide has the site's own callbacks run
// them, and those here do it in the plainest way.

import { RUN_HELD, shell } from "../shell.mjs";
import { message } from "../texts.mjs";

const FILES = {
  "/osano.css": "cookieconsent/build/cookieconsent.min.css",
  "/osano.js": "cookieconsent/build/cookieconsent.min.js",
};
const RELEASE = `function release(status){if(status==="allow")${RUN_HELD}}`;

export default function page({ texts, at }) {
  const content = {
    message: `<b>${texts.title}</b>${message(texts)}`,
    allow: texts.accept,
    deny: texts.refuse,
    link: texts.notice,
    href: "/notice",
    policy: texts.settings,
  };
  const palette = { popup: { background: "#fff" }, button: { background: "#1f4d43" } };
  const options = JSON.stringify({ type: "opt-in", content, palette });
  const run = `${RELEASE}addEventListener("DOMContentLoaded",()=>cookieconsent.initialise({...${options},onInitialise:release,onStatusChange:release}))`;
  return {
    name: "osano 3.1.1",
    files: FILES,
    html: (tags) =>
      shell({
        tags,
        hold: (code) => `<script type="text/plain">${code}</script>`,
        head: `<link rel="stylesheet" href="${at}/osano.css"><script defer src="${at}/osano.js"></script><script>${run}</script>`,
      }),
    accept: { button: ".cc-allow" },
  };
}
