//! What a service's trackers are called, as the gate looks for them.

use super::{Service, Storage, Tracker};

/// The alternatives of a regular expression over `kind:name`, for JavaScript without the `u` flag.
/// `None` where nothing of the service can be deleted by a script.
pub(crate) fn expression(service: &Service) -> Option<String> {
    let visible = service.trackers.iter().filter(|tracker| !tracker.http_only);
    let names: Vec<String> = visible.map(alternative).collect();
    (!names.is_empty()).then(|| names.join("|"))
}

/// Whether two trackers may name the same item.
pub(crate) fn overlap(one: &Tracker, other: &Tracker) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (one.name.chars().collect(), other.name.chars().collect());
    // What is left of both patterns, from which the rest must match.
    let mut reached = vec![vec![false; b.len() + 1]; a.len() + 1];
    let mut open = vec![(0, 0)];
    while let Some((i, j)) = open.pop() {
        let Some(seen) = reached.get_mut(i).and_then(|row| row.get_mut(j)) else { continue };
        if std::mem::replace(seen, true) {
            continue;
        }
        match (a.get(i), b.get(j)) {
            (None, None) => return one.kind == other.kind,
            (Some('*'), _) | (_, Some('*')) => open.extend([(i + 1, j), (i, j + 1)]),
            (Some(x), Some(y)) if x == y => open.push((i + 1, j + 1)),
            _ => {}
        }
    }
    false
}

fn alternative(tracker: &Tracker) -> String {
    // The names of the browser's own objects.
    let kind = match tracker.kind {
        Storage::Cookie => "cookie",
        Storage::LocalStorage => "localStorage",
        Storage::SessionStorage => "sessionStorage",
        Storage::IndexedDb => "indexedDB",
        Storage::CacheStorage => "caches",
    };
    let mut text = format!("{kind}:");
    for character in tracker.name.chars() {
        match character {
            '*' => text.push_str(".*"),
            '_' => text.push('_'),
            other => {
                if other.is_ascii_punctuation() {
                    text.push('\\');
                }
                text.push(other);
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tracker(kind: Storage, name: &str) -> Tracker {
        let (name, duration) = (name.to_owned(), "session".to_owned());
        Tracker { name, kind, duration, http_only: false }
    }

    #[test]
    fn names_are_taken_literally_but_for_the_star() {
        let of = |kind, name| alternative(&tracker(kind, name));
        assert_eq!(of(Storage::Cookie, "_ga_*"), "cookie:_ga_.*");
        assert_eq!(of(Storage::LocalStorage, "a.b|c(d"), "localStorage:a\\.b\\|c\\(d");
        assert_eq!(of(Storage::IndexedDb, "ābols 1"), "indexedDB:ābols 1");
    }

    #[test]
    fn patterns_overlap_when_a_name_fits_both() {
        let cookies = |a, b| overlap(&tracker(Storage::Cookie, a), &tracker(Storage::Cookie, b));
        for (a, b) in [("_ga", "_ga"), ("_ga*", "_ga_1"), ("*", "x"), ("a*", "*b"), ("a*c", "ab*c")]
        {
            assert!(cookies(a, b) && cookies(b, a), "{a} {b}");
        }
        for (a, b) in [("_ga", "_gat"), ("_ga_*", "_ga"), ("a*", "b*"), ("a*b", "a*c")] {
            assert!(!cookies(a, b) && !cookies(b, a), "{a} {b}");
        }
        let local = tracker(Storage::LocalStorage, "x");
        assert!(!overlap(&tracker(Storage::Cookie, "x"), &local), "another place");
    }
}
