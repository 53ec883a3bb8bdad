//! Which state a source means: names and codes in the schemes that publishers use.
//!
//! Knows nothing of files. A number means different states in different schemes (2 is the United States to
//! Gleditsch and Ward, nobody to ISO; 344 is Croatia or Hong Kong), so whoever reads a number says which
//! scheme it belongs to.

mod fold;
mod nearest;
mod tables;

use crate::{State, StateIx, World};
use std::{collections::HashMap, fmt};

/// The scheme to which a source's codes belong.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Codes {
    /// ISO letters or a name in English; a bare number is refused.
    #[default]
    Auto,
    /// ISO 3166-1: three letters, two letters or a number.
    Iso,
    /// Gleditsch and Ward's numbers or letters, also used by UCDP.
    GleditschWard,
    /// Correlates of War numbers or letters.
    Cow,
    /// V-Dem's `country_text_id`.
    Vdem,
    /// A name in English.
    Name,
}

impl Codes {
    /// Every scheme and the word for it.
    pub const ALL: [(&'static str, Self); 6] = [
        ("auto", Self::Auto),
        ("iso", Self::Iso),
        ("gleditsch-ward", Self::GleditschWard),
        ("cow", Self::Cow),
        ("vdem", Self::Vdem),
        ("name", Self::Name),
    ];

    /// The word for it on the command line.
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(_, codes)| *codes == self).map_or("auto", |(word, _)| word)
    }

    /// What a person calls it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Auto => "ISO 3166 letters or English names",
            Self::Iso => "ISO 3166 letters or numbers",
            Self::GleditschWard => "Gleditsch and Ward's numbers or letters",
            Self::Cow => "Correlates of War numbers or letters",
            Self::Vdem => "V-Dem's codes",
            Self::Name => "English names",
        }
    }
}

/// Why a text names no state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unrecognised {
    /// There is no text.
    Empty,
    /// Nothing is called so.
    Unknown,
    /// Several are called so.
    Ambiguous(Vec<StateIx>),
    /// It is known, and it is no state in the list: an aggregate or a territory.
    NotAState {
        /// What it stands for.
        name: String,
        /// An aggregate of states, rather than a territory?
        aggregate: bool,
    },
    /// A number, and nobody said in which scheme.
    BareNumber,
}

/// Looks up states. Build one for a file, not one for a row.
pub struct Recogniser<'w> {
    world: &'w World,
    iso: HashMap<String, StateIx>,
    iso_numbers: HashMap<u16, StateIx>,
    gleditsch_ward: HashMap<String, StateIx>,
    cow: HashMap<String, StateIx>,
    names: HashMap<String, Vec<StateIx>>,
    not_states: HashMap<&'static str, &'static tables::NotAState>,
    not_state_names: HashMap<String, &'static tables::NotAState>,
}

impl<'w> Recogniser<'w> {
    /// A recogniser of the states of this world.
    pub fn new(world: &'w World) -> Self {
        let mut new = Self {
            world,
            iso: HashMap::new(),
            iso_numbers: HashMap::new(),
            gleditsch_ward: HashMap::new(),
            cow: HashMap::new(),
            names: HashMap::new(),
            not_states: HashMap::new(),
            not_state_names: HashMap::new(),
        };
        for ix in world.state_ixs() {
            new.learn(ix, world.state(ix));
        }
        for row in tables::SCHEME_CODES.iter() {
            let Some(ix) = world.state_coded(row.state) else { continue };
            let table = match row.scheme {
                "gleditsch-ward" => &mut new.gleditsch_ward,
                "cow" => &mut new.cow,
                _ => &mut new.iso,
            };
            table.entry(row.code.to_owned()).or_insert(ix);
        }
        // The numbers that the states carry come after the table: one number may have served two states in
        // turn (345, Yugoslavia and Serbia), and then the year leads from the table's to the other.
        for ix in world.state_ixs() {
            let state = world.state(ix);
            if let Some(number) = state.gleditsch_ward {
                new.gleditsch_ward.entry(number.to_string()).or_insert(ix);
            }
            if let Some(number) = state.cow {
                new.cow.entry(number.to_string()).or_insert(ix);
            }
        }
        for row in tables::COMMON_NAMES.iter() {
            if let Some(ix) = world.state_coded(row.code) {
                new.learn_name(&row.name, ix);
            }
        }
        for row in tables::NOT_STATES.iter().filter(|row| !new.iso.contains_key(&row.code)) {
            new.not_states.insert(&row.code, row);
            new.not_state_names.insert(fold::key(&row.name), row);
        }
        new
    }

