// A press on a page of ours acts through `window.volens`, whose events say "api". Which page it was is
// said in the event as the gate lays it into storage, in the same write: from then on another tab may send
// it, and the ledger takes an id once, with one body. The gate, which every page pays for, has to know
// nothing of these pages (docs/adr/0033-a-press-is-named-as-it-is-laid-down.md).

/** Acts, and says `control` in what that decides (docs/formats.md, *Event*). */
export function pressed(control, site, act) {
  const { prototype } = Storage;
  const { setItem } = prototype;
  const waiting = `volens.${site}.q.`;
  const said = (name, text) =>
    `${name}`.startsWith(waiting) ? text.replace('"control":"api"', `"control":"${control}"`) : text;
  // Both answer false where a page has frozen its built-ins: then the event says "api".
  Reflect.set(prototype, "setItem", function (name, text) {
    return setItem.call(this, name, said(name, text));
  });
  try {
    act(window.volens);
  } finally {
    Reflect.set(prototype, "setItem", setItem);
  }
}
