//! Mandates: resolutions of the Security Council on the record, each after its roll call was run through the model charter
//! of the Council; what they give, lengthen, change and end.

mod resolution;
mod roll_call;

use crate::{
    act::Deed,
    deciding::{Decided, Deciding},
    event::{ClauseCount, Event, Happening},
    facts::OPEN,
    moment::Moment,
    refusal::Refusal,
    state::{Deadline, State},
};
use charter::acts::ActKind;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

pub use resolution::{Addressee, Amendment, Chapter, Does, Ending, Renewal, Resolution, Stand, Task, Terms};

/// The most codes of an area or of an addressee: more than the world has.
const MOST_CODES: usize = 300;

/// Mandates and the resolutions that made them.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Mandates {
    /// Every resolution on the record, by number: the hash of its text.
    pub resolutions: BTreeMap<String, String>,
    /// Every mandate, by the resolution that gave it.
    pub given: BTreeMap<String, Mandate>,
}

impl Mandates {
    /// Is nothing registered?
    pub fn is_empty(&self) -> bool {
        self.resolutions.is_empty()
    }
}

/// A mandate as it stands.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Mandate {
    /// The day on which the Council gave it.
    pub since: Moment,
    /// What it allows.
    pub terms: Terms,
    /// The resolutions that lengthened, changed or ended it, in order.
    pub later: Vec<String>,
    /// When it was over, if it is.
    pub over: Option<Moment>,
}

impl Mandate {
    /// Is it in force at a moment? Through its last day.
    pub fn in_force(&self, at: Moment) -> bool {
        self.over.is_none() && self.terms.ends().is_none_or(|ends| at < ends)
    }
}

/// A resolution is on the record: who voted how, and that the Council adopted it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Registered {
    /// The resolution.
    pub resolution: Resolution,
    /// The article of the Council's charter under which its votes were counted.
    pub under: String,
    /// The count, quota by quota.
    pub clauses: Vec<ClauseCount>,
}

/// A mandate ran out or was ended: it is in force no more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Over {
    /// The mandate, by the resolution that gave it.
    pub mandate: String,
}

/// `register-mandate`
fn register(d: &Deciding<'_>, resolution: &Resolution) -> Result<Decided, Refusal> {
    d.in_force()?;
    let (_, article) = d.declared(ActKind::RegisterMandate)?;
    let under = |refusal: Refusal| refusal.under(&article);
    sound(d, resolution).map_err(under)?;
    makes_sense(d, resolution).map_err(under)?;
    let (charter_article, clauses) = roll_call::run(d.asking, resolution).map_err(under)?;
    hashed(d, resolution).map_err(under)?;
    let registered = Registered { resolution: resolution.clone(), under: charter_article, clauses };
    let mut happened = vec![Happening::ResolutionRegistered(registered)];
    if let Does::End(Ending { mandate, last_day: None }) = &resolution.does {
        happened.push(Happening::MandateOver(Over { mandate: mandate.clone() }));
    }
    Ok(Decided { article: Some(article), happened })
}

/// Is it what it says it is: its number, its day, and new?
fn sound(d: &Deciding<'_>, resolution: &Resolution) -> Result<(), Refusal> {
    let Resolution { number, day, .. } = resolution;
    let digits = number.strip_prefix("S/RES/").unwrap_or_default();
    let serial = digits.parse::<u32>().ok().filter(|serial| serial.to_string() == digits);
    let Some(serial) = serial else {
        return Err(Refusal::new(
            "resolution-mistyped",
            format!("`{}` is no symbol of a resolution", charter::values::shown(number)),
        )
        .cure("write it as the Council does: S/RES/1386"));
    };
    if Moment::start_of(day.date()) != *day {
        return Err(Refusal::new("day-mistyped", "a resolution is of a day, not of an hour")
            .cure("give the day on which the Council voted"));
    }
    if *day > d.at {
        let says = format!("{number} is of {}, which has not come", day.says());
        return Err(Refusal::new("not-yet", says).cure("register it once the Council has voted"));
    }
    let year = day.year();
    let (first, last) = d.asking.resolution_numbers(year).ok_or_else(|| {
        Refusal::new("resolution-mistyped", format!("the Security Council adopted nothing in {year}"))
    })?;
    if serial < first || serial > last {
        let says = format!("{number} is not of {year}: the resolutions of that year begin at {first}");
        let says = if last < OPEN { format!("{says} and end at {last}") } else { says };
        return Err(Refusal::new("resolution-mistyped", says).cure("look up its number and its day"));
    }
    if d.state.mandates.resolutions.contains_key(number) {
        return Err(Refusal::new("resolution-twice", format!("{number} is on the record already")));
    }
    Ok(())
}

