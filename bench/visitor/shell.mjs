// The shop's page around each banner: the same words, the same tags.

/** Held tags: what each does when it is let run. */
export const LIGHT = { count: 1, burn: 0 };
/** 20 tags that each take 30 ms of a fast phone, which is 120 ms of one that is four times slower. */
export const HEAVY = { count: 20, burn: 120 };

/** In the page: runs the held tags, for managers that leave that to the site's own callback. */
export const RUN_HELD =
  'for(const held of document.querySelectorAll("[type=\'text/plain\']")){const script=document.createElement("script");script.text=held.text;held.replaceWith(script)}';

const STYLE =
  "body{margin:0;font:16px/1.5 sans-serif;color:#222}main{padding:1em;max-width:40em}h1{font-size:1.5em}";
const BOOKS = [
  "Zvejnieka dēls",
  "Mērnieku laiki",
  "Dvēseļu putenis",
  "Straumēni",
  "Baltā grāmata",
  "Pieci pirksti",
];

/**
 * `tags`: how many and how heavy; `hold(code)`: one held tag as this manager wants it;
 * `head`, `top`, `end`: what the manager needs in the page.
 */
export function shell({ tags, hold, head = "", top = "", end = "" }) {
  const books = BOOKS.map((title) => `<h2>${title}</h2><p>Grāmata latviešu valodā, noliktavā.</p>`);
  const held = Array.from({ length: tags.count }, (_, number) => hold(`tag(${number})`));
  return `<!doctype html><html lang="lv"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>Grāmatnīca</title><link rel="icon" href="data:,"><style>${STYLE}</style><script>${tag(tags.burn)}</script>${head}</head><body>${top}<main><h1>Grāmatnīca</h1>${books.join("")}</main>${held.join("")}${end}</body></html>`;
}

/** Says when it ran, works for `burn` milliseconds and sets a cookie, as tags do. */
const tag = (burn) =>
  `ran=[];function tag(number){const begun=performance.now();ran.push(begun);while(performance.now()-begun<${burn});document.cookie="tag"+number+"=1;path=/"}`;
