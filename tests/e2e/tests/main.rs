//! Walks through the demo, one per promise, in the engines they are promised for.

mod failures;
mod walks {
    pub(crate) mod conventions;
    pub(crate) mod durable;
    pub(crate) mod first_visit;
    pub(crate) mod frames;
    pub(crate) mod greedy;
    pub(crate) mod held;
    pub(crate) mod injected;
    pub(crate) mod keyboard;
    pub(crate) mod outage;
    pub(crate) mod overview;
    pub(crate) mod partner;
    pub(crate) mod privacy_control;
    pub(crate) mod settings;
    pub(crate) mod signals;
    pub(crate) mod tabs;
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
    greedy::nothing_is_stored_or_asked_for_in_thirty_idle_seconds,
    greedy::what_services_left_goes_when_somebody_refuses,
    injected::a_held_script_without_the_pages_nonce_stays_held,
    first_visit::refusing_runs_nothing_and_leaves_no_identifier,
    first_visit::a_banner_needs_no_wasm,
    first_visit::the_next_visit_asks_nobody,
    settings::granting_statistics_runs_its_script_only,
    settings::what_is_withdrawn_is_gone_after_a_reload,
    settings::the_widget_takes_over_once_its_wasm_is_there,
    partner::a_partner_is_asked_for_itself,
    partner::settings_work_where_wasm_may_not_run,
    durable::the_ledger_sets_the_cookie_too,
    durable::an_answer_to_an_earlier_manager_counts,
    signals::vendors_are_told_before_the_pages_tags,
    tabs::withdrawing_reaches_every_tab_and_reloads_only_its_own,
    outage::refusing_works_while_the_ledger_is_down,
    outage::accepting_works_while_the_ledger_is_down,
    keyboard::tab_reaches_the_banner_first_and_escape_decides_nothing,
    conventions::vanilla_cookieconsent,
    conventions::klaro,
    conventions::orejime,
    conventions::probo,
    conventions::cookiebot,
    conventions::usercentrics,
    conventions::onetrust,
    conventions::didomi,
    frames::a_placeholder_names_the_service_and_keeps_the_frames_box,
    frames::loading_once_stores_and_sends_nothing,
    frames::always_allowing_is_a_decision_and_withdrawing_brings_the_placeholder_back,
    frames::what_a_frame_may_not_load_it_never_does,
    held::scripts_run_in_order_and_as_their_conditions_say,
    held::media_load_while_they_are_granted,
    held::what_is_refused_runs_what_waits_for_that,
    held::what_comes_later_is_held_too,
    held::a_strict_policy_stops_nothing_but_what_was_injected,
);

tests!(chromium_without_scripts, ChromiumWithoutScripts:
    overview::every_cell_of_the_source_can_be_read_without_scripts,
);

tests!(firefox, Firefox:
    tabs::withdrawing_reaches_every_tab_and_reloads_only_its_own,
    greedy::nothing_is_stored_or_asked_for_in_thirty_idle_seconds,
    greedy::what_services_left_goes_when_somebody_refuses,
    injected::a_held_script_without_the_pages_nonce_stays_held,
    first_visit::refusing_runs_nothing_and_leaves_no_identifier,
    first_visit::the_next_visit_asks_nobody,
    settings::granting_statistics_runs_its_script_only,
    settings::what_is_withdrawn_is_gone_after_a_reload,
    partner::a_partner_is_asked_for_itself,
    partner::settings_work_where_wasm_may_not_run,
    outage::accepting_works_while_the_ledger_is_down,
    keyboard::tab_reaches_the_banner_first_and_escape_decides_nothing,
    frames::a_placeholder_names_the_service_and_keeps_the_frames_box,
    frames::always_allowing_is_a_decision_and_withdrawing_brings_the_placeholder_back,
    held::scripts_run_in_order_and_as_their_conditions_say,
    held::what_comes_later_is_held_too,
);

tests!(firefox_with_privacy_control, FirefoxWithPrivacyControl:
    privacy_control::the_browsers_signal_refuses_without_a_word,
    privacy_control::an_explicit_choice_wins_over_the_signal,
);

tests!(webkit, WebKit:
    tabs::withdrawing_reaches_every_tab_and_reloads_only_its_own,
    greedy::nothing_is_stored_or_asked_for_in_thirty_idle_seconds,
    greedy::what_services_left_goes_when_somebody_refuses,
    injected::a_held_script_without_the_pages_nonce_stays_held,
    first_visit::refusing_runs_nothing_and_leaves_no_identifier,
    first_visit::the_next_visit_asks_nobody,
    settings::granting_statistics_runs_its_script_only,
    settings::what_is_withdrawn_is_gone_after_a_reload,
    partner::a_partner_is_asked_for_itself,
    outage::accepting_works_while_the_ledger_is_down,
    keyboard::tab_reaches_the_banner_first_and_escape_decides_nothing,
    frames::a_placeholder_names_the_service_and_keeps_the_frames_box,
    frames::always_allowing_is_a_decision_and_withdrawing_brings_the_placeholder_back,
    held::scripts_run_in_order_and_as_their_conditions_say,
    held::what_comes_later_is_held_too,
);