/// Is the hash one, and that of no other resolution? It is looked at last: whoever has a text to hash has the rest.
fn hashed(d: &Deciding<'_>, resolution: &Resolution) -> Result<(), Refusal> {
    let hash = &resolution.hash;
    if hash.len() != 64 || !hash.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')) {
        return Err(Refusal::new("hash-mistyped", "the hash is not 64 hexadecimal digits in small letters")
            .cure("give the SHA-256 of the resolution's text: sha256sum FILE"));
    }
    match d.state.mandates.resolutions.iter().find(|(_, of)| *of == hash) {
        Some((other, _)) => Err(Refusal::new("resolution-twice", format!("its text is that of {other}"))
            .cure("give the hash of its own text")),
        None => Ok(()),
    }
}

/// Does what it would do make sense as things stand?
fn makes_sense(d: &Deciding<'_>, resolution: &Resolution) -> Result<(), Refusal> {
    let of = |number: &str| {
        d.state.mandates.given.get(number).filter(|mandate| mandate.in_force(d.at)).ok_or_else(|| {
            let says = match d.state.mandates.given.get(number) {
                Some(mandate) => ended(number, mandate),
                None => format!("no mandate `{}` is on the record", charter::values::shown(number)),
            };
            Refusal::new("no-such-mandate", says).cure("name a mandate in force; `koinon mandate` lists them")
        })
    };
    if let Some(mandate) = resolution.does.mandate() {
        later(&resolution.number, mandate, of(mandate)?)?;
    }
    match &resolution.does {
        Does::Establish(terms) => meaningful(d, terms),
        Does::Amend(amendment) => meaningful(d, &amendment.terms),
        Does::Renew(renewal) => {
            let before = of(&renewal.mandate)?.terms.last_day;
            last_day(d, renewal.last_day)?;
            let longer = match (before, renewal.last_day) {
                (Some(before), Some(after)) => after > before,
                (Some(_), None) => true,
                (None, _) => false,
            };
            if longer {
                return Ok(());
            }
            Err(Refusal::new("no-renewal", "it would not last longer than it does")
                .cure("amend the mandate to shorten it, or end it"))
        }
        Does::End(ending) => last_day(d, ending.last_day),
    }
}

/// What the Council decides later prevails: an older resolution changes nothing that a later one has decided.
fn later(number: &str, mandate: &str, found: &Mandate) -> Result<(), Refusal> {
    let serial = |number: &str| number.rsplit('/').next().and_then(|digits| digits.parse::<u32>().ok());
    let last = found.later.last().map_or(mandate, String::as_str);
    if serial(number) > serial(last) {
        return Ok(());
    }
    let says = format!("{number} is older than {last}, which decided on this mandate");
    Err(Refusal::new("overtaken", says).cure("register the later resolution"))
}

/// `S/RES/1386 ended on 20 June 2002`
pub(crate) fn ended(number: &str, mandate: &Mandate) -> String {
    match (mandate.terms.last_day, mandate.over) {
        (Some(last), over) if over.is_none_or(|over| Some(over) >= last.next_day()) => {
            format!("{number} ended on {}", last.says())
        }
        (_, Some(over)) => format!("{number} was ended on {}", over.says()),
        _ => format!("{number} is in force"),
    }
}

fn last_day(d: &Deciding<'_>, last: Option<Moment>) -> Result<(), Refusal> {
    let Some(last) = last else { return Ok(()) };
    match last.next_day() {
        Some(ends) if Moment::start_of(last.date()) == last => {
            if ends > d.at {
                return Ok(());
            }
            Err(Refusal::new("expired", format!("it would have ended on {}", last.says()))
                .cure("register the resolution that is in force now"))
        }
        _ => Err(Refusal::new("day-mistyped", "the last day is a day, not an hour").cure("give a day alone")),
    }
}

fn meaningful(d: &Deciding<'_>, terms: &Terms) -> Result<(), Refusal> {
    codes(d, "area", &terms.area)?;
    match &terms.to {
        Addressee::States(states) => codes(d, "list of states", states)?,
        Addressee::Organisation(name) if !charter::values::is_id(name) || name.len() > 64 => {
            let says = format!("`{}` is no name of an organisation", charter::values::shown(name));
            return Err(Refusal::new("unknown-addressee", says)
                .cure("write it in small letters with hyphens: united-nations"));
        }
        _ => {}
    }
    if terms.tasks.is_empty() {
        return Err(Refusal::new("no-tasks", "a mandate without tasks allows nothing").cure("name its tasks"));
    }
    if terms.ceiling == Some(0) {
        return Err(Refusal::new("no-ceiling", "a ceiling of nobody allows nothing")
            .cure("leave the ceiling out where the Council set none"));
    }
    last_day(d, terms.last_day)
}

