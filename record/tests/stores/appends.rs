//! One program: what is appended is there, in order, and stays.

use crate::{
    on_both,
    place::{Place, entry, key},
};
use record::entry::{Entry, blob_path};
use record::{
    hash::Hash,
    json::{Object, Value},
    log::{AppendError, Log, OpenError, Receipt},
    note::{Kind, Signer},
    rotation::{MEMBER, Rotation},
    store::StoreError,
};

on_both! {
    appends_come_back_in_order;
    an_append_names_the_size_it_was_decided_on;
    several_submissions_may_be_under_way;
    many_entries_at_once;
    blobs_are_kept_by_their_hash;
    the_key_changes_by_an_entry;
    a_record_is_made_once;
    without_the_key_a_record_is_read_only;
    a_proof_of_each_entry_holds;
    an_async_program_may_use_it_anywhere;
}

fn appends_come_back_in_order(place: &Place) {
    let log = place.create();
    assert_eq!((log.size(), log.origin()), (0, "log.example"));
    assert_eq!(log.append(0, vec![entry("a")]), Ok(Receipt { first: 0, end: 1 }));
    assert_eq!(log.append(1, vec![entry("b"), entry("c")]), Ok(Receipt { first: 1, end: 3 }));
    assert_eq!(log.entry(1).unwrap(), entry("b").bytes());
    assert_eq!(log.entry(3).unwrap_err().to_string(), "4 is beyond the record, which has 3 entries");
    let root = log.head().root;
    drop(log);
    let log = place.open();
    assert_eq!((log.size(), log.head().root), (3, root));
    assert_eq!(log.append(3, vec![entry("d")]), Ok(Receipt { first: 3, end: 4 }));
    drop(log);
    let says: Vec<_> = place.check_record().into_values().collect();
    assert_eq!(says, ["a", "b", "c", "d"].map(|says| format!("{{\"says\":\"{says}\"}}")));
}

fn an_append_names_the_size_it_was_decided_on(place: &Place) {
    let log = place.create();
    log.append(0, vec![entry("a")]).unwrap();
    assert_eq!(log.append(0, vec![entry("late")]), Err(AppendError::Behind { size: 1 }));
    assert_eq!(log.append(2, vec![entry("early")]), Err(AppendError::Behind { size: 1 }));
    assert_eq!(log.append(1, vec![]), Ok(Receipt { first: 1, end: 1 }));
    drop(log);
    assert_eq!(place.check_record().len(), 1);
}

fn several_submissions_may_be_under_way(place: &Place) {
    let log = place.create();
    let (tell, told) = std::sync::mpsc::channel();
    for at in 0..500 {
        let tell = tell.clone();
        log.submit(at, vec![entry(&at.to_string())], move |result| tell.send(result).unwrap());
    }
    let receipts: Vec<_> = told.iter().take(500).map(|result| result.unwrap().first).collect();
    assert_eq!(receipts, (0..500).collect::<Vec<_>>(), "answers come in order");
    drop(log);
    assert_eq!(place.check_record()[&499], "{\"says\":\"499\"}");
}

fn many_entries_at_once(place: &Place) {
    let log = place.create();
    let entries = (0..20_000).map(|number| entry(&number.to_string())).collect();
    assert_eq!(log.append(0, entries), Ok(Receipt { first: 0, end: 20_000 }));
    assert_eq!(log.entry(19_999).unwrap(), entry("19999").bytes());
    let long = "x".repeat(65_000);
    let entries = (0..100).map(|_| entry(&long)).collect();
    log.append(20_000, entries).unwrap();
    drop(log);
    assert_eq!(place.open().size(), 20_100);
}

fn blobs_are_kept_by_their_hash(place: &Place) {
    let log = place.create();
    let hash = log.put_blob(b"a long report".to_vec()).unwrap();
    assert_eq!(hash, Hash::of(&[b"a long report"]));
    assert_eq!(log.put_blob(b"a long report".to_vec()), Ok(hash), "once more is no harm");
    assert_eq!(log.blob(hash), Ok(Some(b"a long report".to_vec())));
    assert_eq!(log.blob(Hash::of(&[b"another"])), Ok(None));
    let names = Entry::new(&Value::from(Object::new().with("report", blob_path(hash)))).unwrap();
    log.append(0, vec![names]).unwrap();
    drop(log);
    assert_eq!(place.check_record().len(), 1);
}

