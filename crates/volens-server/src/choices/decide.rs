//! What a form without script decides: pure, from what was sent and what the cookie held.

use super::FormTerms;
use std::collections::{BTreeMap, BTreeSet};
use volens_model::decision::Decision;
use volens_model::event::{Action, Control, Event};

/// What the form sends.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Choice {
    pub(super) action: String,
    pub(super) language: String,
    pub(super) granted: BTreeSet<String>,
}

impl Choice {
    /// Reads `application/x-www-form-urlencoded`. What is not of the form is passed over: it grants nothing.
    pub(super) fn read(body: &[u8]) -> Self {
        let mut choice = Self::default();
        for (name, value) in form_urlencoded::parse(body).take(500) {
            match &*name {
                "action" => choice.action = value.into_owned(),
                "lang" => choice.language = value.into_owned(),
                "grant" => drop(choice.granted.insert(value.into_owned())),
                _ => {}
            }
        }
        choice
    }

    /// The decision: what grants something is `accept` or `save`, everything else refuses. An unknown
    /// button and a service that the site does not have grant nothing.
    pub(super) fn decision(
        &self,
        before: Option<&Decision>,
        counter: u32,
        at: u64,
        categories: &BTreeMap<String, Vec<String>>,
        form: &FormTerms,
    ) -> Decision {
        let all = || categories.values().flatten();
        let granted: BTreeSet<String> = match self.action.as_str() {
            "accept" => all().cloned().collect(),
            "save" => all().filter(|id| self.granted.contains(*id)).cloned().collect(),
            _ => BTreeSet::new(),
        };
        let had = before.is_some_and(|before| !before.granted.is_empty());
        let action = match (granted.is_empty(), self.action.as_str()) {
            (true, _) if had => Action::Withdraw,
            (true, _) => Action::Refuse,
            (false, "accept") => Action::Accept,
            (false, _) => Action::Save,
        };
        // A grant in the activity's category takes the objection back; only that does.
        let stands = |activity: &&String| {
            let category = form.objections.get(*activity).and_then(|id| categories.get(id));
            category.is_none_or(|services| !services.iter().any(|id| granted.contains(id)))
        };
        let objected =
            before.map(|before| before.objected.iter().filter(stands).cloned().collect());
        Decision {
            fingerprint: form.fingerprint.chars().take(12).collect(),
            at,
            counter,
            action,
            granted,
            objected: objected.unwrap_or_default(),
        }
    }
}

/// The decision as an event. Without script there is no key, and so no subject.
pub(super) fn event(
    decision: &Decision,
    id: String,
    at: String,
    language: &str,
    categories: &BTreeMap<String, Vec<String>>,
    form: &FormTerms,
    (trusted, gpc): (bool, bool),
) -> Event {
    let all: BTreeSet<&String> = categories.values().flatten().collect();
    let refused = all.into_iter().filter(|id| !decision.granted.contains(*id));
    Event {
        id,
        subject: None,
        fingerprint: form.fingerprint.clone(),
        notice: form.notice.clone(),
        language: language.to_owned(),
        action: decision.action,
        control: Control::Form,
        trusted,
        granted: decision.granted.iter().cloned().collect(),
        refused: refused.cloned().collect(),
        objected: decision.objected.iter().cloned().collect(),
        gpc,
        shown: None,
        at,
        counter: decision.counter,
        previous: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms() -> (BTreeMap<String, Vec<String>>, FormTerms) {
        let ids = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>();
        let categories = [("statistics", ids(&["stats"])), ("marketing", ids(&["ads", "video"]))];
        let categories = categories.map(|(id, services)| (id.to_owned(), services)).into();
        let objections = [("p04".to_owned(), "marketing".to_owned())].into();
        let fingerprint = "0123456789abcdefghjk".to_owned();
        (categories, FormTerms { fingerprint, notice: String::new(), objections })
    }

    fn decide(body: &str, before: Option<&str>) -> String {
        let (categories, form) = terms();
        let before = before.and_then(Decision::parse);
        Choice::read(body.as_bytes()).decision(before.as_ref(), 2, 100, &categories, &form).format()
    }

    #[test]
    fn what_is_ticked_is_granted_and_nothing_else() {
        let decided = decide("action=save&lang=lv&grant=ads&grant=made_up&grant=__proto__", None);
        assert_eq!(decided, "1.0123456789ab.100.2.save.ads.");
        assert_eq!(decide("action=accept", None), "1.0123456789ab.100.2.accept.ads-stats-video.");
    }

    #[test]
    fn whatever_is_no_grant_refuses() {
        for body in
            ["", "action=refuse&grant=ads", "action=save", "action=open&grant=ads", "%%%=&=&"]
        {
            assert_eq!(decide(body, None), "1.0123456789ab.100.2.refuse..", "{body}");
        }
        let granted = Some("1.0123456789ab.90.1.accept.ads-stats-video.");
        assert_eq!(decide("action=refuse", granted), "1.0123456789ab.100.2.withdraw..");
    }

    #[test]
    fn an_objection_stays_until_its_category_is_granted() {
        let objected = Some("1.0123456789ab.90.1.object.stats.p04");
        assert_eq!(decide("action=refuse", objected), "1.0123456789ab.100.2.withdraw..p04");
        assert_eq!(
            decide("action=save&grant=stats", objected),
            "1.0123456789ab.100.2.save.stats.p04"
        );
        assert_eq!(decide("action=save&grant=video", objected), "1.0123456789ab.100.2.save.video.");
    }
}
