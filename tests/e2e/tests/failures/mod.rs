//! The rows of docs/failures.md, each a test in every engine that has the feature. A test is
//! called `failures::<row>::<engine>`.

mod cookies;
mod outcome;
mod page;
mod server;
mod settings;
mod storage;
mod table;

/// Rows beside those of the settings that open them.
const WITH_SETTINGS: [&str; 2] = ["callbacks_throw", "page_slept_through_a_withdrawal"];

/// Whether the row is to hold although nothing that is fetched on intent can be had
/// (docs/adr/0008-comfort-is-lazy-the-guarantee-is-not.md).
fn needs_only_the_gate(file: &str, row: &str) -> bool {
    file != "settings" && !WITH_SETTINGS.contains(&row)
}

/// Each row as tests of its own, and the list of them.
macro_rules! rows {
    ($($file:ident::$row:ident: $($engine:ident $kind:ident),+;)+) => {
        $(
            mod $row {
                $(
                    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                    async fn $engine() -> anyhow::Result<()> {
                        let engine = volens_e2e::Engine::$kind;
                        let row = stringify!($row);
                        volens_e2e::run(row, engine, async |stage: &mut volens_e2e::Stage| {
                            if super::needs_only_the_gate(stringify!($file), row) {
                                stage.wire.answer("/assets/", volens_e2e::Answer::None);
                            }
                            super::$file::$row(stage).await
                        })
                        .await
                    }
                )+
            }
        )+
        /// Row and engines.
        const ROWS: &[(&str, &[&str])] = &[$((stringify!($row), &[$(stringify!($engine)),+])),+];
    };
}

macro_rules! rows_in_every_engine {
    ({$($file:ident::$row:ident,)+} $($rest:tt)*) => {
        rows! {
            $($file::$row: chromium Chromium, firefox Firefox, webkit WebKit;)+
            $($rest)*
        }
    };
}

rows_in_every_engine! {
    {
    server::server_down,
    server::events_answered_500,
    server::events_never_answered,
    server::events_answered_with_garbage,
    server::events_answered_half,
    server::bundle_unreachable,
    server::bundle_answered_500,
    server::bundle_is_garbage,
    server::bundle_breaks_off,
    settings::wasm_missing,
    settings::wasm_breaks_off,
    settings::wasm_is_garbage,
    settings::glue_missing,
    settings::settings_have_no_contents,
    settings::settings_unreachable,
    settings::withdrawing_without_settings,
    settings::withdrawing_while_settings_never_come,
    storage::cookies_throw,
    storage::cookies_are_dropped,
    storage::local_storage_throws,
    storage::storage_is_full,
    storage::everything_blocked_and_server_down,
    cookies::cookie_of_unknown_version,
    cookies::cookie_of_another_fingerprint,
    cookies::cookie_of_the_future,
    cookies::cookie_too_old,
    cookies::cookie_cut_off,
    cookies::cookie_with_forged_ids,
    cookies::cookie_that_refuses_and_grants,
    cookies::cookies_that_contradict,
    page::script_loaded_twice,
    page::callbacks_throw,
    page::api_overwritten,
    page::clock_behind,
    page::clock_ahead,
    page::frame_without_an_origin,
    page::page_slept_through_a_withdrawal,
    }
    storage::cookies_blocked_by_the_browser: chromium ChromiumWithoutCookies, firefox FirefoxWithoutCookies;
    settings::wasm_forbidden: chromium Chromium, firefox Firefox;
    page::page_rendered_ahead: chromium Chromium;
}
