// `<volens-consent purpose="…">`: a consent box in a form of the site's; in the bundle of sites that have
// contact purposes. It is never ticked beforehand (L04), and a tick is a consent when the form it
// stands in is submitted; outside any form, at once.

import { createContacts, keeping } from "./contacts.js";
import { build, dress } from "./nodes.js";

/* global site, adopters, keepers */

keepers.push((store) => keeping(site, store));

adopters.push((consent, store, outbox) => {
  const contacts = createContacts(site, store, outbox, window);
  // The settings, a script of their own, show and withdraw what stands.
  consent.contacts = contacts;
  customElements.define(
    "volens-consent",
    class extends HTMLElement {
      #root;
      #submitted;

      connectedCallback() {
        this.#submitted ??= make(this, contacts);
        // First of all: the page's own listeners are to find the field as it is sent.
        this.#root = this.getRootNode();
        this.#root.addEventListener("submit", this.#submitted, true);
      }

      disconnectedCallback() {
        this.#root.removeEventListener("submit", this.#submitted, true);
      }
    },
  );
});

/** Makes the box; answers what is to be told of submits. */
function make(host, contacts) {
  const purpose = host.getAttribute("purpose");
  // A name that the site does not have never becomes markup, nor a field.
  if (!Object.hasOwn(site.contacts, purpose) || host.shadowRoot) return () => {};
  dress(host, site.css, build(site.contacts[purpose], {}));
  const tick = host.shadowRoot.querySelector("input");
  const failed = host.shadowRoot.querySelector("[data-box=failed]");
  const field = document.createElement("input");
  field.type = "hidden";
  field.name = `consent_${purpose}`;
  // Browsers fill in again what a form held when one comes back; a reference is for one form only.
  field.autocomplete = "off";
  host.append(field);
  failed.hidden = contacts.isPossible();
  tick.disabled = !failed.hidden;

  let isTicked = false;
  let id;
  tick.addEventListener("click", (event) => {
    // A page may look into the box; ticking is the visitor's.
    if (!event.isTrusted) return event.preventDefault();
    isTicked = tick.checked;
    if (!field.form) settle();
  });

  function settle() {
    if (isTicked && tick.checked) {
      // Submitted again it is the same consent, unless that has been withdrawn meanwhile.
      if (!contacts.granted().includes(purpose)) id = "";
      id ||= contacts.grant(purpose, true);
      tick.checked = isTicked = failed.hidden = !!id;
    } else if (id) {
      contacts.withdraw(purpose, true);
      id = "";
    }
    field.value = id || "";
  }

  return (event) => {
    if (event.isTrusted && event.target === field.form) settle();
  };
}
