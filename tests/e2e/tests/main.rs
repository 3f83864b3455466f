//! Walks through the demo, one per promise, in the engines they are promised for.

mod walks {
    pub(crate) mod first_visit;
    pub(crate) mod keyboard;
    pub(crate) mod outage;
    pub(crate) mod overview;
    pub(crate) mod partner;
    pub(crate) mod settings;
}

/// Each walk as a test of its own, in a module named after the engine.
macro_rules! tests {
    ($module:ident, $engine:ident: $($file:ident::$walk:ident),+ $(,)?) => {
        mod $module {
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $walk() -> anyhow::Result<()> {
                    let name = stringify!($walk);
                    volens_e2e::run(name, volens_e2e::Engine::$engine, crate::walks::$file::$walk)
                        .await
                }
            )+
        }
    };
}

tests!(chromium, Chromium:
    first_visit::refusing_runs_nothing_and_leaves_no_identifier,
    first_visit::a_banner_needs_no_wasm,
    first_visit::the_next_visit_asks_nobody,
    settings::granting_statistics_runs_its_script_only,
    settings::what_is_withdrawn_is_gone_after_a_reload,
    settings::the_widget_takes_over_once_its_wasm_is_there,
    partner::a_partner_is_asked_for_itself,
    partner::settings_work_where_wasm_may_not_run,
    outage::refusing_works_while_the_ledger_is_down,
    outage::accepting_works_while_the_ledger_is_down,
    keyboard::tab_reaches_the_banner_first_and_escape_decides_nothing,
);

tests!(chromium_without_scripts, ChromiumWithoutScripts:
    overview::every_cell_of_the_source_can_be_read_without_scripts,
);

tests!(firefox, Firefox:
    first_visit::refusing_runs_nothing_and_leaves_no_identifier,
    first_visit::the_next_visit_asks_nobody,
    settings::granting_statistics_runs_its_script_only,
);

tests!(webkit, WebKit:
    first_visit::refusing_runs_nothing_and_leaves_no_identifier,
    first_visit::the_next_visit_asks_nobody,
    settings::granting_statistics_runs_its_script_only,
);
