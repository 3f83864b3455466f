//! What every store does. Each case runs on each of them.

#![cfg(test)]

mod bytes;
mod copy;
mod erase;
mod events;
mod log;
mod opening;
mod outage;
mod sequencing;
mod support;

/// Runs the cases on both stores, each on a place of its own.
macro_rules! on_both {
    ($($module:ident::$case:ident),+ $(,)?) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $case() {
                crate::$module::$case(crate::support::Place::sqlite()).await;
            })+
        }
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $case() {
                crate::$module::$case(crate::support::Place::postgres()).await;
            })+
        }
    };
}

on_both!(
    erase::a_chain_ends_with_its_last_event,
    erase::a_held_site_loses_nothing,
    erase::an_erased_subject_leaves_tombstones_and_nobody_else,
    erase::of_a_subject_without_measure_a_step_goes_at_a_time,
    erase::retention_is_begun_once_in_a_period,
    events::a_clock_set_back_changes_no_order,
    events::an_event_is_kept_once_whoever_brings_it,
    events::keeps_what_it_is_given,
    log::documents_are_leaves,
    log::publications_stay_as_first_published,
    log::a_size_is_signed_once,
    log::what_has_no_leaf_can_be_told,
    opening::many_open_an_empty_place_at_once,
    opening::who_reads_only_sees_one_state,
    sequencing::the_tree_holds_what_was_kept_in_order,
    sequencing::what_is_pending_outlives_the_process,
    sequencing::many_sequencers_never_fork,
    sequencing::what_is_there_already_gets_no_second_leaf,
);
