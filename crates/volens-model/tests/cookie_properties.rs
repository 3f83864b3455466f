//! Whatever stands in a cookie: no panic, and no decision that is not exactly the form.

use proptest::prelude::*;
use std::collections::BTreeSet;
use volens_model::decision::Decision;
use volens_model::event::Action;

fn ids() -> impl Strategy<Value = BTreeSet<String>> {
    prop::collection::btree_set("[a-z][a-z0-9_]{0,23}", 0..8)
}

fn decisions() -> impl Strategy<Value = Decision> {
    let action = prop::sample::select(Action::ALL.to_vec());
    let fingerprint = "[0-9a-hjkmnp-tv-z]{12}";
    (fingerprint, 0..99_999_999_999u64, 1..=999_999u32, action, ids(), ids()).prop_map(
        |(fingerprint, at, counter, action, granted, objected)| Decision {
            fingerprint,
            at,
            counter,
            action,
            granted: if action.grants_nothing() { BTreeSet::new() } else { granted },
            objected,
        },
    )
}

proptest! {
    #[test]
    fn a_decision_survives_its_cookie(decision in decisions()) {
        prop_assert_eq!(Decision::parse(&decision.format()), Some(decision));
    }

    #[test]
    fn anything_else_is_no_decision(value in any::<String>()) {
        if let Some(decision) = Decision::parse(&value) {
            prop_assert_eq!(decision.format(), value);
        }
    }

    #[test]
    fn a_damaged_cookie_reads_as_itself_or_not_at_all(
        decision in decisions(), at in any::<prop::sample::Index>(), byte in any::<char>(),
    ) {
        let mut text: Vec<char> = decision.format().chars().collect();
        let place = at.index(text.len());
        text[place] = byte;
        let damaged: String = text.into_iter().collect();
        if let Some(read) = Decision::parse(&damaged) {
            prop_assert_eq!(read.format(), damaged);
        }
    }

    #[test]
    fn two_cookies_never_grant_more_than_each(a in decisions(), b in decisions()) {
        let both = a.clone().intersect(b.clone());
        prop_assert!(both.granted.is_subset(&a.granted) && both.granted.is_subset(&b.granted));
        prop_assert!(both.objected.is_superset(&a.objected) && both.objected.is_superset(&b.objected));
    }
}
