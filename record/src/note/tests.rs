//! Notes and keys: the example of Go's `note` package, an independent crate as referee, and damage.

use super::*;
use proptest::prelude::*;
use signed_note::{Note as TheirNote, StandardSigner, StandardVerifier, VerifierList};

/// The example in the documentation of golang.org/x/mod/sumdb/note.
const PRIVATE: &str = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
const PUBLIC: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const TEXT: &str =
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const SIGNATURE: &str = "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

fn signer(name: &str, kind: Kind) -> Signer {
    Signer::from_seed(name, kind, [7; 32]).unwrap()
}

#[test]
fn the_example_of_the_go_package() {
    let signer = Signer::parse(PRIVATE).unwrap();
    assert_eq!((signer.secret().as_str(), signer.verifier().to_string().as_str()), (PRIVATE, PUBLIC));
    let mut note = Note::new(TEXT).unwrap();
    note.add(signer.sign(TEXT, 0));
    assert_eq!(note.to_string(), format!("{TEXT}\n{SIGNATURE}"));
    assert_eq!(Note::parse(note.to_string().as_bytes()).as_ref(), Ok(&note));
    assert!(Verifier::parse(PUBLIC).unwrap().signed(&note));
}

#[test]
fn an_independent_crate_reads_our_notes_and_we_read_its() {
    let ours = signer("example.org/record", Kind::Note);
    let mut note = Note::new("one\n\ntwo\n").unwrap();
    note.add(ours.sign(note.text(), 0));
    let theirs = TheirNote::from_bytes(note.to_string().as_bytes()).unwrap();
    let verifier = StandardVerifier::new(&ours.verifier().to_string()).unwrap();
    let (verified, rest) = theirs.verify(&VerifierList::new(vec![Box::new(verifier)])).unwrap();
    assert_eq!((verified.len(), rest.len()), (1, 0));

    let mut theirs = TheirNote::new(b"one\n\ntwo\n", &[]).unwrap();
    theirs.add_sigs(&[&StandardSigner::new(&ours.secret()).unwrap()]).unwrap();
    assert_eq!(Note::parse(&theirs.to_bytes()), Ok(note));
}

#[test]
fn a_witness_signs_the_time_with_the_text() {
    let witness = signer("witness.example/w1", Kind::Cosignature);
    let mut note = Note::new("a\n1\nb\n").unwrap();
    note.add(witness.sign(note.text(), 1_679_315_147));
    assert_eq!(witness.verifier().seen_at(&note), Some(1_679_315_147));
    let mut later = note.clone();
    later.signatures[0].bytes[7] += 1;
    assert_eq!(witness.verifier().seen_at(&later), None);
    // The same bytes as a key for notes have another number, and did not sign.
    assert!(!signer("witness.example/w1", Kind::Note).verifier().signed(&note));
    let words: Vec<u8> = note.signatures()[0].bytes[8..].to_vec();
    let message = "cosignature/v1\ntime 1679315147\na\n1\nb\n";
    assert!(witness.verifier().good_bytes(message.as_bytes(), &words.try_into().unwrap()));
}

#[test]
fn a_bad_signature_by_a_known_key_spoils_the_note() {
    let key = signer("a.example", Kind::Note);
    let mut note = Note::new("text\n").unwrap();
    assert!(!key.verifier().signed(&note), "nobody signed");
    note.add(signer("b.example", Kind::Note).sign(note.text(), 0));
    assert!(!key.verifier().signed(&note), "another signed");
    note.add(key.sign(note.text(), 0));
    assert!(key.verifier().signed(&note));
    note.add(key.sign("another text\n", 0));
    assert!(!key.verifier().signed(&note), "one of two is bad");
}

#[test]
fn what_is_not_a_note_is_refused() {
    let check =
        |text: &str, expected: NoteError| assert_eq!(Note::parse(text.as_bytes()), Err(expected), "{text:?}");
    check("", NoteError::Form);
    check("text\n", NoteError::Form);
    check("text\n\n", NoteError::Form);
    check("text\n\n— a AAAAAAA=", NoteError::Form);
    check("text\n\n- a AAAAAAA=\n", NoteError::Signature(1));
    check("text\n\n— a AAAAAAA=\n— a+b AAAAAAA=\n", NoteError::Signature(2));
    check("text\n\n— a AAAAAA==\n", NoteError::Signature(1));
    check("text\n\n— a AAAAAAB=\n", NoteError::Signature(1));
    check("te\txt\n\n— a AAAAAAA=\n", NoteError::Characters);
    check(&("text\n\n".to_owned() + &"— a AAAAAAA=\n".repeat(65)), NoteError::TooMany);
    check(&"x".repeat(LONGEST + 1), NoteError::TooLong);
}

#[test]
fn what_is_not_a_key_is_refused() {
    let check = |text: &str, expected: KeyError| assert_eq!(Verifier::parse(text), Err(expected), "{text}");
    check("PeterNeumann", KeyError::Form);
    check("PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", KeyError::Number);
    check("PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", KeyError::Number);
    check("Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", KeyError::Name);
    check("PeterNeumann+c74f20a3+AxpC2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", KeyError::Kind);
    check("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10Q=", KeyError::Bytes);
    check("a+00000000+AQEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", KeyError::Bytes);
    assert_eq!(Signer::parse(PUBLIC).unwrap_err(), KeyError::Form);
}

proptest! {
    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..300), text in any::<String>()) {
        let _ = Note::parse(&bytes);
        let _ = Verifier::parse(&text);
        let _ = Signer::parse(&text);
    }

    #[test]
    fn a_note_is_written_as_it_was_read(text in "[a\n —]{0,30}\n\n— [a-z]{1,3} [A-D]{8}\n") {
        if let Ok(note) = Note::parse(text.as_bytes()) {
            prop_assert_eq!(note.to_string(), text);
        }
    }

    #[test]
    fn no_flipped_bit_of_a_key_or_note_goes_unseen(at in any::<prop::sample::Index>(), bit in 0u8..8) {
        let key = signer("a.example", Kind::Note);
        let mut line = key.verifier().to_string().into_bytes();
        let place = at.index(line.len());
        line[place] ^= 1 << bit;
        prop_assert!(String::from_utf8(line).map_or(true, |line| Verifier::parse(&line).is_err()));

        let mut note = Note::new("some text\n").unwrap();
        note.add(key.sign(note.text(), 0));
        let mut bytes = note.to_string().into_bytes();
        let place = at.index(bytes.len());
        bytes[place] ^= 1 << bit;
        prop_assert!(Note::parse(&bytes).map_or(true, |note| !key.verifier().signed(&note)));
    }
}
