//! Backups: whole while others write, put back into either database, and refused where they are not whole.

use crate::{
    office::{Desk, NOW},
    place::Place,
    privacy::lives,
};
use campaign::{
    TABLES,
    archive::{self, About, ArchiveError, check, put_back},
    db::{Db, DbError, Sql, schema::shapes},
    search::search,
    values,
};
use std::{collections::BTreeMap, io::BufReader, sync::Arc, thread};

fn written(desk: &Desk) -> Vec<u8> {
    let about = About { program: "test", made: 7, secrets: &desk.office.secrets, key: None };
    let mut file = Vec::new();
    desk.db.read(|sql| archive::write(sql, &mut file, about)).unwrap();
    file
}

/// Every row of every table, in no order.
fn everything(db: &Db) -> BTreeMap<String, Vec<String>> {
    let read = |sql: &mut dyn Sql| {
        let mut all = BTreeMap::new();
        // How a database keeps its indexes for search is its own matter.
        for shape in shapes(sql)?.into_iter().filter(|shape| !shape.made) {
            let names: Vec<_> = shape.columns.iter().map(|(name, _)| format!("\"{name}\"")).collect();
            let rows = sql.rows(&format!("SELECT {} FROM \"{}\"", names.join(", "), shape.name), &[])?;
            let mut rows: Vec<_> = rows.iter().map(|row| format!("{row:?}")).collect();
            rows.sort();
            all.insert(shape.name, rows);
        }
        Ok::<_, DbError>(all)
    };
    db.read(read).unwrap()
}

fn back(place: &Place, file: &[u8]) -> Result<u64, ArchiveError> {
    let read = check(&mut BufReader::new(file))?;
    put_back(&place.location, TABLES, &read, Box::new(BufReader::new(std::io::Cursor::new(file.to_vec()))))
}

pub fn a_backup_comes_back_whole_into_either_database(place: &Place) {
    let desk = Desk::new(place);
    lives(&desk);
    // A number that was given and whose row is gone is not given again: a link may name it.
    let count = "INSERT INTO template (name, title, says, subject, text, shown, changed) VALUES ($1, 't', 's', 's', 't', 0, 0)";
    desk.write::<_, DbError>(move |sql, _, _| sql.run(count, &values!["one"])).unwrap();
    desk.write::<_, DbError>(move |sql, _, _| sql.run("DELETE FROM template", &[])).unwrap();
    let file = written(&desk);
    let mut others = vec![Place::sqlite()];
    if std::env::var_os("POSTGRES").is_some() {
        others.push(Place::postgres());
    }
    for other in &others {
        let rows = back(other, &file).unwrap();
        assert!(rows > 10);
        let db = Db::open(&other.location, TABLES).unwrap();
        assert_eq!(everything(&db), everything(&desk.db));
        let found = |db: &Db| db.read(|sql| search(sql, "community", NOW, 10)).unwrap();
        assert!(!found(&db).is_empty() && found(&db) == found(&desk.db), "the index is made anew");
        let again =
            db.write::<_, DbError>(move |sql| sql.number(&format!("{count} RETURNING id"), &values!["two"]));
        assert_eq!(again, Ok(2), "the next number goes on");
        assert!(matches!(back(other, &file), Err(ArchiveError::Taken)), "nothing is written over");
    }
    let empty = Place::sqlite();
    let head = check(&mut BufReader::new(file.as_slice())).unwrap().head;
    assert!(head.is_of(&desk.office.secrets) && head.key.is_none());
    assert!(
        !head.is_of(&campaign::secret::Secrets::new(&[9; 32], None)),
        "another key is known to be another"
    );
    assert!(matches!(
        put_back(
            &empty.location,
            &TABLES[..1],
            &check(&mut BufReader::new(file.as_slice())).unwrap(),
            Box::new(BufReader::new(std::io::Cursor::new(file.clone())))
        ),
        Err(ArchiveError::Newer(_))
    ));
}

pub fn a_backup_that_is_not_whole_is_refused(place: &Place) {
    let desk = Desk::new(place);
    lives(&desk);
    let file = written(&desk);
    let text = String::from_utf8(file.clone()).unwrap();
    let lines: Vec<_> = text.lines().collect();
    let without = |gone: usize| {
        let left = lines.iter().enumerate().filter(|(place, _)| *place != gone);
        left.map(|(_, line)| format!("{line}\n")).collect::<String>().into_bytes()
    };
    let mut broken = vec![
        Vec::new(),
        b"nothing\n".to_vec(),
        file[..file.len() / 2].to_vec(),
        file[..file.len() - 1].to_vec(),
        [file.clone(), b"more".to_vec()].concat(),
        text.replace("Dee", "Eve").replace("NOR", "DNK").into_bytes(),
        text.replacen("\"campaign_backup\":1", "\"campaign_backup\":2", 1).into_bytes(),
    ];
    broken.extend((0..lines.len()).map(without));
    for (case, file) in broken.iter().enumerate() {
        assert!(check(&mut BufReader::new(file.as_slice())).is_err(), "case {case}");
    }
    assert!(check(&mut BufReader::new(file.as_slice())).is_ok());
}

pub fn a_backup_is_of_one_instant_while_others_write(place: &Place) {
    let desk = Desk::new(place);
    let make = "INSERT INTO list (name, title, says) VALUES ($1, '', '')";
    let note = "INSERT INTO setting (name, value) VALUES ($1, $2)";
    let db = Arc::new(Db::open(&place.location, TABLES).unwrap());
    let writers: Vec<_> = (0..4)
        .map(|writer| {
            let db = Arc::clone(&db);
            thread::spawn(move || {
                for number in 0..40 {
                    // One act writes into two tables: a backup has both or neither.
                    let name = format!("w{writer}-{number}");
                    db.write::<_, DbError>(move |sql| {
                        sql.run(make, &values![&name])?;
                        sql.run(note, &values![&name, b"".as_slice()])
                    })
                    .unwrap();
                }
            })
        })
        .collect();
    let mut sizes = Vec::new();
    while !writers.iter().all(thread::JoinHandle::is_finished) {
        let read = check(&mut BufReader::new(written(&desk).as_slice())).unwrap();
        assert_eq!(read.tables["list"], read.tables["setting"]);
        sizes.push(read.tables["list"]);
    }
    writers.into_iter().for_each(|writer| writer.join().unwrap());
    let read = check(&mut BufReader::new(written(&desk).as_slice())).unwrap();
    assert_eq!((read.tables["list"], read.tables["setting"]), (160, 160));
    assert!(sizes.is_sorted());
}
