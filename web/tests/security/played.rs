//! Two communities played in memory: one in which everything happened, and one that is founded and no more.

use community::{Known, scenario};
use record::{
    checkpoint::Checkpoint,
    log::Head,
    merkle::{Tree, leaf_hash},
    note::{Kind, Note, Signer},
};
use std::sync::{Arc, OnceLock};
use web::{
    Facts,
    answer::{Answer, Refusal},
    institution::{Live, Reading},
    query::Query,
    routes,
};
use world::World;

const EVERYTHING: &str = include_str!("community.txt");

/// The community in which everything happened.
pub fn everything() -> &'static Facts {
    static FACTS: OnceLock<Facts> = OnceLock::new();
    FACTS.get_or_init(|| facts(EVERYTHING))
}

/// The community on the day of its founding.
pub fn nothing() -> &'static Facts {
    static FACTS: OnceLock<Facts> = OnceLock::new();
    FACTS.get_or_init(|| facts(EVERYTHING.split("# Warnings").next().unwrap()))
}

fn charters(name: &str) -> Result<String, String> {
    charter::model(name).map(|model| model.text.to_owned()).ok_or_else(|| format!("no charter `{name}`"))
}

/// The acts that are refused, with the reasons.
pub fn refused() -> Vec<String> {
    let known = Known::new(World::embedded());
    let mut state = community::State::default();
    let mut refused = Vec::new();
    for line in EVERYTHING.lines().filter(|line| !line.starts_with('#')) {
        for (at, act) in scenario::acts(line, &state, &charters).unwrap() {
            match community::decide(&state, &community::Facts::World(&known), &act, at) {
                Ok(events) => events.iter().for_each(|event| state.apply(event).unwrap()),
                Err(refusal) => refused.push(format!("{line}: {refusal}")),
            }
        }
    }
    refused
}

fn facts(acts: &str) -> Facts {
    let world = World::embedded();
    let played = scenario::play(acts, &Known::new(world), &charters).unwrap();
    let (mut reading, mut tree) = (Reading::new(), Tree::new());
    for event in &played.events {
        let bytes = event.to_json();
        reading.take(bytes.as_bytes()).unwrap();
        tree.push(leaf_hash(bytes.as_bytes()));
    }
    let key = Signer::from_seed("log.example", Kind::Note, [5; 32]).unwrap();
    let (size, root) = (tree.size(), tree.root());
    let text = Checkpoint { origin: "log.example".into(), size, root }.to_string();
    let mut note = Note::new(text.clone()).unwrap();
    note.add(key.sign(&text, 0));
    let head = Head { size, root, note, key: key.verifier().clone() };
    Facts::new(world, Arc::new(Live::new(reading.at(head, true).unwrap())))
}

fn ask(facts: &Facts, address: &str) -> Result<Answer, Refusal> {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let (route, part) = routes::find(path, false).unwrap_or_else(|| panic!("no route for {path}"));
    route.ask(facts, part, &Query::read(query).unwrap().only(route.reads))
}

/// The status of an answer.
pub fn status(facts: &Facts, address: &str) -> u16 {
    ask(facts, address).map_or_else(|refusal| refusal.status, |_| 200)
}

/// The words of a page, a space between its pieces and ` | ` between cells and labels; or a file as it is.
pub fn answer(facts: &Facts, address: &str) -> String {
    match ask(facts, address).unwrap_or_else(|refusal| panic!("{address}: {refusal:?}")) {
        Answer::Page(page) => words(&page.body.into_string()),
        Answer::File(file) => String::from_utf8(file.bytes).unwrap(),
        other => panic!("{address} is {other:?}"),
    }
}

fn words(html: &str) -> String {
    let mut out = String::new();
    for piece in html.split('<') {
        let (tag, text) = piece.split_once('>').unwrap_or(("", piece));
        let cell = ["/td", "/th", "/text"].contains(&tag);
        out.push_str(if cell {
            " | "
        } else if ["/p", "/tr", "/h1", "/h2", "/h3", "/li", "/dd"].contains(&tag) {
            "\n"
        } else {
            ""
        });
        out.push_str(text);
    }
    let out = out.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
    out.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ") + "\n").collect()
}
