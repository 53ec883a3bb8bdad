//! Runs a script: a header that names the charter, then an act a line, `2025-03-01 NOR vote 3 yes`. Below each stands
//! what came of it. The actor `all` stands for every member (before the charter is in force, every founder), `all-but:A,B`
//! leaves some out.
//!
//! After each act every invariant is checked, every event goes to JSON and back, and a second reader decides the record
//! again from itself; at the end the record is folded afresh, to the same bytes.

use community::{
    Act, Actor, Authority, Deed, Event, Facts, Happening, Known, Moment, Refusal, Replay, State, decide,
    fold, invariants, line, words,
};
use std::{collections::BTreeMap, fmt::Write, path::Path, sync::OnceLock};
use world::World;

/// The embedded world, indexed once.
pub fn known() -> &'static Known<'static> {
    static KNOWN: OnceLock<Known<'static>> = OnceLock::new();
    KNOWN.get_or_init(|| Known::new(World::embedded()))
}

/// A charter by the name of a model or of a file in `tests/charters`; with `NAME+OLD=>NEW` one text in it is replaced.
pub fn charter(name: &str) -> Result<String, String> {
    let (name, change) = name.split_once('+').map_or((name, None), |(name, change)| (name, Some(change)));
    let text = match charter::model(name) {
        Some(model) => model.text.to_owned(),
        None => {
            let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/charters/{name}.toml"));
            std::fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?
        }
    };
    match change.map(|change| change.split_once("=>").unwrap()) {
        None => Ok(text),
        Some((old, new)) => {
            assert!(text.contains(old), "`{old}` does not stand in {name}");
            Ok(text.replace(old, &new.replace('\'', "\"")))
        }
    }
}

/// A community that is run act by act, with every check after each.
#[derive(Default)]
pub struct Run {
    pub state: State,
    pub events: Vec<Event>,
    replay: Replay,
}

impl Run {
    /// Decides and applies one act.
    pub fn act(&mut self, at: Moment, act: &Act) -> Result<Vec<Event>, Refusal> {
        let events = decide(&self.state, &Facts::World(known()), act, at)?;
        for event in &events {
            let json = event.to_json();
            assert_eq!(event.size(), json.len());
            let read: Event = serde_json::from_str(&json).unwrap();
            assert_eq!(read, *event, "JSON and back");
            assert!(!json.contains('\n') && json.len() <= community::event::MOST_BYTES);
            self.state.apply(event).unwrap();
            self.replay.next(event).unwrap_or_else(|why| panic!("the record decided again: {why}\n{json}"));
            invariants::check(&self.state).unwrap();
        }
        invariants::settled(&self.state).unwrap();
        self.events.extend(events.iter().cloned());
        Ok(events)
    }

    /// Founds a community under a charter: adopted, signed and ratified by all its founders on 1 January 2025, or on the day
    /// of `NAME on DAY`.
    pub fn found(&mut self, name: &str) {
        let (name, day) = name.split_once(" on ").unwrap_or((name, "2025-01-01"));
        self.found_on(&charter(name).unwrap(), day);
    }

    /// The same under this text.
    pub fn found_text(&mut self, text: &str) {
        self.found_on(text, "2025-01-01");
    }

    fn found_on(&mut self, text: &str, day: &str) {
        let at: Moment = day.parse().unwrap();
        let closes = at.next_day().unwrap();
        let mut each = |who: &str, line: &str| {
            let deed = line::deed(&line::words(line).unwrap(), &|_| Ok(text.to_owned())).unwrap();
            for (actor, authority) in actors(&self.state, who) {
                self.act(at, &Act { actor, authority, deed: deed.clone() }).unwrap();
            }
        };
        each("secretariat", "open-text CHARTER");
        each("secretariat", "propose adopt-text");
        each("secretariat", &format!("open-vote 1 until {closes}"));
        each("all", "vote 1 yes");
        each("secretariat", "close 1");
        each("all", "sign");
        let founders: Vec<String> = self.state.founders.iter().cloned().collect();
        for code in founders {
            let deed = Deed::Ratify { motion: None };
            let act = Act { actor: Actor::State(code), authority: Authority::Secretariat {}, deed };
            self.act(at, &act).unwrap();
        }
    }

    /// Does what stands on each line; a refusal is a surprise.
    pub fn lines(&mut self, lines: &str) {
        for line in lines.lines().map(str::trim) {
            let (time, line) = line.split_once(' ').unwrap();
            let (who, line) = line.split_once(' ').unwrap();
            let deed = line::deed(&line::words(line).unwrap(), &charter).unwrap();
            for (actor, authority) in actors(&self.state, who) {
                let act = Act { actor, authority, deed: deed.clone() };
                self.act(time.parse().unwrap(), &act).unwrap_or_else(|refusal| panic!("{line}: {refusal}"));
            }
        }
    }

