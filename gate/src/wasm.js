// The widget in Wasm, fetched on intent and never needed: whatever fails (no Wasm, a strict CSP, the
// network) leaves the host-rendered path, and is not tried again in this page view.

export function createWasm(base, files) {
  let loading;

  async function fetchWidget() {
    // A page whose policy forbids Wasm may say so, and gets no report of a try.
    if (document.querySelector('script[data-wasm="off"]')) return null;
    // The smallest module: where CSP forbids Wasm this throws before the real one is fetched.
    new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
    const { glue, module } = files;
    // One beside the other: the glue alone would ask for the module only once it runs.
    const [widget, module_or_path] = await Promise.all([import(base + glue), fetch(base + module)]);
    await widget.default({ module_or_path });
    return widget;
  }

  return {
    /** Resolves with the module's exports or null; never rejects. */
    load: () => (loading ??= fetchWidget().catch(() => null)),
  };
}
