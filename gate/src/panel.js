// The settings are a script of their own, fetched on intent: what must work when nothing more can be
// fetched (holding, releasing, refusing, delivering, clearing) is all in the gate.

/** Answers the panel (settings.js), or null where it cannot be had; the next call tries again. */
export function createPanel(site, base, ...parts) {
  let tries = 0;
  let loading;
  // The fragment makes a new try of it: some engines never forget that a module failed. A nonce
  // needs no mention: `import` carries that of the gate's own script (HTML, "script fetch options").
  return () =>
    (loading ??= import(`${base}${site.settings}#${tries++}`)
      .then(({ createSettings }) => createSettings(site, base, ...parts))
      .catch(() => (loading = null)));
}
