//! What holds for the parsers of the campaign: payments, pictures, and exports of other sites.

/// What is found in a payer's words checks, names its pledge, and is found again however it is written.
pub fn reference(bytes: &[u8]) {
    use campaign::gift::reference::{Reference, is_iban};
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let _ = is_iban(text);
    for found in Reference::found_in(text) {
        assert_eq!(found.pledge().map(Reference::of).as_ref(), Some(&found));
        for written in [found.to_string(), found.packed().to_lowercase(), found.short().to_owned()] {
            assert_eq!(Reference::found_in(&written), std::slice::from_ref(&found), "{written}");
        }
    }
}

/// Whatever a statement's form, its payments have a day and an amount that a plain table gives back.
pub fn statement(bytes: &[u8]) {
    use campaign::statement::{Columns, Form, read, recognise};
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    for form in [Form::Csv(Columns::default()), Form::Ofx, Form::Camt, recognise(text)] {
        let payments = read(text, &form).unwrap_or_default();
        if payments.is_empty() {
            continue;
        }
        let line = |day: &str, units: i64| {
            let (sign, size) = (if units < 0 { "-" } else { "" }, units.unsigned_abs());
            format!("{day},{sign}{}.{:02}\n", size / 100, size % 100)
        };
        let mut table = "date,amount\n".to_owned();
        payments.iter().for_each(|one| table.push_str(&line(&one.day, one.amount)));
        let again = read(&table, &Form::Csv(Columns::default())).unwrap_or_default();
        let both = |one: &campaign::statement::Payment| (one.day.clone(), one.amount);
        assert!(again.iter().map(both).eq(payments.iter().map(both)), "{table}");
    }
}

/// What is kept of a picture is within its bounds, is taken as it is the second time, and every width of it can be read.
pub fn picture(bytes: &[u8]) {
    use campaign::image::{MOST_SIDE, ready, widths};
    let Ok(kept) = ready(bytes) else { return };
    assert!(kept.width.max(kept.height) <= MOST_SIDE && kept.width.min(kept.height) > 0);
    assert!(kept.forms.iter().map(|form| form.width).eq(widths(kept.width)));
    assert!(kept.forms.iter().all(|form| ready(&form.bytes).is_ok_and(|again| again.width == form.width)));
    assert_eq!(ready(&kept.bytes).map(|again| again.bytes), Ok(kept.bytes));
}

/// An export is read or refused; what is left out has its line, and no text runs anything.
pub fn wxr(bytes: &[u8]) {
    use campaign::{markdown, wxr};
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let lines = bytes.iter().filter(|byte| **byte == b'\n').count() + 1;
    match wxr::read(text) {
        Ok(export) => {
            for left in &export.left {
                assert!((1..=lines).contains(&left.line), "{left}");
            }
            for post in &export.posts {
                let shown = markdown::html(&post.text);
                assert!(!shown.contains("<script") && !shown.contains("javascript:"), "{shown}");
            }
        }
        Err(error) => assert!(error.line.is_none_or(|line| line <= lines), "{error}"),
    }
}

/// What an editor uploads, whatever its name says it is, is read or refused with words; no file of it lies elsewhere than below the
/// folder of content, and what is read packs into an archive that holds the same.
pub fn archive(bytes: &[u8]) {
    use campaign::exchange::{Loose, packed, unpacked};
    let loose = |path: &str| Loose { path: path.to_owned(), bytes: bytes.to_vec() };
    for path in ["a.zip", "a.xml", "a.md", "files.toml"] {
        let mut prepare =
            |bytes: &[u8]| campaign::file::prepared(bytes).map_err(|refusal| refusal.to_string());
        match campaign::exchange::of_upload(vec![loose(path)], &mut prepare) {
            Ok(parcel) => {
                assert!(parcel.texts.len() + parcel.media.len() + parcel.refused.len() > 0);
                assert!(parcel.media.iter().all(|media| campaign::file::is_name(&media.name)));
                assert!(parcel.refused.iter().all(|refused| !refused.says.is_empty()));
            }
            Err(error) => assert!(!error.to_string().is_empty()),
        }
    }
    let Ok((files, _)) = unpacked(vec![loose("a.zip")]) else { return };
    assert!(
        files
            .iter()
            .all(|file| !file.path.starts_with('/') && !file.path.split('/').any(|part| part == ".."))
    );
    let named: Vec<_> = files.iter().map(|file| (file.path.clone(), file.bytes.clone())).collect();
    if let Ok(archive) = packed(&named) {
        let again = unpacked(vec![Loose { path: "a.zip".to_owned(), bytes: archive }]);
        assert!(again.is_ok_and(|(again, refused)| again == files && refused.is_empty()));
    }
}
