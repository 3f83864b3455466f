// Contact consents in the host-rendered settings: each is shown as it stands on this device, with a
// button that takes it back. They are given in forms, never here.

/** Shows what stands, and lets the buttons act on `port`. */
export function followContacts(body, port) {
  show(body, port);
  body.addEventListener("click", (event) => {
    const place = event.target.closest?.('[data-volens="unsubscribe"]')?.closest("[data-contact]");
    if (!place) return;
    port.unsubscribe(place.dataset.contact, event.isTrusted);
    show(body, port);
    // The button goes: what has the focus must not go with it.
    place.querySelector("h4").focus();
  });
}

function show(body, port) {
  const granted = port.contacts();
  for (const place of body.querySelectorAll("[data-contact]"))
    for (const state of place.querySelectorAll("[data-state]"))
      state.hidden = granted.includes(place.dataset.contact) !== (state.dataset.state === "on");
}
