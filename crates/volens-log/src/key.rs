//! The keys that sign a log (c2sp.org/signed-note, *Ed25519 signatures*).

use crate::base64;
use ed25519_dalek::{Signature, Signer};
use sha2::{Digest, Sha256};
use std::fmt;
use std::str::FromStr;

/// The byte that names the algorithm.
const ED25519: u8 = 1;

/// A log's secret key. Its text is what Go's note tools write and read:
/// `PRIVATE+KEY+<name>+<id>+<base64>`.
#[derive(Clone)]
pub struct SigningKey {
    key: ed25519_dalek::SigningKey,
    verifying: VerifyingKey,
}

/// A log's public key. Its text is a *vkey*: `<name>+<id>+<base64>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifyingKey {
    name: String,
    id: [u8; 4],
    key: ed25519_dalek::VerifyingKey,
}

/// Why a text is no key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    #[error("a key is written `name+id+base64`, a secret one `PRIVATE+KEY+name+id+base64`")]
    Form,
    #[error("a key's name is not empty and has neither spaces nor `+`")]
    Name,
    #[error("the key is not an Ed25519 key")]
    Algorithm,
    #[error("the key's id is not the hash of its name and key")]
    Id,
}

impl SigningKey {
    /// The key that 32 random bytes make.
    pub fn new(name: &str, seed: &[u8; 32]) -> Result<Self, KeyError> {
        let key = ed25519_dalek::SigningKey::from_bytes(seed);
        let verifying = VerifyingKey::new(name, key.verifying_key())?;
        Ok(Self { key, verifying })
    }

    #[must_use]
    pub fn verifying_key(&self) -> &VerifyingKey {
        &self.verifying
    }

    /// The text to keep in a file that only the log may read.
    #[must_use]
    pub fn secret(&self) -> String {
        let VerifyingKey { name, id, .. } = &self.verifying;
        format!("PRIVATE+KEY+{name}+{}+{}", hex(*id), encode(&self.key.to_bytes()))
    }

    pub(crate) fn sign(&self, text: &str) -> [u8; 64] {
        self.key.sign(text.as_bytes()).to_bytes()
    }
}

/// Never the secret.
impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SigningKey").field("verifying", &self.verifying).finish_non_exhaustive()
    }
}

impl FromStr for SigningKey {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        let text = text.strip_prefix("PRIVATE+KEY+").ok_or(KeyError::Form)?;
        let (name, id, seed) = split(text)?;
        let key = Self::new(name, &seed)?;
        if key.verifying.id == id { Ok(key) } else { Err(KeyError::Id) }
    }
}

impl VerifyingKey {
    fn new(name: &str, key: ed25519_dalek::VerifyingKey) -> Result<Self, KeyError> {
        if name.is_empty()
            || name.contains(|c: char| c.is_whitespace() || c.is_control() || c == '+')
        {
            return Err(KeyError::Name);
        }
        let hash = Sha256::new()
            .chain_update(name)
            .chain_update([b'\n', ED25519])
            .chain_update(key.as_bytes())
            .finalize();
        let mut id = [0; 4];
        id.iter_mut().zip(hash).for_each(|(to, from)| *to = from);
        Ok(Self { name: name.to_owned(), id, key })
    }

    /// For a log's key, the log's origin.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    pub(crate) fn id(&self) -> [u8; 4] {
        self.id
    }

    /// Whether this key signed the text. Strict: what one implementation accepts, all do.
    pub(crate) fn verify(&self, text: &str, signature: &[u8]) -> bool {
        Signature::from_slice(signature)
            .is_ok_and(|signature| self.key.verify_strict(text.as_bytes(), &signature).is_ok())
    }
}

impl fmt::Display for VerifyingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}+{}+{}", self.name, hex(self.id), encode(self.key.as_bytes()))
    }
}

impl FromStr for VerifyingKey {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        let (name, id, key) = split(text)?;
        let key = ed25519_dalek::VerifyingKey::from_bytes(&key).map_err(|_| KeyError::Algorithm)?;
        let key = Self::new(name, key)?;
        if key.id == id { Ok(key) } else { Err(KeyError::Id) }
    }
}

fn encode(key: &[u8; 32]) -> String {
    base64::encode([&[ED25519], key.as_slice()].concat())
}

/// Name, id and key of `name+id+base64`; base 64 may hold a `+` too.
fn split(text: &str) -> Result<(&str, [u8; 4], [u8; 32]), KeyError> {
    let (name, rest) = text.split_once('+').ok_or(KeyError::Form)?;
    let (id, key) = rest.split_once('+').ok_or(KeyError::Form)?;
    let digits = id.len() == 8 && id.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    let id = u32::from_str_radix(id, 16).ok().filter(|_| digits).ok_or(KeyError::Form)?;
    let bytes = base64::decode(key).ok_or(KeyError::Form)?;
    let (algorithm, key) = bytes.split_first().ok_or(KeyError::Form)?;
    let key = key.try_into().ok().filter(|_| *algorithm == ED25519).ok_or(KeyError::Algorithm)?;
    Ok((name, id.to_be_bytes(), key))
}

fn hex(id: [u8; 4]) -> String {
    format!("{:08x}", u32::from_be_bytes(id))
}
