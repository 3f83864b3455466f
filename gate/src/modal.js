// A banner for which the page waits; in the bundle of sites that ask for it. The browser makes a
// modal `<dialog>` hold the focus; nothing but a decision ends it (L06).

/* global site */

site.raise = ({ shadowRoot }) => {
  const dialog = shadowRoot.firstChild;
  // Escape, or a phone's way back, may close it whatever a page says: then it opens again.
  dialog.onclose = () => dialog.isConnected && dialog.showModal();
  dialog.oncancel = (event) => event.preventDefault();
  // A block: a handler that answers `false` takes the key away, and Tab and Enter with it (HTML, "the event
  // handler processing algorithm").
  dialog.onkeydown = (event) => {
    if (event.key === "Escape") event.preventDefault();
    if (event.key !== "Tab") return;
    // Round and round (ARIA practices, "Dialog (Modal)"): Firefox does not come back from behind a dialog's last
    // control to its first, but to the last again.
    const stops = [...dialog.querySelectorAll("h2, a, button")];
    const at = stops.indexOf(shadowRoot.activeElement);
    const next = event.shiftKey ? at < 2 && stops.at(-1) : at > stops.length - 2 && stops[0];
    if (!next) return;
    event.preventDefault();
    next.focus();
  };
  dialog.showModal();
};