    /// The record folded afresh, and decided again, gives the same bytes.
    pub fn finish(self) {
        let afresh = fold(&self.events).unwrap();
        assert_eq!(afresh, self.state);
        assert_eq!(afresh.to_json(), self.state.to_json());
        for (name, mission) in &self.state.missions {
            let told = |which: fn(&Happening) -> Option<&str>| {
                self.events.iter().filter(|event| which(&event.happened) == Some(name)).count()
            };
            let given = told(|happened| match happened {
                Happening::MissionReported(reported) => Some(&reported.mission),
                _ => None,
            });
            let overdue = told(|happened| match happened {
                Happening::MissionReportOverdue(reported) => Some(&reported.mission),
                _ => None,
            });
            let counted = (mission.reports.given as usize, mission.reports.overdue as usize);
            assert_eq!(counted, (given, overdue), "reports on {name}");
        }
        assert_eq!(self.replay.finish().unwrap().to_json(), self.state.to_json());
    }
}

/// Runs a script and returns it with what came of each act.
pub fn run(script: &str) -> String {
    let mut run = Run::default();
    let mut out = String::new();
    for given in script.lines().filter(|line| !line.trim_start().starts_with("->")) {
        writeln!(out, "{given}").unwrap();
        let line = given.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if let Some(charter) = line.strip_prefix("founded ") {
            run.found(charter);
            writeln!(out, "    -> {} members", run.state.members.len()).unwrap();
            continue;
        }
        let (time, line) = line.split_once(' ').unwrap();
        let (who, line) = line.trim().split_once(' ').unwrap();
        let at: Moment = time.parse().unwrap();
        let words = line::words(line).unwrap();
        let deed = match line::deed(&words, &charter) {
            Ok(deed) => deed,
            Err(why) => {
                writeln!(out, "    -> not understood: {why}").unwrap();
                continue;
            }
        };
        let printed = line::print(&deed);
        if !printed.contains("charter") {
            assert_eq!(
                line::deed(&line::words(&printed).unwrap(), &charter).unwrap(),
                deed,
                "printed and read"
            );
        }
        let (mut quiet, mut loud) = (BTreeMap::<String, usize>::new(), Vec::new());
        for (actor, authority) in actors(&run.state, who) {
            let act = Act { actor, authority, deed: deed.clone() };
            match run.act(at, &act) {
                Ok(events) => {
                    for event in &events {
                        if (who.starts_with("all") || who.contains(',')) && is_routine(event) {
                            *quiet.entry(words::kind(&event.happened)).or_default() += 1;
                        } else {
                            loud.push(words::says(&run.state, event));
                        }
                    }
                    if events.is_empty() {
                        loud.push("nothing".into());
                    }
                }
                Err(refusal) => loud.push(refused(&refusal)),
            }
        }
        for (kind, count) in quiet {
            writeln!(out, "    -> {count} × {kind}").unwrap();
        }
        let mut said = Vec::new();
        for line in loud {
            if line.starts_with("refused") && said.contains(&line) {
                continue;
            }
            writeln!(out, "    -> {line}").unwrap();
            said.push(line);
        }
    }
    run.finish();
    out
}

/// What each state does alike when all do it.
fn is_routine(event: &Event) -> bool {
    matches!(
        event.happened,
        Happening::Voted { .. }
            | Happening::Signed { .. }
            | Happening::Ratified { .. }
            | Happening::Accredited { .. }
            | Happening::Cosponsored { .. }
            | Happening::Paid { .. }
    )
}

fn refused(refusal: &Refusal) -> String {
    let cure = refusal.cure.as_ref().map(|cure| format!(" (cure: {cure})")).unwrap_or_default();
    format!("refused [{}] {refusal}{cure}", refusal.code)
}

/// Who acts: one actor, `NOR@KEY` with a key of its own, or many states at once.
fn actors(state: &State, who: &str) -> Vec<(Actor, Authority)> {
    let all = || {
        let founders = state.members.is_empty();
        let codes: Vec<_> =
            if founders { state.founders.iter().collect() } else { state.members.keys().collect() };
        codes.into_iter().cloned().collect::<Vec<String>>()
    };
    let states: Vec<String> = match who.strip_prefix("all-but:") {
        Some(but) => all().into_iter().filter(|code| !but.split(',').any(|one| one == code)).collect(),
        None if who == "all" => all(),
        None if who.contains(',') => who.split(',').map(str::to_owned).collect(),
        None => {
            let (actor, key) = who.split_once('@').map_or((who, None), |(actor, key)| (actor, Some(key)));
            let authority = match key {
                Some(key) => Authority::Key { key: key.into(), signature: "s".into() },
                None => Authority::Secretariat {},
            };
            return vec![(actor.parse().unwrap(), authority)];
        }
    };
    states.into_iter().map(|code| (Actor::State(code), Authority::Secretariat {})).collect()
}
