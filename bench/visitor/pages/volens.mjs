// Volens in the two forms a partner can choose: one async script, or the same script inlined.

import { shell } from "../shell.mjs";

const HOLD = (code) =>
  `<script type="text/plain" data-category="statistics" data-service="shop_stats">${code}</script>`;
const ACCEPT = { host: "volens-banner", button: "[data-volens=accept]" };

export const linked = ({ at }) => ({
  name: "Volens, linked",
  html: (tags) =>
    shell({ tags, hold: HOLD, head: `<script async src="${at}/apollo/lv.js"></script>` }),
  accept: ACCEPT,
});

export const inlined = ({ bundle }) => ({
  name: "Volens, inlined",
  html: (tags) => shell({ tags, hold: HOLD, head: `<script>${bundle}</script>` }),
  accept: ACCEPT,
});
