//! Texts with signatures under them (c2sp.org/signed-note).

use crate::base64;
use crate::key::{SigningKey, VerifyingKey};

/// More is not read: a note is small, and whoever wrote a longer one is not to be helped.
const LONGEST: usize = 64 * 1024;
const MOST_SIGNATURES: usize = 64;

/// Why a note is not to be believed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    #[error("it is not a signed note: a text, an empty line, and signature lines")]
    Form,
    #[error("no signature on it is by {0}")]
    Unsigned(String),
    #[error("the signature by {0} is not over this text")]
    Signature(String),
}

/// The note that holds `text`, signed. A text ends with a line feed.
#[must_use]
pub fn sign(text: &str, key: &SigningKey) -> String {
    let verifying = key.verifying_key();
    let signature = [verifying.id().as_slice(), &key.sign(text)].concat();
    format!("{text}\n— {} {}\n", verifying.name(), base64::encode(signature))
}

/// The text of a note that `key` signed. Signatures of other keys, a witness's for instance, are
/// left alone.
pub fn open<'a>(note: &'a str, key: &VerifyingKey) -> Result<&'a str, NoteError> {
    let (text, signatures) = split(note).ok_or(NoteError::Form)?;
    let mut signed = false;
    for line in signatures.lines() {
        let (name, id, signature) = signature(line).ok_or(NoteError::Form)?;
        // Only both together name a key.
        if name == key.name() && id == key.id() {
            if !key.verify(text, &signature) {
                return Err(NoteError::Signature(key.to_string()));
            }
            signed = true;
        }
    }
    if signed { Ok(text) } else { Err(NoteError::Unsigned(key.to_string())) }
}

/// The note with a signature of another key under those that are there.
pub fn countersign(note: &str, key: &SigningKey) -> Result<String, NoteError> {
    let (text, signatures) = split(note).ok_or(NoteError::Form)?;
    if signatures.lines().count() >= MOST_SIGNATURES {
        return Err(NoteError::Form);
    }
    let signed = sign(text, key);
    let line = signed.lines().last().unwrap_or_default();
    Ok(format!("{note}{line}\n"))
}

/// Whether the last of a note's signatures says that it is by `key`. Whether it is, [`open`] tells.
#[must_use]
pub fn is_last(note: &str, key: &VerifyingKey) -> bool {
    let last = split(note).and_then(|(_, signatures)| signature(signatures.lines().last()?));
    last.is_some_and(|(name, id, _)| name == key.name() && id == key.id())
}

/// Text and signature lines, at the last empty line.
fn split(note: &str) -> Option<(&str, &str)> {
    let control = |byte: u8| byte < b' ' && byte != b'\n';
    if note.len() > LONGEST || note.bytes().any(control) {
        return None;
    }
    let at = note.rfind("\n\n")?;
    let (text, signatures) = (note.get(..=at)?, note.get(at + 2..)?);
    let lines = signatures.lines().count();
    (signatures.ends_with('\n') && (1..=MOST_SIGNATURES).contains(&lines))
        .then_some((text, signatures))
}

/// Name, key id and signature of `— name base64`.
fn signature(line: &str) -> Option<(&str, [u8; 4], Vec<u8>)> {
    let (name, signature) = line.strip_prefix("— ")?.split_once(' ')?;
    let bytes = base64::decode(signature)?;
    let (id, signature) =
        bytes.split_first_chunk().filter(|(_, signature)| !signature.is_empty())?;
    (!name.is_empty() && !name.contains('+')).then(|| (name, *id, signature.to_vec()))
}
