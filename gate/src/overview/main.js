// The overview, made to work: `/{site}/notice.js`, a module. On the overview's own page it finds the
// host's markup there; in any other page it is what `<volens-notice>` is made of. Everything can be
// read without it (docs/overview.md).

import { absolute, dress, onControl } from "../nodes.js";
import { createActs } from "./acts.js";
import { createFilter } from "./filter.js";
import { own, embedded } from "./place.js";

const { origin, pathname } = new URL(import.meta.url);
const site = pathname.split("/")[1];

/** Makes the host's markup work; `place` keeps the search in the address. */
function enliven(article, place) {
  const filter = createFilter(article, place);
  const acts = createActs(article);
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

/** XMLHttpRequest, because it parses HTML where Trusted Types forbid every other way. */
const request = (url, responseType) =>
  new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest();
    xhr.open("GET", url);
    xhr.responseType = responseType;
    xhr.onload = () => (xhr.status === 200 && xhr.response ? resolve(xhr.response) : reject());
    xhr.onerror = reject;
    xhr.send();
  });

class Notice extends HTMLElement {
  #end = () => {};

  connectedCallback() {
    if (!this.shadowRoot) this.#show(this.closest("[lang]")?.lang ?? "");
  }

  disconnectedCallback() {
    this.#end();
  }

  /** Until it is there, and where it never comes, what the page put into the element stays. */
  async #show(language) {
    const address = `${origin}/${site}/notice?lang=${encodeURIComponent(language)}`;
    const page = await request(address, "document").catch(() => null);
    const sheet = page?.querySelector("link[rel=stylesheet]")?.getAttribute("href");
    const css = sheet && (await request(origin + sheet, "text").catch(() => null));
    if (!css) return;
    const article = document.importNode(page.querySelector(".volens-notice"), true);
    absolute(article, origin);
    article.querySelector("nav")?.addEventListener("click", (event) => {
      const link = event.target.closest("[hreflang]");
      if (!link) return;
      event.preventDefault();
      this.#show(link.hreflang).then(() => this.shadowRoot.querySelector("h1")?.focus());
    });
    this.#end();
    this.lang = article.lang;
    if (this.shadowRoot) this.shadowRoot.replaceChildren(article);
    else dress(this, css, article);
    this.#end = enliven(article, embedded);
  }
}

const article = document.querySelector("main > .volens-notice");
if (article) enliven(article, own);
else if (!customElements.get("volens-notice")) customElements.define("volens-notice", Notice);
