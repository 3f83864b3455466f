// The overview, made to work: `/{site}/notice.js`, a module. On the overview's own page it finds the
// host's markup there; in any other page it is what `<volens-notice>` is made of. Everything can be
// read without it (docs/overview.md).

import { defineHosted } from "../hosted.js";
import { onControl } from "../nodes.js";
import { createActs } from "./acts.js";
import { createFilter } from "./filter.js";
import { own, embedded } from "./place.js";

const { origin, pathname } = new URL(import.meta.url);
const site = pathname.split("/")[1];

/** Makes the host's markup work; `place` keeps the search in the address. */
function enliven(article, place) {
  const filter = createFilter(article, place);
  const acts = createActs(article, site);
  const reveal = () => {
    const row = article.querySelector(`tr[id="${CSS.escape(location.hash.slice(1))}"]`);
    if (row?.hidden) filter.clear();
    if (row) row.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  if (location.hash) reveal();
  onControl(article, acts.act);
  // In a shadow root the browser does not find them by itself.
  article.addEventListener("click", (event) => {
    const link = event.target.closest?.('a[href^="#"]');
    if (!link || !(article.getRootNode() instanceof ShadowRoot)) return;
    event.preventDefault();
    article.querySelector(`[id="${link.hash.slice(1)}"]`)?.scrollIntoView();
  });
  return acts.end;
}

const article = document.querySelector("main > article.volens-notice");
if (article) enliven(article, own);
else
  defineHosted(
    "volens-notice",
    `${origin}/${site}/notice`,
    () => {},
    (article) => enliven(article, embedded),
  );
