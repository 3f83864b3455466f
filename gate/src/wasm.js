// The widget in Wasm, fetched on intent and never needed: whatever fails (no Wasm, a strict CSP, the
// network) leaves the host-rendered path, and is not tried again in this page view.

export function createWasm(site, base) {
  let loading;
  const wasm = {
    /** The module's exports once they are there. */
    widget: null,
    /** Resolves with the exports or null; never rejects. */
    load: () => (loading ??= fetchWidget().catch(() => null)),
  };

  async function fetchWidget() {
    // The smallest module: where CSP forbids Wasm this throws before the real one is fetched.
    new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
    const widget = await import(base + site.wasm.glue);
    await widget.default({ module_or_path: base + site.wasm.module });
    return (wasm.widget = widget);
  }

  return wasm;
}