fn the_key_changes_by_an_entry(place: &Place) {
    let log = place.create();
    log.append(0, vec![entry("a")]).unwrap();
    let rotation = |old: &Signer, new: &Signer, at| {
        let value = Rotation::sign(old, new.verifier(), at).value();
        Entry::new(&Value::from(Object::new().with(MEMBER, value))).unwrap()
    };
    assert_eq!(log.append(1, vec![rotation(&key(1), &key(2), 1)]), Err(AppendError::RotatesKey));
    assert!(matches!(log.rotate(1, rotation(&key(3), &key(2), 1), key(2)), Err(AppendError::Rotation(_))));
    assert!(matches!(log.rotate(1, rotation(&key(1), &key(2), 1), key(3)), Err(AppendError::Rotation(_))));
    assert!(matches!(log.rotate(1, entry("no rotation"), key(2)), Err(AppendError::Rotation(_))));
    let other = Log::open(&place.location, Some(key(1))).unwrap();
    assert_eq!(log.rotate(1, rotation(&key(1), &key(2), 1), key(2)), Ok(Receipt { first: 1, end: 2 }));
    log.append(2, vec![entry("b")]).unwrap();
    assert_eq!(log.head().key, *key(2).verifier());
    assert_eq!(other.append(1, vec![entry("by the old key")]), Err(AppendError::KeyChanged));
    assert_eq!(other.append(3, vec![entry("by the old key")]), Err(AppendError::KeyChanged));
    drop((log, other));
    let error = Log::open(&place.location, Some(key(1))).err().unwrap();
    assert!(matches!(error, OpenError::OtherKey { .. }), "{error}");
    assert_eq!(place.check_record().len(), 3, "the first key's fingerprint still verifies it");
    let log = Log::open(&place.location, Some(key(2))).unwrap();
    log.append(3, vec![entry("c")]).unwrap();
}

fn a_record_is_made_once(place: &Place) {
    assert_eq!(Log::open(&place.location, None).err().unwrap(), OpenError::Store(StoreError::Missing));
    place.create().append(0, vec![entry("a")]).unwrap();
    let again = Log::create(&place.location, key(2)).err().unwrap();
    assert_eq!(again, OpenError::Store(StoreError::Exists));
    let witness = Signer::from_seed("log.example", Kind::Cosignature, [1; 32]).unwrap();
    assert_eq!(Log::create(&place.location, witness).err().unwrap(), OpenError::KeyKind);
    assert_eq!(place.check_record().len(), 1);
}

fn without_the_key_a_record_is_read_only(place: &Place) {
    place.create().append(0, vec![entry("a")]).unwrap();
    let log = Log::open(&place.location, None).unwrap();
    assert_eq!(log.append(1, vec![entry("b")]), Err(AppendError::NoKey));
    assert_eq!(log.put_blob(vec![1]), Err(AppendError::NoKey));
    assert_eq!(log.entry(0).unwrap(), entry("a").bytes());
    place.open().append(1, vec![entry("b")]).unwrap();
    assert_eq!((log.size(), log.refresh(), log.size()), (1, Ok(2), 2), "what others append is taken in");
}

fn a_proof_of_each_entry_holds(place: &Place) {
    let log = place.create();
    log.append(0, (0..300).map(|number| entry(&number.to_string())).collect()).unwrap();
    for index in [0, 1, 255, 256, 299] {
        let proof = log.prove(index).unwrap();
        let bytes = log.entry(index).unwrap();
        assert_eq!(proof.check(&bytes, key(1).verifier()).unwrap().size, 300);
    }
    assert!(log.prove(300).is_err());
}

/// A server's threads belong to a runtime, in which a driver that starts one of its own would panic.
fn an_async_program_may_use_it_anywhere(place: &Place) {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(async {
        let log = place.create();
        let (tell, told) = tokio::sync::oneshot::channel();
        log.submit(0, vec![entry("a")], move |result| drop(tell.send(result)));
        assert_eq!(told.await.unwrap(), Ok(Receipt { first: 0, end: 1 }));
        assert_eq!(log.entry(0).unwrap(), entry("a").bytes());
        let hash = log.put_blob(b"matter".to_vec()).unwrap();
        assert!(log.blob(hash).unwrap().is_some());
        assert_eq!(log.refresh(), Ok(1));
        drop(log);
        assert_eq!(place.open().size(), 1);
    });
}
