//! Plays a scenario: acts with their times and actors, one a line, decided one after the other on the facts of the world.

use crate::{
    act::Act,
    actor::{Actor, Authority},
    decide::decide,
    event::Event,
    facts::{Facts, Known},
    line,
    moment::Moment,
    state::State,
};

/// What a scenario comes to.
#[derive(Clone, Debug, Default)]
pub struct Played {
    /// The institution at its end.
    pub state: State,
    /// Every event, in order.
    pub events: Vec<Event>,
    /// How many acts were refused.
    pub refused: u64,
}

/// Plays the lines of a scenario: `TIME ACTORS ACT`; those that begin with `#` tell its story and are passed over. An act
/// that ends in `*` is done for every member. `charters` gives the text of a charter by its name.
///
/// # Errors
///
/// The line that cannot be read, and why.
pub fn play(
    text: &str,
    known: &Known<'_>,
    charters: &dyn Fn(&str) -> Result<String, String>,
) -> Result<Played, String> {
    let mut played = Played::default();
    for given in text.lines().filter(|given| !given.is_empty() && !given.starts_with('#')) {
        let acts = acts(given, &played.state, charters).map_err(|why| format!("`{given}`: {why}"))?;
        for (at, act) in acts {
            match decide(&played.state, &Facts::World(known), &act, at) {
                Ok(events) => {
                    for event in events {
                        played.state.apply(&event)?;
                        played.events.push(event);
                    }
                }
                Err(_) => played.refused += 1,
            }
        }
    }
    Ok(played)
}

/// The acts of one line, for every actor that it names.
///
/// # Errors
///
/// Why it cannot be read.
pub fn acts(
    given: &str,
    state: &State,
    charters: &dyn Fn(&str) -> Result<String, String>,
) -> Result<Vec<(Moment, Act)>, String> {
    let mut parts = given.splitn(3, ' ');
    let (Some(time), Some(who), Some(act)) = (parts.next(), parts.next(), parts.next()) else {
        return Err("it has no act".into());
    };
    let at: Moment = time.parse()?;
    let acts = match act.strip_suffix('*') {
        Some(act) => state.members.keys().map(|code| format!("{act}{code}")).collect(),
        None => vec![act.to_owned()],
    };
    let mut made = Vec::new();
    for act in &acts {
        let deed = line::words(act).and_then(|words| line::deed(&words, &|name| changed(name, charters)))?;
        for actor in actors(state, who)? {
            made.push((at, Act { actor, authority: Authority::Secretariat {}, deed: deed.clone() }));
        }
    }
    Ok(made)
}

/// A charter of the scenario; `NAME+OLD=>NEW` is one with a text in it replaced.
fn changed(name: &str, charters: &dyn Fn(&str) -> Result<String, String>) -> Result<String, String> {
    let Some((name, change)) = name.split_once('+') else { return charters(name) };
    let (old, new) = change.split_once("=>").ok_or("a change is OLD=>NEW")?;
    Ok(charters(name)?.replace(old, new))
}

/// The actors of a line: one, several by commas, `all` members or founders, `all-but:` some.
fn actors(state: &State, who: &str) -> Result<Vec<Actor>, String> {
    let everyone = || {
        if state.members.is_empty() {
            state.founders.iter().collect()
        } else {
            state.members.keys().collect::<Vec<_>>()
        }
    };
    if let Some(but) = who.strip_prefix("all-but:") {
        let but: Vec<&str> = but.split(',').collect();
        let kept = everyone().into_iter().filter(|code| !but.contains(&code.as_str()));
        return Ok(kept.cloned().map(Actor::State).collect());
    }
    if who == "all" {
        return Ok(everyone().into_iter().cloned().map(Actor::State).collect());
    }
    who.split(',').map(str::parse).collect()
}
