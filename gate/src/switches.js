// The host-rendered settings, made to say and to change what is granted: native checkboxes, one for
// each service (its `name`) and one for each category (`data-category`) that stands for all of them.

/** Shows the decision, with these switches on; without one everything optional is off (L04). */
export function showDecision(root, site, decision, granted = decision?.granted ?? [], language) {
  for (const box of boxes(root, Object.values(site.categories).flat()))
    box.checked = granted.includes(box.name);
  sync(root, site);

  const notes = { undecided: !decision, since: decision, gpc: navigator.globalPrivacyControl === true };
  for (const note of root.querySelectorAll("[data-note]")) note.hidden = !notes[note.dataset.note];
  const time = root.querySelector("[data-note=since] time");
  if (time && decision) {
    const style = { dateStyle: "long", timeStyle: "short" };
    time.textContent = new Date(decision.at * 1000).toLocaleString(language, style);
  }
}

/** Keeps a category and its services in step after the visitor has moved one of them. */
export function follow(root, site, moved) {
  for (const box of boxes(root, site.categories[moved.dataset.category]))
    box.checked = moved.checked;
  sync(root, site);
}

/** The services that are switched on. */
export const switchedOn = (root) =>
  [...root.querySelectorAll("input[name]")].filter((box) => box.checked).map((box) => box.name);

function sync(root, site) {
  for (const whole of root.querySelectorAll("input[data-category]")) {
    const on = boxes(root, site.categories[whole.dataset.category]).map((box) => box.checked);
    if (!on.length) continue;
    whole.checked = on.every(Boolean);
    whole.indeterminate = !whole.checked && on.includes(true);
  }
}

const boxes = (root, services = []) =>
  [...root.querySelectorAll("input[name]")].filter(({ name }) => services.includes(name));
