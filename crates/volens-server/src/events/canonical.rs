//! The form of an event that is kept and that the log commits to: RFC 8785 JSON.

use serde::Serialize;
use serde::ser::Error;
use volens_model::event::{Action, Control, Event};

/// An event with its fields in the order that RFC 8785 asks for. It holds strings, whole numbers
/// and lists of strings, which serde_json writes as RFC 8785 does; sorting the fields of every event
/// anew takes longer than reading it.
#[derive(Serialize)]
struct Canonical<'a> {
    action: Action,
    at: &'a str,
    control: Control,
    counter: u32,
    fingerprint: &'a str,
    gpc: bool,
    granted: &'a [String],
    id: &'a str,
    language: &'a str,
    notice: &'a str,
    objected: &'a [String],
    previous: Option<&'a str>,
    refused: &'a [String],
    shown: Option<&'a str>,
    subject: Option<&'a str>,
    trusted: bool,
}

/// The event as RFC 8785 JSON.
pub(super) fn canonical(event: &Event) -> serde_json::Result<String> {
    // A field that is added to an event must be named here.
    let Event {
        id,
        subject,
        fingerprint,
        notice,
        language,
        action,
        control,
        trusted,
        granted,
        refused,
        objected,
        gpc,
        shown,
        at,
        counter,
        previous,
    } = event;
    // With room for most: growing to that step by step takes as long as writing it.
    let mut text = Vec::with_capacity(1024);
    let canonical = Canonical {
        action: *action,
        at,
        control: *control,
        counter: *counter,
        fingerprint,
        gpc: *gpc,
        granted,
        id,
        language,
        notice,
        objected,
        previous: previous.as_deref(),
        refused,
        shown: shown.as_deref(),
        subject: subject.as_deref(),
        trusted: *trusted,
    };
    serde_json::to_writer(&mut text, &canonical)?;
    String::from_utf8(text).map_err(Error::custom)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    proptest! {
        /// Also for texts that no event may hold.
        #[test]
        fn it_is_what_a_canonicalizer_makes_of_it(
            (texts, ids) in (vec(any::<String>(), 5), vec(any::<String>(), 0..4)),
            (named, flag, counter) in (proptest::option::of(any::<String>()), any::<bool>(), any::<u32>()),
            (action, control) in (0..Action::ALL.len(), any::<bool>()),
        ) {
            let [id, fingerprint, notice, language, at] = texts.try_into().unwrap();
            let event = Event {
                id,
                subject: named.clone(),
                fingerprint,
                notice,
                language,
                action: Action::ALL[action],
                control: if control { Control::Banner } else { Control::Box },
                trusted: flag,
                granted: ids.clone(),
                refused: ids.iter().rev().cloned().collect(),
                objected: Vec::new(),
                gpc: !flag,
                shown: named.clone(),
                at,
                counter,
                previous: named,
            };
            let expected = serde_json_canonicalizer::to_string(&event).unwrap();
            prop_assert_eq!(canonical(&event).unwrap(), expected);
        }
    }
}
