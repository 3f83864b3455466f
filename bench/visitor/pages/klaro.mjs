// Klaro 0.7: one script with its styles and languages inside; the notice lists the purposes itself.

import { shell } from "../shell.mjs";
import { plain } from "../texts.mjs";

const FILES = { "/klaro.js": "klaro/dist/klaro.js" };

export default function page({ texts, at }) {
  const ids = ["functional", "statistics", "marketing"];
  const purposes = Object.fromEntries(
    texts.purposes.map(({ title, note, purpose }, index) => [
      ids[index],
      { title, description: `${note} ${purpose}` },
    ]),
  );
  const config = {
    version: 1,
    lang: "lv",
    acceptAll: true,
    showNoticeTitle: true,
    translations: {
      lv: {
        privacyPolicyUrl: "/notice",
        ok: texts.accept,
        acceptAll: texts.accept,
        decline: texts.refuse,
        consentNotice: {
          title: texts.title,
          description: `${plain(texts)} {purposes}.`,
          learnMore: texts.settings,
        },
        privacyPolicy: { name: texts.notice, text: "{privacyPolicy}" },
        purposes,
      },
    },
    services: ids.map((id) => ({ name: id, title: purposes[id].title, purposes: [id] })),
  };
  return {
    name: "klaro 0.7.22",
    files: FILES,
    html: (tags) =>
      shell({
        tags,
        hold: (code) =>
          `<script type="text/plain" data-type="application/javascript" data-name="statistics">${code}</script>`,
        head: `<script>klaroConfig=${JSON.stringify(config)}</script><script defer src="${at}/klaro.js"></script>`,
      }),
    accept: { button: ".cookie-notice .cm-btn-success" },
  };
}
