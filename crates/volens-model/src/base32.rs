//! Crockford's base 32, lower case, without padding: short hashes that survive being read aloud.

const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Encodes `bytes`, most significant bit first; the last character is padded with zero bits.
#[must_use]
pub fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity((bytes.len() * 8).div_ceil(5));
    let mut buffer: u16 = 0;
    let mut bits = 0;
    for byte in bytes {
        buffer = (buffer << 8) | u16::from(*byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            push(&mut text, buffer >> bits);
            buffer &= (1 << bits) - 1;
        }
    }
    if bits > 0 {
        push(&mut text, buffer << (5 - bits));
    }
    text
}

/// The SHA-256 of `bytes`, all 52 characters of it.
#[must_use]
pub fn hash(bytes: &[u8]) -> String {
    use sha2::Digest;
    encode(&sha2::Sha256::digest(bytes))
}

/// The first 12 characters of [`hash`]: 60 bits, enough to name a version or what was shown.
#[must_use]
pub fn short_hash(bytes: &[u8]) -> String {
    let mut text = hash(bytes);
    text.truncate(12);
    text
}

fn push(text: &mut String, value: u16) {
    if let Some(letter) = ALPHABET.get(usize::from(value & 31)) {
        text.push(char::from(*letter));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_vectors() {
        assert_eq!(encode(b""), "");
        assert_eq!(encode(&[0xff]), "zw");
        assert_eq!(encode(b"foobar"), "csqpyrk1e8");
        assert_eq!(hash(b"").len(), 52);
        assert_eq!(short_hash(b"volens"), &hash(b"volens")[..12]);
    }
}
