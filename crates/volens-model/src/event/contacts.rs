//! Events of consent boxes: a snapshot of the contact purposes alone. Services are none of a box's
//! business, nor are contact purposes the banner's: accepting everything starts no newsletter, and
//! refusing cookies ends none (L08, L29).

use super::validate::{check_ids, problem};
use super::{Action, Event, EventProblem};
use std::collections::BTreeSet;

impl Event {
    /// Holds a box's event against the contact purposes of each published version.
    pub(super) fn check_contacts(
        &self,
        versions: &BTreeSet<BTreeSet<String>>,
    ) -> Result<(), EventProblem> {
        if self.subject.is_none() {
            let detail = "`subject` must be 64 lower-case hex digits where `control` is `box`: without a key \
                          nobody could withdraw";
            return problem("wrong-form", "Wrong form", detail);
        }
        for (field, ids) in [("granted", &self.granted), ("refused", &self.refused)] {
            check_ids(field, ids)?;
            let unknown = |id: &String| !versions.iter().any(|version| version.contains(id));
            if let Some(i) = ids.iter().position(unknown) {
                return problem(
                    "unknown-purpose",
                    "Unknown contact purpose",
                    &format!(
                        "`{field}[{i}]` names no contact purpose of this site: policy.json lists them"
                    ),
                );
            }
        }
        let named: BTreeSet<String> = self.granted.iter().chain(&self.refused).cloned().collect();
        if named.len() != self.granted.len() + self.refused.len() || !versions.contains(&named) {
            return problem(
                "incomplete-choice",
                "Incomplete choice",
                "`granted` and `refused` must together name every contact purpose once",
            );
        }
        let fits = match self.action {
            Action::Save => !self.granted.is_empty(),
            Action::Withdraw => self.granted.is_empty(),
            _ => false,
        };
        if !fits || !self.objected.is_empty() {
            return problem(
                "contradiction",
                "Action contradicts the choice",
                "a `box` says `save` where something is granted, `withdraw` where nothing is, and nothing \
                 of objections",
            );
        }
        Ok(())
    }
}
