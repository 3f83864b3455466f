//! A folder as `cargo xtask dist` leaves it, with stand-ins for code: for tests that ask for no page.

use std::path::Path;

/// Writes them.
pub(crate) fn assets(folder: &Path) {
    let files = [
        ("gate.js", "run(site, signals)"),
        ("gate-alone.js", "alone(site)"),
        ("settings.js", "export const createSettings = 1"),
        ("overview.js", "overview(1)"),
        ("choices.js", "choices(1)"),
        ("settings-button.js", "button(1)"),
        ("debug.js", "debug(1)"),
        ("choices.css", ".choices{}"),
        ("signal-google.js", "signals.push(site.signals.google)"),
        ("signal-google_options.js", "signals.push(site.signals.google)"),
        ("signal-microsoft_uet.js", "signals.push(site.signals.microsoft_uet)"),
        ("signal-clarity.js", "signals.push(site.signals.clarity)"),
        ("signal-meta.js", "signals.push(site.signals.meta)"),
        ("signal-data_layer.js", "signals.push(site.signals.data_layer)"),
        ("aliases.js", "aliases.push(site.aliases)"),
        ("addresses.js", "guards.push(1)"),
        ("import.js", "adopters.push(1)"),
        ("renewal.js", "keepers.push(1)"),
        ("room.js", "room()"),
        ("modal.js", "modal()"),
        ("banner.css", ".banner{}"),
        ("corner.css", ""),
        ("bar.css", ""),
        ("dialog.css", ""),
        ("floating.css", ""),
        ("box.css", ".box{}"),
        ("box.js", "adopters.push(box)"),
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
