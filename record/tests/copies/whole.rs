//! A copy that nobody touched: its layout, its verification, its replay and its proofs.

use crate::made::{Made, files, key, says, verified};
use record::{
    hash::Hash,
    note::{Note, Verifier},
    tile::Tile,
    verify::{Author, Judge, verify},
};
use std::fs;

#[test]
fn a_copy_is_laid_out_as_tlog_tiles_asks() {
    let out = Made::full().export("out");
    // The folder is gone with the record: look at another.
    assert!(!out.exists());
    let made = Made::full();
    let blob = Hash::of(&[b"a report too long for an entry"]);
    assert_eq!(
        files(&made.export("out")),
        [
            format!("blobs/{blob}").as_str(),
            "charter.toml",
            "checkpoint",
            "files",
            "key.pub",
            "tile/0/000.p/6",
            "tile/entries/000.p/6",
            "world.json",
        ]
    );
    let many = Made::of(600);
    let expected: Vec<_> = Tile::all(600).map(|tile| tile.to_string()).collect();
    let found: Vec<_> =
        files(&many.export("out")).into_iter().filter(|file| file.starts_with("tile/")).collect();
    assert_eq!(found.len(), expected.len());
    assert!(found.iter().all(|file| expected.contains(file)), "{found:?}");
    assert_eq!(expected[3], "tile/0/000");
    assert_eq!(expected.last().unwrap(), "tile/1/000.p/2");
}

#[test]
fn every_size_verifies() {
    for size in [0, 1, 2, 255, 256, 257, 511, 512, 600] {
        let made = Made::of(size);
        let copy = verified(&made.export("out")).unwrap();
        assert_eq!((copy.head(), copy.author_checked()), (&made.log.head(), false));
        let mut entries = Vec::new();
        copy.replay(&mut |index: u64, entry: &[u8]| {
            assert_eq!(entry, made.log.entry(index).unwrap());
            entries.push(index);
            Ok(())
        })
        .unwrap();
        assert_eq!(entries, (0..size).collect::<Vec<_>>());
    }
}

#[test]
fn a_replay_stops_where_an_entry_does_not_follow() {
    let made = Made::of(300);
    let copy = verified(&made.export("out")).unwrap();
    let replay =
        &mut |index: u64, _: &[u8]| if index < 258 { Ok(()) } else { Err("Article 9 forbids it".to_owned()) };
    let error = copy.replay(replay).unwrap_err();
    assert_eq!(error.to_string(), "`tile/entries/001.p/44`, entry 258: Article 9 forbids it");
}

/// A record may be cut wherever its key signs it; a judge says where it may not end.
#[test]
fn a_replay_says_where_a_record_may_not_end() {
    struct Pairs(u64);
    impl Judge for Pairs {
        fn next(&mut self, _: u64, _: &[u8]) -> Result<(), String> {
            self.0 += 1;
            Ok(())
        }
        fn end(&mut self) -> Result<(), String> {
            if self.0.is_multiple_of(2) { Ok(()) } else { Err("its other half is missing".to_owned()) }
        }
    }
    for (size, expected) in [
        (0, None),
        (4, None),
        (5, Some("`tile/entries/000.p/5`, entry 4: its other half is missing")),
        (257, Some("`tile/entries/001.p/1`, entry 256: its other half is missing")),
    ] {
        let made = Made::of(size);
        let copy = verified(&made.export("out")).unwrap();
        let found = copy.replay(&mut Pairs(0)).err().map(|error| error.to_string());
        assert_eq!(found.as_deref(), expected);
        let own = made.log.verify(&Author::Anyone, &mut Pairs(0)).err().map(|error| error.to_string());
        let expected = expected.map(|_| format!("`database`, entry {}: its other half is missing", size - 1));
        assert_eq!(own, expected);
    }
}

