// `<volens-settings-button>`: a button that opens the settings; `/{site}/settings-button.js`, a module.
// It is the page's own to style, and without this script what stands in it is shown as it is.

const own = new URL(import.meta.url);
const site = own.pathname.split("/")[1];

class SettingsButton extends HTMLElement {
  #button;

  connectedCallback() {
    // A framework may move it, or take over what a server has rendered.
    if (this.#button?.parentNode === this) return;
    const text = this.textContent.trim();
    this.#button = this.querySelector("button") ?? document.createElement("button");
    this.#button.type = "button";
    // The gate does the rest, whichever of the two comes first.
    this.#button.dataset.volens = "settings";
    if (this.#button.parentNode === this) return;
    this.replaceChildren(this.#button);
    this.#button.textContent = text;
    if (!text) this.#name();
  }

  /** What the settings are called in the element's language, or the site's own. */
  async #name() {
    const wanted = this.getAttribute("language") ?? this.closest("[lang]")?.lang ?? "";
    const id = this.getAttribute("site") ?? site;
    const get = async (name) => (await fetch(`${own.origin}/${encodeURIComponent(id)}/${name}`)).json();
    try {
      const { languages, default_language } = await get("policy.json");
      const spoken = [wanted, wanted.split("-")[0], default_language];
      const language = spoken.find((one) => languages.includes(one));
      const { words } = await get(`view.${language}.json`);
      this.#button.lang = language;
      this.#button.textContent = words.settings.title;
    } catch {
      // Nobody can read a button without a name.
      this.hidden = true;
    }
  }
}

if (!customElements.get("volens-settings-button"))
  customElements.define("volens-settings-button", SettingsButton);
