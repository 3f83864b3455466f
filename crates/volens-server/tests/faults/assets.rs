//! A folder as `cargo xtask dist` leaves it, with stand-ins for code.

use std::path::Path;

pub(crate) fn write(folder: &Path) {
    let files = [
        ("gate.js", "run(site, signals)"),
        ("settings.js", "export const createSettings = 1"),
        ("signal-google.js", "signals.push(site.signals.google)"),
        ("signal-meta.js", "signals.push(site.signals.meta)"),
        ("signal-data_layer.js", "signals.push(site.signals.data_layer)"),
        ("import.js", "adopters.push(1)"),
        ("renewal.js", "keepers.push(1)"),
        ("banner.css", ".banner{}"),
        ("settings.css", ".settings{}"),
        ("notice.css", ".notice{}"),
        ("volens-widget-0123.js", "export default 1"),
        ("volens-widget-0123_bg.wasm", "\0asm"),
    ];
    std::fs::create_dir_all(folder).unwrap();
    for (name, text) in files {
        std::fs::write(folder.join(name), text).unwrap();
    }
}
