// What is judged of a view, and what can be reached of it.

/** The views, by what holds them: the page around is not ours to judge. */
export const HOSTS = [
  "volens-banner",
  "volens-floating",
  "volens-settings",
  "volens-placeholder",
  "volens-consent",
  "volens-choices",
  ".volens-notice",
];

/**
 * Runs in the page, as all below: the buttons of a layer that cannot be brought on screen whole, or that something
 * lies over, whatever the text's size and spacing (WCAG 1.4.4, 1.4.10, 1.4.12).
 */
export function outOfReach(host) {
  const root = document.querySelector(host)?.shadowRoot;
  const lost = [...(root?.querySelectorAll(".decide, .quiet") ?? [])].filter((button) => {
    if (!button.checkVisibility()) return false;
    button.scrollIntoView({ block: "nearest" });
    const { top, bottom, left, right } = button.getBoundingClientRect();
    const inside = left >= -1 && right <= innerWidth + 1 && top >= -1 && bottom <= innerHeight + 1;
    const hit = root.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    return !inside || !button.contains(hit);
  });
  return lost.map((button) => `${host} ${button.dataset.volens}`);
}

/** The spacing that WCAG 1.4.12 names, as a visitor's own style sheet has it. */
export function space(hosts) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
    p { margin-block-end: 2em !important; }`);
  for (const host of document.querySelectorAll(hosts)) host.shadowRoot?.adoptedStyleSheets.push(sheet);
}

/** Headings, labels and buttons whose words go beyond the window's sides (WCAG 2.2, 1.4.4 and 1.4.10). */
export function cutAtTheSide(hosts) {
  const parts = hosts.flatMap((host) => {
    const root = document.querySelector(host)?.shadowRoot;
    return [...(root?.querySelectorAll("h2, h3, label, button") ?? [])];
  });
  return parts.flatMap((part) => {
    const words = document.createRange();
    words.selectNodeContents(part);
    const { left, right, width } = words.getBoundingClientRect();
    const inside = !width || (left >= 0 && right <= document.documentElement.clientWidth);
    return inside ? [] : [part.textContent.trim()];
  });
}

/** Controls that go beyond the card that they are in. */
export function outsideTheirCards(hosts) {
  const controls = hosts.flatMap((host) => {
    const root = document.querySelector(host)?.shadowRoot;
    return [...(root?.querySelectorAll("button, input") ?? [])];
  });
  return controls.flatMap((control) => {
    const card = control.closest(".service, li, fieldset, .volens-box, .volens-placeholder");
    if (!card || !control.checkVisibility()) return [];
    const [inner, outer] = [control, card].map((one) => one.getBoundingClientRect());
    const inside = inner.left >= outer.left && inner.right <= outer.right;
    return inside ? [] : [control.dataset.volens ?? control.id];
  });
}

/** What a page says after a choice, where it touches the window's side or lies over what opens the settings. */
export function inTheWay() {
  const root = document.querySelector("volens-floating")?.shadowRoot;
  const control = root?.querySelector(".quiet")?.getBoundingClientRect();
  const notes = [...(root?.querySelectorAll("[data-note]") ?? [])].filter((note) => note.checkVisibility());
  return notes.flatMap((note) => {
    const { top, bottom, left, right } = note.getBoundingClientRect();
    const inside = left >= 8 && right <= innerWidth - 8 && top >= 8;
    return inside && !(control && bottom > control.top) ? [] : [note.dataset.note];
  });
}