    fn learn(&mut self, ix: StateIx, state: &State) {
        self.iso.insert(state.code.clone(), ix);
        if let Some(code) = &state.iso2 {
            self.iso.entry(code.clone()).or_insert(ix);
        }
        if let Some(number) = state.iso_numeric {
            self.iso_numbers.entry(number).or_insert(ix);
        }
        self.learn_name(&state.name, ix);
        for name in state.official_name.iter().chain(&state.aliases) {
            self.learn_name(name, ix);
        }
    }

    fn learn_name(&mut self, name: &str, ix: StateIx) {
        let known = self.names.entry(fold::key(name)).or_default();
        if !known.contains(&ix) {
            known.push(ix);
        }
    }

    /// The state that a source means by `text` in `year`.
    ///
    /// Where several share a name, the one that exists in the year is meant. A code that outlived its state
    /// leads to the successor (345 in 2010 is Serbia); V-Dem's codes of today also lead back to the
    /// predecessor (`CZE` in 1950 is Czechoslovakia), since V-Dem codes both as one. Other sources
    /// recalculate the past of today's states, so for them `CZE` in 1990 stays Czechia.
    pub fn resolve(&self, text: &str, year: i32, codes: Codes) -> Result<StateIx, Unrecognised> {
        let text = text.trim();
        if text.is_empty() {
            return Err(Unrecognised::Empty);
        }
        let found = match codes {
            Codes::Iso => self.iso_code(text),
            Codes::GleditschWard => self.numbered(&self.gleditsch_ward, text),
            Codes::Cow => self.numbered(&self.cow, text).or_else(|| {
                // Where the two systems agree on letters, the table lists them once.
                text.chars().all(char::is_alphabetic).then(|| self.numbered(&self.gleditsch_ward, text))?
            }),
            Codes::Vdem => self.vdem(text),
            Codes::Name => return self.named(text, year).map(|ix| self.succeeded(ix, year)),
            Codes::Auto => return self.guessed(text, year).map(|ix| self.succeeded(ix, year)),
        };
        let found = found.ok_or_else(|| self.unknown(text))?;
        let found = if codes == Codes::Vdem { self.preceded(found, year) } else { found };
        Ok(self.succeeded(found, year))
    }

    fn guessed(&self, text: &str, year: i32) -> Result<StateIx, Unrecognised> {
        if text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(Unrecognised::BareNumber);
        }
        // Capitals are a code (`CHAD` is not one); else a name comes first, then a code in any case.
        if let Some(ix) = self.iso.get(text) {
            return Ok(*ix);
        }
        let named = self.named(text, year);
        if matches!(named, Err(Unrecognised::Unknown))
            && let Some(ix) = self.iso_code(text)
        {
            return Ok(ix);
        }
        named
    }

    fn iso_code(&self, text: &str) -> Option<StateIx> {
        if text.bytes().all(|byte| byte.is_ascii_digit()) {
            return self.iso_numbers.get(&text.parse().ok()?).copied();
        }
        self.iso.get(text).or_else(|| self.iso.get(&text.to_uppercase())).copied()
    }

    fn vdem(&self, text: &str) -> Option<StateIx> {
        if text.bytes().all(|byte| byte.is_ascii_digit()) { None } else { self.iso_code(text) }
    }

    fn numbered(&self, table: &HashMap<String, StateIx>, text: &str) -> Option<StateIx> {
        let digits = text.trim_start_matches('0');
        table.get(digits).or_else(|| table.get(&text.to_uppercase())).copied()
    }

    fn named(&self, text: &str, year: i32) -> Result<StateIx, Unrecognised> {
        let Some(known) = self.names.get(&fold::key(text)) else { return Err(self.unknown(text)) };
        if let [only] = known.as_slice() {
            return Ok(*only);
        }
        let mut existing = known.iter().filter(|ix| self.world.state(**ix).exists_in(year));
        match (existing.next(), existing.next()) {
            (Some(only), None) => Ok(*only),
            _ => Err(Unrecognised::Ambiguous(known.clone())),
        }
    }

    fn unknown(&self, text: &str) -> Unrecognised {
        let row = self.not_states.get(text.to_uppercase().as_str());
        match row.or_else(|| self.not_state_names.get(&fold::key(text))) {
            Some(row) => Unrecognised::NotAState { name: row.name.clone(), aggregate: row.aggregate },
            None => Unrecognised::Unknown,
        }
    }

    /// Where the state has ended by `year`, the one that continues it then.
    fn succeeded(&self, ix: StateIx, year: i32) -> StateIx {
        let state = self.world.state(ix);
        let ended = state.spells.last().is_some_and(|s| s.until.is_some_and(|d| i32::from(d.year()) <= year));
        if !ended || state.exists_in(year) {
            return ix;
        }
        let continues = |other: &StateIx| self.world.state(*other).continues == Some(ix);
        let mut heirs = self.world.states_in(year).filter(continues);
        match (heirs.next(), heirs.next()) {
            (Some(only), None) => only,
            _ => ix,
        }
    }

    /// Where the state does not exist yet in `year`, the one that it continues and that exists then.
    fn preceded(&self, ix: StateIx, year: i32) -> StateIx {
        let mut at = ix;
        // A chain of predecessors is short; the bound keeps a circle in the data from holding us here.
        for _ in 0..8 {
            if self.world.state(at).exists_in(year) {
                return at;
            }
            let Some(before) = self.world.state(at).continues else { break };
            at = before;
        }
        ix
    }

    /// Up to `most` states whose names or codes are nearest to `text`, the nearest first; none where nothing
    /// is near.
    pub fn nearest(&self, text: &str, most: usize) -> Vec<StateIx> {
        let key: String = fold::key(text).chars().take(60).collect();
        let reach = (key.chars().count() / 3).min(4);
        let mut near: Vec<(usize, StateIx)> = Vec::new();
        let whole = self.names.iter().flat_map(|(name, states)| states.iter().map(move |ix| (name, ix)));
        for (name, ix) in whole {
            if let Some(steps) = nearest::distance(&key, name, reach) {
                near.push((steps, *ix));
            } else if key.len() >= 4 && name.split(' ').any(|word| word == key) {
                // One word of a longer name: `Bissau`, `Herzegovina`.
                near.push((reach, *ix));
            }
        }
        near.sort_unstable();
        let mut states: Vec<StateIx> = Vec::new();
        for (_, ix) in near {
            if !states.contains(&ix) {
                states.push(ix);
            }
        }
        states.truncate(most);
        states
    }
}

