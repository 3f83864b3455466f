//! Signed notes and checkpoints: the specification's examples, another implementation's opinion,
//! and everything that must be refused.

#![expect(clippy::expect_used, reason = "a helper of a test fails as the test does")]

use proptest::prelude::*;
use signed_note::{Note, StandardVerifier, VerifierList};
use volens_log::key::{KeyError, SigningKey, VerifyingKey};
use volens_log::note::{self, NoteError};
use volens_log::{Checkpoint, CheckpointError, EMPTY};

/// The example of c2sp.org/signed-note, *Verifier keys*.
const C2SP_KEY: &str = include_str!("../testdata/c2sp.vkey");
const C2SP_NOTE: &str = include_str!("../testdata/c2sp.note");

/// The example of golang.org/x/mod/sumdb/note. Ed25519 signs the same text the same way each time.
const GO_SECRET: &str = include_str!("../testdata/go.key");
const GO_KEY: &str = include_str!("../testdata/go.vkey");
const GO_NOTE: &str = include_str!("../testdata/go.note");

fn public(text: &str) -> VerifyingKey {
    text.trim_end().parse().expect("a key")
}

fn key() -> SigningKey {
    SigningKey::new("consent.example/log/apollo", &[7; 32]).expect("a name")
}

#[test]
fn the_specifications_note() {
    let key = public(C2SP_KEY);
    assert_eq!(key.name(), "example.com/foo");
    assert_eq!(key.to_string(), C2SP_KEY.trim_end());
    assert_eq!(note::open(C2SP_NOTE, &key), Ok("This is an example message.\n"));
}

#[test]
fn gos_note_is_signed_the_same() {
    let secret: SigningKey = GO_SECRET.trim_end().parse().expect("a key");
    assert_eq!(secret.secret(), GO_SECRET.trim_end());
    assert_eq!(secret.verifying_key(), &public(GO_KEY));
    let text = note::open(GO_NOTE, &public(GO_KEY)).expect("signed");
    assert_eq!(note::sign(text, &secret), GO_NOTE);
}

#[test]
fn a_key_that_is_not_exactly_one_is_refused() {
    let vkey = |text: &str| text.parse::<VerifyingKey>().expect_err(text);
    assert_eq!(vkey(""), KeyError::Form);
    assert_eq!(vkey("example.com/foo+530d903a"), KeyError::Form);
    let rest = "AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
    assert_eq!(vkey(&format!("example.com/foo+530D903A+{rest}")), KeyError::Form);
    assert_eq!(vkey(&format!("example.com/foo+530d903b+{rest}")), KeyError::Id);
    assert_eq!(vkey(&format!("example.com/bar+530d903a+{rest}")), KeyError::Id);
    assert_eq!(vkey(&format!("+530d903a+{rest}")), KeyError::Name);
    assert_eq!(vkey(&format!("a b+530d903a+{rest}")), KeyError::Name);
    assert_eq!(vkey(&format!("example.com/foo+530d903a+B{}", &rest[1..])), KeyError::Algorithm);
    for name in ["", "a+b", "a b", "a\u{2003}b", "a\nb"] {
        assert_eq!(SigningKey::new(name, &[7; 32]).expect_err(name), KeyError::Name);
    }
    let secret = GO_SECRET.trim_end().replace("c74f20a3", "c74f20a4");
    assert_eq!(secret.parse::<SigningKey>().expect_err("another id"), KeyError::Id);
}

#[test]
fn a_secret_key_is_not_printed() {
    let shown = format!("{:?}", key());
    assert!(shown.contains("consent.example/log/apollo") && !shown.contains("BwcHBw"), "{shown}");
}

#[test]
fn only_what_the_key_signed_is_read() {
    let signed = Checkpoint::sign(3, &[9; 32], &key());
    let open = |note: &str| Checkpoint::open(note, key().verifying_key());
    let head = open(&signed).expect("signed");
    assert_eq!(
        (head.origin.as_str(), head.size, head.root),
        ("consent.example/log/apollo", 3, [9; 32])
    );

    let wrong = |error| matches!(error, Err(CheckpointError::Note(NoteError::Signature(_))));
    assert!(wrong(open(&signed.replacen("\n3\n", "\n4\n", 1))));
    let other = SigningKey::new("consent.example/log/apollo", &[8; 32]).expect("a name");
    let by_other = Checkpoint::sign(3, &[9; 32], &other);
    assert!(matches!(open(&by_other), Err(CheckpointError::Note(NoteError::Unsigned(_)))));
    // A witness's line, whatever it says, changes nothing; a second line of ours must hold too.
    let witness = by_other.lines().last().expect("a signature");
    assert!(open(&format!("{signed}{witness}\n")).is_ok());
    // Name and id together make a key: the same id under another name is somebody else's.
    let stranger = Checkpoint::sign(4, &[9; 32], &key());
    let stranger =
        stranger.lines().last().expect("one").replacen("consent.example", "else.example", 1);
    assert!(open(&format!("{signed}{stranger}\n")).is_ok());
    let of_other_text = Checkpoint::sign(4, &[9; 32], &key());
    assert!(wrong(open(&format!("{signed}{}\n", of_other_text.lines().last().expect("one")))));

    for text in [
        "consent.example/log/apollo\n03\nCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQk=\n",
        "consent.example/log/apollo\n3\nCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQk\n",
        "consent.example/log/apollo\n9223372036854775808\nCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQk=\n",
        "consent.example/log/apollo\n3\n",
    ] {
        assert_eq!(open(&note::sign(text, &key())), Err(CheckpointError::Form), "{text}");
    }
    let elsewhere =
        note::sign("other.example\n3\nCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQk=\n", &key());
    assert!(matches!(open(&elsewhere), Err(CheckpointError::Origin { .. })));
    assert!(open(&Checkpoint::sign(0, &EMPTY, &key())).is_ok());
    assert_eq!(open(&Checkpoint::sign(0, &[9; 32], &key())), Err(CheckpointError::Empty));
}

