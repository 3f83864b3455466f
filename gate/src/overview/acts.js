// What a visitor does about an activity: object or withdraw on this device, through the page's API,
// which can be undone; or copy the request. Nothing is stored here.

import { pressed } from "../pressed.js";

export function createActs(article, site) {
  const places = [...article.querySelectorAll(".here")];
  const settings = article.querySelector("footer .settings");
  /** For each place the services that it has stopped, while they can be brought back. */
  const stopped = new Map();

  /** Whether what the place stops still runs, or has not been objected to. */
  function isOpen({ dataset: { act, activity, category } }) {
    const { decision, has } = window.volens;
    return act === "object" ? !decision?.objected.includes(activity) : has(category);
  }

  /** Shows each where a gate is there to act, with what stands now. */
  function show() {
    if (settings) settings.hidden = !window.volens;
    for (const place of places) {
      place.hidden = !window.volens;
      if (place.hidden) continue;
      const [now, undo] = place.querySelectorAll("button");
      const said = place.querySelector("[role=status]");
      const open = isOpen(place);
      if (open) stopped.delete(place);
      // Who has just pressed one finds the other in its place.
      const focused = place.getRootNode().activeElement;
      now.hidden = !open;
      undo.hidden = open || (place.dataset.act !== "object" && !stopped.has(place));
      if (focused === now && !undo.hidden) undo.focus();
      if (focused === undo && !now.hidden) now.focus();
      said.textContent = open ? "" : said.dataset.said;
    }
  }

  function stop(place) {
    const { volens } = window;
    const { act, activity, category } = place.dataset;
    const granted = volens.decision?.granted ?? [];
    pressed("notice", site, () =>
      act === "object" ? volens.object(activity) : volens.save({ [category]: false }),
    );
    const lost = granted.filter((id) => !volens.has(id));
    if (lost.length) stopped.set(place, lost);
    show();
  }

  /**
   * An explicit grant, which lifts the objection. What an earlier visit's objection has stopped is not
   * known here: then the visitor says in the settings what may run again.
   */
  function undo(place) {
    const lost = stopped.get(place);
    if (!lost) return window.volens.open();
    pressed("notice", site, ({ save }) => save(Object.fromEntries(lost.map((id) => [id, true]))));
  }

  async function copy(button) {
    const details = button.closest("details");
    const text = [...details.querySelectorAll(".letter p")].map((p) => p.textContent).join("\n\n");
    const said = details.querySelector("[role=status]");
    try {
      await navigator.clipboard.writeText(text);
      said.textContent = said.dataset.said;
    } catch {
      // A page may forbid the clipboard: then the text is ready to be copied by hand.
      getSelection().selectAllChildren(details.querySelector(".letter"));
    }
  }

  show();
  const copies = article.querySelectorAll("[data-volens=copy]");
  copies.forEach((button) => (button.hidden = false));
  const events = ["volens:ready", "volens:decision"];
  events.forEach((event) => document.addEventListener(event, show));

  return {
    act(action, event) {
      const button = event.target.closest("button");
      const place = button?.closest(".here");
      if (action === "copy") copy(button);
      else if (action === "undo") undo(place);
      else if (place) stop(place);
    },
    end: () => events.forEach((event) => document.removeEventListener(event, show)),
  };
}
