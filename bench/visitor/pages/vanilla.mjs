// vanilla-cookieconsent 3.1.

import { shell } from "../shell.mjs";
import { message } from "../texts.mjs";

const FILES = {
  "/vanilla.css": "vanilla-cookieconsent/dist/cookieconsent.css",
  "/vanilla.js": "vanilla-cookieconsent/dist/cookieconsent.umd.js",
};

export default function page({ texts, at }) {
  const buttons = { acceptAllBtn: texts.accept, acceptNecessaryBtn: texts.refuse };
  const ids = ["functional", "statistics", "marketing"];
  const sections = texts.purposes.map(({ title, note, purpose }, index) => ({
    title,
    description: `${note} ${purpose}`,
    linkedCategory: ids[index],
  }));
  const lv = {
    consentModal: {
      title: texts.title,
      description: message(texts),
      footer: `<a href="/notice">${texts.notice}</a>`,
      showPreferencesBtn: texts.settings,
      ...buttons,
    },
    preferencesModal: { title: texts.settings, savePreferencesBtn: "OK", sections, ...buttons },
  };
  const config = JSON.stringify({
    // A driven browser counts as a bot with it, and is shown nothing.
    hideFromBots: false,
    guiOptions: { consentModal: { layout: "box" } },
    categories: {
      necessary: { enabled: true, readOnly: true },
      functional: {},
      statistics: {},
      marketing: {},
    },
    language: { default: "lv", translations: { lv } },
  });
  return {
    name: "vanilla-cookieconsent 3.1.0",
    files: FILES,
    html: (tags) =>
      shell({
        tags,
        hold: (code) => `<script type="text/plain" data-category="statistics">${code}</script>`,
        head: `<link rel="stylesheet" href="${at}/vanilla.css"><script defer src="${at}/vanilla.js"></script><script>addEventListener("DOMContentLoaded",()=>CookieConsent.run(${config}))</script>`,
      }),
    accept: { button: ".cm__btn[data-role=all]" },
  };
}