#[test]
fn a_key_signs_under_another() {
    let signed = Checkpoint::sign(3, &[9; 32], &key());
    let next = SigningKey::new("consent.example/log/apollo", &[8; 32]).expect("a name");
    let both = note::countersign(&signed, &next).expect("a note");
    assert!(both.starts_with(&signed), "what was signed stays as it is");
    for key in [key().verifying_key(), next.verifying_key()] {
        assert_eq!(Checkpoint::open(&both, key).map(|head| head.size), Ok(3));
    }
    let is_last = |note, key: &SigningKey| note::is_last(note, key.verifying_key());
    assert!(is_last(&signed, &key()) && !is_last(&signed, &next));
    assert!(is_last(&both, &next) && !is_last(&both, &key()));
    assert!(!is_last("no note", &key()));
    assert_eq!(note::countersign("no note", &next), Err(NoteError::Form));
    let mut full = signed.clone();
    while let Ok(more) = note::countersign(&full, &next) {
        full = more;
    }
    assert!(Checkpoint::open(&full, key().verifying_key()).is_ok(), "never more than is read");
}

#[test]
fn what_is_no_note_is_refused() {
    let signed = Checkpoint::sign(3, &[9; 32], &key());
    for note in [
        "".to_owned(),
        "\n\n".to_owned(),
        signed.trim_end().to_owned(),
        signed.replacen("\n\n", "\n", 1),
        signed.replacen('—', "-", 1),
        signed.replacen("apollo\n3", "apollo\r\n3", 1),
        format!("{signed}\n"),
        format!("{}{signed}", "a".repeat(70_000)),
    ] {
        assert_eq!(note::open(&note, key().verifying_key()), Err(NoteError::Form), "{note:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn others_accept_our_notes(seed in any::<[u8; 32]>(), size in 0..i64::MAX as u64, root in any::<[u8; 32]>()) {
        let key = SigningKey::new("consent.example/log/apollo", &seed).expect("a name");
        let root = if size == 0 { EMPTY } else { root };
        let signed = Checkpoint::sign(size, &root, &key);
        let vkey = key.verifying_key().to_string();

        let verifier = StandardVerifier::new(&vkey).expect("a key they read");
        let note = Note::from_bytes(signed.as_bytes()).expect("a note they read");
        let (by_us, others) = note.verify(&VerifierList::new(vec![Box::new(verifier)])).expect("signed");
        prop_assert_eq!((by_us.len(), others.len()), (1, 0));
        let head = tlog_tiles::Checkpoint::from_bytes(note.text()).expect("a checkpoint they read");
        prop_assert_eq!((head.size(), head.hash().0), (size, root));

        prop_assert_eq!(&public(&vkey), key.verifying_key());
        prop_assert_eq!(Checkpoint::open(&signed, &public(&vkey)).map(|head| head.size), Ok(size));
    }

    #[test]
    fn nothing_panics(note in "\\PC{0,80}(\n){0,3}(— [a-z. ]{0,9} [A-Za-z0-9+/=]{0,99}\n){0,3}") {
        prop_assert!(note::open(&note, key().verifying_key()).is_err());
    }

    #[test]
    fn one_changed_byte_is_not_believed(at in any::<usize>(), by in 1_u8..=255) {
        let signed = Checkpoint::sign(3, &[9; 32], &key());
        let mut bytes = signed.into_bytes();
        let at = at % bytes.len();
        bytes.iter_mut().skip(at).take(1).for_each(|byte| *byte ^= by);
        if let Ok(note) = std::str::from_utf8(&bytes) {
            prop_assert!(Checkpoint::open(note, key().verifying_key()).is_err());
        }
    }
}
