//! Walks through the demo, one per promise, in the engines they are promised for.

mod failures;
mod walks {
    pub(crate) mod access;
    pub(crate) mod autoconsent;
    pub(crate) mod axe;
    pub(crate) mod choices;
    pub(crate) mod contact;
    pub(crate) mod controls;
    pub(crate) mod conventions;
    pub(crate) mod durable;
    pub(crate) mod first_visit;
    pub(crate) mod forms;
    pub(crate) mod frames;
    pub(crate) mod greedy;
    pub(crate) mod held;
    pub(crate) mod hosts;
    pub(crate) mod hydrated;
    pub(crate) mod injected;
    pub(crate) mod keyboard;
    pub(crate) mod languages;
    pub(crate) mod outage;
    pub(crate) mod overview;
    pub(crate) mod pairs;
    pub(crate) mod partner;
    pub(crate) mod plain;
    pub(crate) mod privacy_control;
    pub(crate) mod recipes;
    pub(crate) mod settings;
    pub(crate) mod signals;
    pub(crate) mod strict;
    pub(crate) mod tabs;
    pub(crate) mod theme;
    pub(crate) mod variants;
    pub(crate) mod versions;
    pub(crate) mod widget;
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

/// The walks that every engine takes, and some of its own.
macro_rules! tests_with_those_of_all {
    ($module:ident, $engine:ident: $($own:tt)+) => {
        tests!($module, $engine:
            recipes::a_single_page_application,
            recipes::buttons_open_the_settings,
            choices::what_was_decided_is_proved_and_taken_back,
            choices::erasing_withdraws_first_and_forgetting_asks_anew,
            hosts::all_unset,
            hosts::important_rules,
            hosts::transforms_filters_and_containment,
            hosts::overlays_above_everything,
            hosts::a_tiny_root_font,
            hosts::a_huge_root_font,
            hosts::quirks_mode,
            hosts::a_base_elsewhere,
            hosts::frozen_built_ins,
            hosts::zones,
            hosts::a_module_loader,
            hosts::writing_while_loading,
            hosts::a_content_blocker,
            hosts::another_body,
            hosts::writing_after_loading,
            strict::a_policy_of_nonces_has_nothing_to_report,
            strict::a_policy_of_hashes_has_nothing_to_report,
            strict::an_isolated_page_has_nothing_to_report,
            access::tab_goes_through_the_banner_and_on_and_back,
            access::the_settings_hold_the_focus_and_give_it_back,
            access::a_modal_banner_holds_the_focus_until_a_decision,
            access::a_status_is_said_in_a_region_that_is_there_already,
            access::the_pages_end_can_be_read_beside_the_banner,
            access::a_decision_takes_one_press_and_a_choice_three,
            controls::a_settings_button_opens_when_it_is_pressed,
            controls::the_floating_control_opens_when_it_is_pressed,
            controls::what_is_said_goes_by_itself_and_is_in_nobodys_way,
            contact::a_box_that_is_not_ticked_says_nothing,
            contact::a_tick_that_is_submitted_is_a_consent,
            contact::what_a_box_was_told_is_withdrawn_in_the_settings,
            contact::a_member_finds_the_reference_in_the_clubs_answer_and_withdraws,
            greedy::nothing_is_stored_or_asked_for_in_thirty_idle_seconds,
            greedy::what_services_left_goes_when_somebody_refuses,
            injected::a_held_script_without_the_pages_nonce_stays_held,
            forms::a_pinned_script_asks_as_the_linked_one_does,
            forms::an_expired_script_grants_nothing,
            forms::a_script_in_the_page_asks_nobody_for_the_banner,
            forms::a_host_of_files_is_enough,
            forms::a_host_of_files_elsewhere_is_enough,
            first_visit::refusing_runs_nothing_and_leaves_no_identifier,
            first_visit::the_next_visit_asks_nobody,
            settings::granting_statistics_runs_its_script_only,
            settings::what_is_withdrawn_is_gone_after_a_reload,
            widget::it_takes_over_without_moving_anything,
            widget::a_search_leaves_what_contains_it,
            widget::what_was_chosen_before_and_what_has_changed_since,
            languages::the_settings_change_their_language,
            plain::what_is_only_necessary_is_told_and_not_asked,
            partner::a_partner_is_asked_for_itself,
            durable::the_ledger_sets_the_cookie_too,
            durable::the_key_goes_with_the_decision,
            tabs::withdrawing_reaches_every_tab_and_reloads_only_its_own,
            overview::an_objection_reaches_every_tab_within_a_second,
            overview::the_hosted_page_acts_on_an_origin_of_the_sites,
            choices::anyone_can_read_and_use_them,
            choices::anyone_can_use_the_form_without_script,
            outage::accepting_works_while_the_ledger_is_down,
            keyboard::tab_reaches_the_banner_first_and_escape_decides_nothing,
            languages::each_language_is_one_from_banner_to_ledger,
            frames::a_placeholder_names_the_service_and_keeps_the_frames_box,
            frames::always_allowing_is_a_decision_and_withdrawing_brings_the_placeholder_back,
            held::scripts_run_in_order_and_as_their_conditions_say,
            held::what_comes_later_is_held_too,
            hydrated::what_react_takes_over_is_governed_as_before,
            hydrated::a_document_of_reacts_is_governed_as_a_part,
            hydrated::what_react_renders_anew_is_governed_as_before,
            theme::a_theme_needs_no_exception_from_a_strict_policy,
            $($own)+
        );
    };
}

tests_with_those_of_all!(chromium, Chromium:
    choices::a_grant_lifts_an_objection,
    versions::a_visitor_reads_what_has_changed,
    overview::a_visitor_finds_where_to_object_and_to_withdraw,
    overview::an_objection_acts_at_once_and_can_be_undone,
    autoconsent::the_rule_refuses,
    autoconsent::the_rule_accepts,
    recipes::a_plain_page,
    recipes::a_shop_of_woocommerces_markup,
    recipes::a_tag_manager,
    recipes::a_ledger_on_the_shops_own_origin,
    recipes::what_is_held_and_why,
    hosts::old_libraries,
    contact::outside_any_form_a_tick_is_a_consent_at_once,
    first_visit::a_banner_needs_no_wasm,
    widget::opening_asks_nobody,
    languages::the_settings_change_their_language_without_wasm,
    partner::settings_work_where_wasm_may_not_run,
    durable::an_answer_to_an_earlier_manager_counts,
    signals::vendors_are_told_before_the_pages_tags,
    outage::refusing_works_while_the_ledger_is_down,
    conventions::vanilla_cookieconsent,
    conventions::klaro,
    conventions::orejime,
    conventions::probo,
    conventions::cookiebot,
    conventions::usercentrics,
    conventions::onetrust,
    conventions::didomi,
    frames::loading_once_stores_and_sends_nothing,
    frames::what_a_frame_may_not_load_it_never_does,
    held::media_load_while_they_are_granted,
    held::what_is_refused_runs_what_waits_for_that,
    held::a_strict_policy_stops_nothing_but_what_was_injected,
);

tests!(chromium_without_scripts, ChromiumWithoutScripts:
    choices::without_scripts_a_form_decides,
    overview::every_cell_of_the_source_can_be_read_without_scripts,
    overview::it_is_printed_whole_without_scripts,
);

tests_with_those_of_all!(firefox, Firefox:
    overview::a_visitor_finds_where_to_object_and_to_withdraw,
    overview::an_objection_acts_at_once_and_can_be_undone,
    hosts::old_libraries,
    axe::a_selection_in_light,
    partner::settings_work_where_wasm_may_not_run,
);

tests!(firefox_with_privacy_control, FirefoxWithPrivacyControl:
    privacy_control::the_browsers_signal_refuses_without_a_word,
    privacy_control::an_explicit_choice_wins_over_the_signal,
);

tests_with_those_of_all!(webkit, WebKit:
    axe::a_selection_in_light,
);

tests!(firefox_in_the_dark, FirefoxInTheDark: axe::a_selection_in_the_dark);
tests!(webkit_in_the_dark, WebKitInTheDark: axe::a_selection_in_the_dark);

/// Some minutes each: `cargo xtask test --full`.
macro_rules! pairs {
    ($($module:ident, $engine:ident: $mode:ident of $modes:ident);+ $(;)?) => {
        $(
            mod $module {
                use crate::walks::pairs::{Mode, every_pair};

                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                #[ignore = "a selection runs instead"]
                async fn every_pair_of_what_a_visitor_may_have() -> anyhow::Result<()> {
                    let walk = async |stage: &mut volens_e2e::Stage| {
                        every_pair(stage, Mode::$mode, Mode::$modes).await
                    };
                    volens_e2e::run("every_pair", volens_e2e::Engine::$engine, walk).await
                }
            }
        )+
    };
}

pairs!(
    firefox_pairs, Firefox: Light of OF_FIREFOX;
    firefox_in_the_dark_pairs, FirefoxInTheDark: Dark of OF_FIREFOX;
    firefox_with_forced_colours_pairs, FirefoxWithForcedColours: Forced of OF_FIREFOX;
    webkit_pairs, WebKit: Light of OF_WEBKIT;
    webkit_in_the_dark_pairs, WebKitInTheDark: Dark of OF_WEBKIT;
);
