// A page of the ledger's as an element of any other page: fetched in the page's language, put into a
// shadow root, and made to work there (docs/overview.md, docs/choices.md).

import { absolute, dress } from "./nodes.js";
import { request } from "./request.js";

/**
 * Defines `<volens-NAME>` unless it is there. `address` is the hosted page's, `prepare(article)` takes
 * out what is for that page alone, `enliven(article)` answers how its work ends.
 */
export function defineHosted(name, address, prepare, enliven) {
  const { origin } = new URL(address);

  class Hosted extends HTMLElement {
    #end = () => {};

    connectedCallback() {
      if (!this.shadowRoot) this.#show(this.closest("[lang]")?.lang ?? "");
    }

    disconnectedCallback() {
      this.#end();
    }

    /** Until it is there, and where it never comes, what the page put into the element stays. */
    async #show(language) {
      const url = `${address}?lang=${encodeURIComponent(language)}`;
      const page = await request(url, "document").catch(() => null);
      const sheet = page?.querySelector("link[rel=stylesheet]")?.getAttribute("href");
      const css = sheet && (await request(origin + sheet, "text").catch(() => null));
      if (!css) return;
      const article = document.importNode(page.querySelector(`article.${name}`), true);
      prepare(article);
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
      this.#end = enliven(article);
    }
  }

  if (!customElements.get(name)) customElements.define(name, Hosted);
}
