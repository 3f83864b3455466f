//! Characters that cannot be seen and change how what stands beside them is read.

use crate::finding::Finding;
use crate::site::Document;

/// Control characters, and directions that reach beyond their text, in any key or value of a file.
pub(in crate::site) fn characters(document: &Document<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    document.each_text(&mut |path, text| {
        if let Some((message, remedy)) = wrong(text) {
            findings.push(document.error_at(path, "hidden-character", message, remedy));
        }
    });
    findings
}

fn wrong(text: &str) -> Option<(String, &'static str)> {
    let is_wrong = |c: &char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    if let Some(control) = text.chars().find(is_wrong) {
        let message = format!("U+{:04X} is no character of a text.", u32::from(control));
        return Some((message, "take it out."));
    }
    let turns = u32::from(turning(text)?);
    let message = format!("U+{turns:04X} turns the direction of what stands beside it.");
    Some((
        message,
        "take it out, or close an isolate (U+2066 to U+2068) with U+2069 in the same text.",
    ))
}

/// The first of Unicode's directional characters (UAX 9, 2.1 to 2.4) that writes against the letters'
/// own direction, or reaches beyond its text. Marks and isolates that are closed do neither.
fn turning(text: &str) -> Option<char> {
    let mut open = Vec::new();
    for character in text.chars() {
        match character {
            '\u{202a}'..='\u{202e}' => return Some(character),
            '\u{2066}'..='\u{2068}' => open.push(character),
            '\u{2069}' if open.pop().is_none() => return Some(character),
            _ => {}
        }
    }
    open.pop()
}

#[cfg(test)]
mod tests {
    use super::turning;

    #[test]
    fn marks_and_closed_isolates_stay() {
        for fine in
            ["Apollo", "\u{2068}ספר\u{2069} \u{200f}", "\u{2066}a \u{2067}b\u{2069}\u{2069}"]
        {
            assert_eq!(turning(fine), None, "{fine:?}");
        }
        for (wrong, which) in [
            ("a\u{202e}b\u{202c}", '\u{202e}'),
            ("\u{202a}+371 67 000 000", '\u{202a}'),
            ("\u{2066}a", '\u{2066}'),
            ("a\u{2069}", '\u{2069}'),
        ] {
            assert_eq!(turning(wrong), Some(which), "{wrong:?}");
        }
    }
}
