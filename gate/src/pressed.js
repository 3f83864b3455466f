// A press on a page of ours acts through `window.volens`, whose events say "api". Which page it was is
// written into the event while it waits on this device, before the gate sends it (after the next paint):
// the gate, which every page pays for, has to know nothing of these pages.

/** Acts, and says `control` in what that decides (docs/formats.md, *Event*). */
export function pressed(control, store, act) {
  const before = store.ids("q.");
  act(window.volens);
  for (const id of store.ids("q.")) {
    const item = before.includes(id) ? null : parse(store.get(`q.${id}`));
    if (item?.event?.control !== "api") continue;
    item.event.control = control;
    store.set(`q.${id}`, JSON.stringify(item));
  }
}

/** Storage is open to every script of the page: what is not JSON is none of ours. */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
