//! Phrases found in texts by whole words, whatever their case, accents and punctuation.

use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Words that follow each other; one that ends in `*` stands for every word that begins like it.
#[derive(Clone, Debug, Deserialize)]
#[serde(from = "String")]
pub(super) struct Phrase {
    written: String,
    words: Vec<Word>,
}

#[derive(Clone, Debug)]
struct Word {
    letters: String,
    open: bool,
}

impl From<String> for Phrase {
    fn from(written: String) -> Self {
        let parts = written.split_whitespace().filter_map(|part| {
            let letters = words(part).concat();
            (!letters.is_empty()).then(|| Word { letters, open: part.ends_with('*') })
        });
        let words = parts.collect();
        Self { written, words }
    }
}

impl Phrase {
    /// The phrase as it stands in the list.
    pub(super) fn written(&self) -> &str {
        &self.written
    }

    /// Whether the phrase stands in a text of these [`words`].
    pub(super) fn is_in(&self, text: &[String]) -> bool {
        // `windows` takes no zero.
        !self.words.is_empty()
            && text
                .windows(self.words.len())
                .any(|window| self.words.iter().zip(window).all(|(word, said)| word.is(said)))
    }
}

impl Word {
    fn is(&self, said: &str) -> bool {
        if self.open { said.starts_with(&self.letters) } else { said == self.letters }
    }
}

/// The words of a text, in lower case and without accents. Apostrophes, and characters that are not
/// seen, part no words: `don’t` is one word, and a soft hyphen hides nothing.
pub(super) fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    for character in text.nfkd().filter(|c| !is_combining_mark(*c) && !is_unseen(*c)) {
        if character.is_alphanumeric() {
            word.extend(character.to_lowercase());
        } else if !matches!(character, '\'' | '’' | 'ʼ') && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// Soft hyphens, joiners, marks of direction, variation selectors.
fn is_unseen(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn says(phrase: &str, text: &str) -> bool {
        Phrase::from(phrase.to_owned()).is_in(&words(text))
    }

    #[test]
    fn whole_words_whatever_their_case_and_accents() {
        for text in ["Don’t miss!", "(DON'T  MISS)", "dön't\u{ad} mi\u{200b}ss", "so: don't, miss"]
        {
            assert!(says("don't miss", text), "{text}");
        }
        assert!(says("nepieciešam*", "NEPIECIESAMIE dati") && says("ещё", "ЕЩЕ"));
        assert!(says("win a", "Win a book") && !says("win a", "Windows are open"));
        assert!(!says("enjoy", "enjoyable") && says("enjoy*", "enjoyable"));
        assert!(!says("last chance", "last, and no chance"));
        assert!(!says("", "anything") && !says("*", "anything"));
    }

    proptest! {
        #[test]
        fn no_text_is_a_panic_and_a_phrase_is_found_in_any_surroundings(
            phrase in "\\PC{0,12}", before in "\\PC{0,12}", after in "\\PC{0,12}",
        ) {
            let parsed = Phrase::from(phrase.clone());
            let _ = parsed.is_in(&words(&before));
            if !parsed.words.is_empty() && !phrase.contains('*') {
                let split = phrase.split_whitespace().collect::<Vec<_>>().join(" ");
                // Only what is one word within a part can be looked for.
                if phrase.split_whitespace().all(|part| words(part).len() <= 1) {
                    let text = format!("{} {split} {}", before, after);
                    prop_assert!(parsed.is_in(&words(&text)), "{text:?}");
                }
            }
        }
    }
}