#[test]
fn the_author_is_whoever_holds_one_of_the_keys() {
    let made = Made::full();
    let out = made.export("out");
    for seed in [1, 2] {
        let author = Author::Fingerprint(key(seed).verifier().fingerprint());
        let copy = verify(&out, &author).unwrap();
        assert!(copy.author_checked());
        let expected = [(0, key(1)), (4, key(2))].map(|(from, key)| (from, key.verifier().clone()));
        assert_eq!(copy.keys(), expected);
    }
    let other = key(3).verifier().fingerprint();
    let error = verify(&out, &Author::Fingerprint(other)).err().unwrap();
    assert_eq!(error.to_string(), format!("`key.pub`: no key of this record has the fingerprint {other}"));
}

/// `sha256sum` of the line of the key, without its end, is the fingerprint.
#[test]
fn a_fingerprint_is_made_by_standard_tools() {
    let made = Made::of(1);
    let line = fs::read_to_string(made.export("out").join("key.pub")).unwrap();
    let line = line.trim_end();
    assert_eq!(Author::parse(line), Some(Author::Fingerprint(Hash::of(&[line.as_bytes()]))));
    let fingerprint = Hash::of(&[line.as_bytes()]).to_string();
    assert_eq!(Author::parse(&fingerprint), Author::parse(line));
    assert_eq!(Author::parse("nobody"), None);
}

#[test]
fn a_proof_from_a_copy_is_the_proof_from_the_record() {
    let made = Made::of(300);
    let copy = verified(&made.export("out")).unwrap();
    for index in [0, 255, 256, 299] {
        assert_eq!(copy.prove(index), made.log.prove(index));
        assert_eq!(copy.entry(index).unwrap(), made.log.entry(index).unwrap());
    }
    assert!(copy.prove(300).is_err() && copy.entry(300).is_err());
}

/// An independent crate reads the checkpoint, and another one the proof.
#[test]
fn standard_tools_accept_checkpoint_and_proof() {
    let made = Made::of(300);
    let out = made.export("out");
    let line = fs::read_to_string(out.join("key.pub")).unwrap();
    let key = signed_note::StandardVerifier::new(line.trim_end()).unwrap();
    let note = signed_note::Note::from_bytes(&fs::read(out.join("checkpoint")).unwrap()).unwrap();
    let (good, _) = note.verify(&signed_note::VerifierList::new(vec![Box::new(key)])).unwrap();
    assert_eq!(good.len(), 1);

    let proof = verified(&out).unwrap().prove(123).unwrap();
    let checkpoint = proof.check(&made.log.entry(123).unwrap(), &made.log.head().key).unwrap();
    let root = ct_merkle::RootHash::<sha2::Sha256>::new(checkpoint.root.0.into(), checkpoint.size);
    let bytes = proof.path.iter().flat_map(|hash| hash.0).collect();
    let path = ct_merkle::InclusionProof::<sha2::Sha256>::from_bytes(bytes);
    root.verify_inclusion(&made.log.entry(123).unwrap(), 123, &path).unwrap();
}

#[test]
fn an_export_needs_an_empty_folder_and_plain_names() {
    let made = Made::of(1);
    let out = made.export("out");
    assert!(made.log.export(&out, &[]).unwrap_err().to_string().ends_with("is not empty"));
    for name in ["checkpoint", "tile", "../up", "a/b", ".hidden", "", "Über"] {
        let error = made.log.export(&made.folder.path().join("new"), &[(name, b"")]).unwrap_err();
        assert_eq!(error.to_string(), format!("a file that goes with a record cannot be called `{name}`"));
    }
    assert_eq!(says(&out), "");
}

#[test]
fn a_checkpoint_with_the_cosignature_of_a_witness_verifies_as_before() {
    let made = Made::of(3);
    let out = made.export("out");
    let witness =
        record::note::Signer::from_seed("w.example", record::note::Kind::Cosignature, [9; 32]).unwrap();
    let mut note = Note::parse(&fs::read(out.join("checkpoint")).unwrap()).unwrap();
    note.add(witness.sign(note.text(), 1_700_000_000));
    fs::write(out.join("checkpoint"), note.to_string()).unwrap();
    assert_eq!(says(&out), "");
    assert_eq!(witness.verifier().seen_at(&verified(&out).unwrap().head().note), Some(1_700_000_000));
    assert!(Verifier::parse(&witness.verifier().to_string()).is_ok());
}
