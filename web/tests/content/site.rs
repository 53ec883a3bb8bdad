//! The first site: its links lead somewhere, and its figures are those of the charter.

use crate::served::get;
use charter::{law::Charter, models};
use std::{collections::BTreeSet, fs, path::Path};

/// The files of the first site, by name.
fn files() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../campaign/site");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    let read = |file: &std::path::PathBuf| {
        (file.file_name().unwrap().to_string_lossy().into_owned(), fs::read_to_string(file).unwrap())
    };
    files.iter().map(read).collect()
}

#[test]
fn every_link_of_the_first_site_leads_somewhere() {
    let mut broken = Vec::new();
    let mut followed = BTreeSet::new();
    for (file, text) in files() {
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            assert!(link.starts_with('/'), "{file}: {link} leaves the site");
            let (path, place) = link.split_once('#').unwrap_or((link, ""));
            let answer = get(path, "");
            if answer.status != 200 {
                broken.push(format!("{file}: {link}: {}", answer.status));
            } else if !place.is_empty() && !answer.body.contains(&format!("id=\"{place}\"")) {
                broken.push(format!("{file}: {link}: no such place on the page"));
            }
            followed.insert(link.to_owned());
        }
    }
    assert!(broken.is_empty(), "\n{}\n", broken.join("\n"));
    assert!(followed.len() >= 15, "only {} links were found", followed.len());
}

/// The default charter.
fn wsc() -> Charter {
    charter::read(models::models()[0].text).charter
}

/// The numbers in a condition or rule of the charter, as they stand there.
fn numbers(text: &str) -> Vec<String> {
    let words = text.split(|sign: char| !sign.is_ascii_digit() && sign != '.');
    words.filter(|word| word.starts_with(|sign: char| sign.is_ascii_digit())).map(str::to_owned).collect()
}

/// How a page writes such a number.
fn written(number: &str) -> &str {
    match number {
        "0.5" => "half",
        "0.8" => "four fifths",
        other => other,
    }
}

/// What the page says of the stages is what the charter says: it fails when the charter changes.
#[test]
fn the_stages_are_those_of_the_charter() {
    let (_, text) = files().into_iter().find(|(name, _)| name == "30-the-stages.md").unwrap();
    let charter = wsc();
    let sections: Vec<&str> = text.split("\n## ").skip(1).collect();
    let told: Vec<&str> = sections
        .iter()
        .copied()
        .filter(|section| section.starts_with(|sign: char| sign.is_ascii_digit()))
        .collect();
    assert_eq!(told.len(), charter.stages.len());
    assert!(text.contains("The charter names four stages") && charter.stages.len() == 4);
    for ((place, stage), section) in (1..).zip(&charter.stages).zip(told) {
        let name = section.lines().next().unwrap().to_lowercase();
        assert_eq!(name, format!("{place}. {}", stage.id.value));
        let condition = stage.when.as_ref().map(|when| when.value.to_string()).unwrap_or_default();
        let changes =
            stage.changes.iter().map(|change| change.to.value.as_str()).collect::<Vec<_>>().join(" ");
        let law = numbers(&condition).into_iter().chain(numbers(&changes)).collect::<Vec<_>>();
        for number in &law {
            assert!(section.contains(written(number)), "{name} does not say {}", written(number));
        }
        // And nothing is said that is not law.
        let (_, words) = section.split_once('\n').unwrap();
        let mut said = numbers(words);
        said.sort();
        let mut figures: Vec<_> =
            law.iter().filter(|number| written(number) == number.as_str()).cloned().collect();
        figures.sort();
        assert_eq!(said, figures, "{name}");
    }
    // Who decides that a stage is entered.
    let rule = charter.rules.iter().find(|rule| rule.name.value == "constitution").unwrap();
    let advance = charter.acts.iter().find(|act| act.kind.value.to_string() == "advance").unwrap();
    assert_eq!(rule.rule.value.to_string(), "two thirds of states and two thirds of population");
    assert!(text.contains("two thirds of the states, standing for two thirds of the people, and two thirds of the seats of the assembly"));
    assert!(
        format!("{advance:?}").contains("constitution") && text.contains("[Article 16](/charter#article-16)")
    );
    let direct = charter.stages[1].changes.iter().any(|change| change.to.value.contains("directly"));
    assert!(direct && text.contains("the citizens elect the assembly themselves"));
    let majority =
        charter.stages[3].changes.iter().any(|change| change.to.value.contains("a majority of population"));
    assert!(majority && text.contains("needs a majority of the people behind it"));
}
