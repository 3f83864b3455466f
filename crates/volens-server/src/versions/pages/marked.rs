//! Texts before and after, side by side. Words say which is which, so that nobody needs to see colours
//! or strokes.

use super::Page;
use crate::publication::Escaped;
use volens_model::difference::Change;

/// What is otherwise, field by field; `label` says what a field is.
pub(super) fn changed<'a, F: Copy>(
    page: &Page<'_>,
    label: impl Fn(F) -> &'a str,
    changes: &[Change<F>],
) -> String {
    let words = page.words;
    let fields = changes.iter().map(|Change { field, before, after }| {
        let [before, after] = marked([before, after].map(|text| text.as_deref()), &words.nothing);
        format!(
            "<dt>{}</dt><dd class=\"before\"><span>{}:</span> {before}</dd>\
             <dd class=\"after\"><span>{}:</span> {after}</dd>",
            Escaped(label(*field)),
            Escaped(&words.before),
            Escaped(&words.after),
        )
    });
    format!("<dl>{}</dl>", fields.collect::<String>())
}

/// Both texts whole, with what only the one has marked as deleted and what only the other has as
/// inserted: the words between those that they begin with and those that they end with.
fn marked(texts: [Option<&str>; 2], nothing: &str) -> [String; 2] {
    let [before, after] = texts.map(|text| words(text.unwrap_or_default()));
    let same = |a: &&str, b: &&str| a == b;
    let begin = before.iter().zip(&after).take_while(|(a, b)| same(a, b)).count();
    let most = before.len().min(after.len()) - begin;
    let ends = before.iter().rev().zip(after.iter().rev()).take(most);
    let end = ends.take_while(|(a, b)| same(a, b)).count();
    let mark = |words: &[&str], tag: &str| {
        if words.is_empty() {
            return Escaped(nothing).to_string();
        }
        let text = |from: usize, to: usize| words.get(from..to).unwrap_or_default().concat();
        let (last, own) = (words.len(), words.len() - end);
        let (first, own, rest) = (text(0, begin), text(begin, own), text(last - end, last));
        // The space behind the last word is not struck through with it, unless there is nothing else.
        let said = own.trim_end().len();
        let (own, space) = own.split_at(if said == 0 { own.len() } else { said });
        let own = match own {
            "" => String::new(),
            own => format!("<{tag}>{}</{tag}>{space}", Escaped(own)),
        };
        format!("{}{own}{}", Escaped(&first), Escaped(&rest))
    };
    [mark(&before, "del"), mark(&after, "ins")]
}

fn words(text: &str) -> Vec<&str> {
    text.split_inclusive(char::is_whitespace).collect()
}

#[cfg(test)]
mod tests {
    use super::marked;

    #[test]
    fn what_differs_is_marked_and_nothing_else() {
        for (before, after, marks) in [
            (Some("a b c"), Some("a x y c"), ["a <del>b</del> c", "a <ins>x y</ins> c"]),
            (Some("b c"), Some("a b c"), ["b c", "<ins>a</ins> b c"]),
            (Some("a a"), Some("a a a"), ["a a", "a <ins>a</ins> a"]),
            (Some("a b"), Some("a  b"), ["a b", "a <ins> </ins>b"]),
            (Some("a"), None, ["<del>a</del>", "(-)"]),
            (None, Some("<i>"), ["(-)", "<ins>&lt;i&gt;</ins>"]),
            (None, None, ["(-)", "(-)"]),
        ] {
            assert_eq!(marked([before, after], "(-)"), marks, "{before:?} {after:?}");
        }
    }
}