/// A list of codes: some, not too many, each that of a state or territory.
pub(crate) fn codes(d: &Deciding<'_>, what: &str, codes: &BTreeSet<String>) -> Result<(), Refusal> {
    if codes.is_empty() {
        return Err(Refusal::new("nowhere", format!("the {what} is empty")).cure("name at least one code"));
    }
    if codes.len() > MOST_CODES {
        return Err(Refusal::new("too-many-codes", format!("the {what} has {} codes", codes.len()))
            .cure(format!("name at most {MOST_CODES}")));
    }
    let refused = |says: String, cure: String| Err(Refusal::new("unknown-state", says).cure(cure));
    if let Some(code) = codes.iter().find(|code| !crate::actor::is_code(code)) {
        let says = format!("`{}` in the {what} is no code", charter::values::shown(code));
        return refused(says, "use ISO 3166 codes, such as AFG".into());
    }
    match codes.iter().find(|code| !d.asking.is_place(code)) {
        Some(code) => {
            let near = d.asking.place_near(code).map(|near| format!("; {near}")).unwrap_or_default();
            let cure = format!("use the ISO 3166 code of a state or territory, such as AFG{near}");
            refused(
                format!("{code} in the {what} is the code of no state or territory that the data know"),
                cure,
            )
        }
        None => Ok(()),
    }
}

/// The deeds of this file.
pub(crate) fn decide(d: &Deciding<'_>) -> Option<Result<Decided, Refusal>> {
    match &d.act.deed {
        Deed::RegisterMandate(resolution) => Some(register(d, resolution)),
        _ => None,
    }
}

/// What falls due of this file.
pub(crate) fn fall_due(d: &Deciding<'_>, due: &Deadline) -> Option<Decided> {
    let Deadline::MandateExpires(mandate) = due else { return None };
    let article = d.law.article_of(ActKind::RegisterMandate);
    Some(Decided::one(article, Happening::MandateOver(Over { mandate: mandate.clone() })))
}

/// The events of this file.
pub(crate) fn apply(state: &mut State, event: &Event) -> Result<bool, String> {
    match &event.happened {
        Happening::ResolutionRegistered(Registered { resolution, .. }) => {
            let Resolution { number, day, hash, does, .. } = resolution;
            let mandates = &mut state.mandates;
            if mandates.resolutions.insert(number.clone(), hash.clone()).is_some() {
                return Err(format!("{number} is on the record twice"));
            }
            let mandate = match does {
                Does::Establish(terms) => {
                    let (terms, later) = (terms.clone(), Vec::new());
                    mandates.given.insert(number.clone(), Mandate { since: *day, terms, later, over: None });
                    number
                }
                Does::Renew(Renewal { mandate, last_day }) => {
                    changed(state, mandate, number)?.terms.last_day = *last_day;
                    mandate
                }
                Does::Amend(Amendment { mandate, terms }) => {
                    changed(state, mandate, number)?.terms = terms.clone();
                    mandate
                }
                Does::End(Ending { mandate, last_day }) => {
                    let changed = changed(state, mandate, number)?;
                    changed.terms.last_day = last_day.or(changed.terms.last_day);
                    mandate
                }
            };
            schedule(state, mandate);
        }
        Happening::MandateOver(Over { mandate }) => {
            let found = state.mandates.given.get_mut(mandate).filter(|mandate| mandate.over.is_none());
            found.ok_or_else(|| format!("{mandate} is no mandate in force"))?.over = Some(event.at);
            state.agenda.retain(|(_, due)| !matches!(due, Deadline::MandateExpires(of) if of == mandate));
        }
        _ => return Ok(false),
    }
    Ok(true)
}

fn changed<'s>(state: &'s mut State, mandate: &str, by: &str) -> Result<&'s mut Mandate, String> {
    let found = state.mandates.given.get_mut(mandate).filter(|mandate| mandate.over.is_none());
    let found = found.ok_or_else(|| format!("{mandate} is no mandate in force"))?;
    found.later.push(by.to_owned());
    Ok(found)
}

fn schedule(state: &mut State, mandate: &str) {
    state.agenda.retain(|(_, due)| !matches!(due, Deadline::MandateExpires(of) if of == mandate));
    if let Some(ends) = state.mandates.given.get(mandate).and_then(|mandate| mandate.terms.ends()) {
        state.agenda.insert((ends, Deadline::MandateExpires(mandate.to_owned())));
    }
}