/// No state, or more than one, is called so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownState {
    /// What was asked for.
    pub text: String,
    /// Do several states bear the name (then `nearest` lists them), or none?
    pub ambiguous: bool,
    /// The states that may have been meant, the nearest first.
    pub nearest: Vec<StateIx>,
    /// Their names and codes: `South Korea (KOR)`.
    pub names: Vec<String>,
}

impl UnknownState {
    /// What would be right.
    pub fn help(&self) -> Option<String> {
        let (last, rest) = self.names.split_last()?;
        let listed = if rest.is_empty() { last.clone() } else { format!("{} or {last}", rest.join(", ")) };
        Some(if self.ambiguous { format!("say which: {listed}") } else { format!("did you mean {listed}?") })
    }
}

impl fmt::Display for UnknownState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text: String = self.text.chars().take(60).flat_map(char::escape_debug).collect();
        match self.ambiguous {
            true => write!(f, "several states are called `{text}`"),
            false => write!(f, "no state is called `{text}`"),
        }
    }
}

impl std::error::Error for UnknownState {}

impl World {
    /// The state with this address on the site, such as `united-kingdom`.
    pub fn state_with_slug(&self, slug: &str) -> Option<StateIx> {
        self.state_ixs().find(|ix| self.state(*ix).slug() == slug)
    }

    /// The state that a person means by a code, a name or an address: `NOR`, `no`, `Norway`, `ivory coast`,
    /// `united-kingdom`. Where several bear the name, the only one that exists in the last year is meant.
    pub fn find_state(&self, text: &str) -> Result<StateIx, UnknownState> {
        // The usual case, without gathering all names.
        if let Some(ix) = self.state_coded(text) {
            return Ok(ix);
        }
        let recogniser = Recogniser::new(self);
        let found = recogniser.guessed(text.trim(), self.last_year);
        let (ambiguous, nearest) = match found {
            Ok(ix) => return Ok(ix),
            Err(Unrecognised::Ambiguous(states)) => (true, states),
            Err(_) => match self.state_with_slug(text.trim()) {
                Some(ix) => return Ok(ix),
                None => (false, recogniser.nearest(text, 3)),
            },
        };
        let names = nearest.iter().map(|ix| {
            let state = self.state(*ix);
            format!("{} ({})", state.name, state.code)
        });
        Err(UnknownState { text: text.to_owned(), ambiguous, names: names.collect(), nearest })
    }
}

#[cfg(test)]
pub(crate) mod sample;
#[cfg(test)]
mod tests;
