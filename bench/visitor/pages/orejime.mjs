// Orejime 3.2: tags wait in templates; the banner lists the purposes' titles itself.

import { shell } from "../shell.mjs";
import { plain } from "../texts.mjs";

const FILES = {
  "/orejime.css": "orejime/dist/orejime-standard.css",
  "/orejime.js": "orejime/dist/orejime-standard-en.js",
};

export default function page({ texts, at }) {
  const ids = ["functional", "statistics", "marketing"];
  const config = {
    privacyPolicyUrl: "/notice",
    purposes: texts.purposes.map(({ title, note, purpose }, index) => ({
      id: ids[index],
      title,
      description: `${note} ${purpose}`,
      cookies: [],
    })),
    translations: {
      banner: {
        title: texts.title,
        description: `${plain(texts)} {purposes}. {privacyPolicy}`,
        privacyPolicyLabel: texts.notice,
        accept: texts.accept,
        decline: texts.refuse,
        configure: texts.settings,
      },
    },
  };
  return {
    name: "orejime 3.2.1",
    files: FILES,
    html: (tags) =>
      shell({
        tags,
        hold: (code) => `<template data-purpose="statistics"><script>${code}</script></template>`,
        head: `<link rel="stylesheet" href="${at}/orejime.css"><script>orejimeConfig=${JSON.stringify(config)}</script><script defer src="${at}/orejime.js"></script>`,
      }),
    accept: { button: ".orejime-Banner-saveButton" },
  };
}
