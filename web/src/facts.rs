//! What every page draws on: the world, and the model charters judged on its record, made once when the site starts; and
//! the place where the newest moment of the institution stands.

use crate::{campaign::Campaign, institution::Live};
use charter::{
    law::Charter,
    membership::{History, Record, assess, history},
    models,
};
use std::{
    borrow::Cow,
    sync::{
        Arc, OnceLock,
        atomic::{AtomicU32, Ordering},
    },
};
use world::{Indicator, StateIx, World};

/// The world and the judged charters.
#[derive(Debug)]
pub struct Facts {
    /// The world, with the user's own data.
    pub world: &'static World,
    /// Every model charter, the default first.
    pub charters: Vec<Judged>,
    /// The institution, which whoever follows its record publishes.
    pub live: Arc<Live>,
    /// The campaign, where one is run.
    pub campaign: Option<Arc<Campaign>>,
}

/// A model charter and its verdicts on every state and year.
#[derive(Debug)]
pub struct Judged {
    /// Its name in addresses and on the command line.
    pub name: &'static str,
    /// What it is, in a few words.
    pub title: &'static str,
    /// The file.
    pub text: &'static str,
    /// What it says.
    pub charter: Charter,
    /// Every verdict.
    pub record: Record,
    /// The automatic reading, from the charter's first year to [`Judged::latest_year`].
    pub history: History,
    /// The last year that its data cover: the one shown where none is asked for.
    pub latest_year: i32,
}

impl Facts {
    /// Judges every model charter. Takes some tens of milliseconds.
    pub fn new(world: &'static World, live: Arc<Live>) -> Self {
        let charters = models::models().iter().map(|model| Judged::new(model, world)).collect();
        Self { world, charters, live, campaign: None }
    }

    /// The same with a campaign beside the institution.
    #[must_use]
    pub fn with_campaign(mut self, campaign: Option<Arc<Campaign>>) -> Self {
        self.campaign = campaign;
        self
    }

    /// The facts of the data that ship with the program, the demonstration year and a sample of a campaign, made once: for tests
    /// and benchmarks.
    pub fn embedded() -> &'static Self {
        static FACTS: OnceLock<Facts> = OnceLock::new();
        FACTS.get_or_init(Self::demonstration)
    }

    /// The same, to be owned.
    pub fn demonstration() -> Self {
        let world = World::embedded();
        let facts = Self::new(world, Arc::new(Live::demonstration(world, [7; 32])));
        facts.with_campaign(sample().map(Arc::new))
    }

    /// The charter of this name.
    pub fn judged(&self, name: &str) -> Option<&Judged> {
        self.charters.iter().find(|judged| judged.name == name)
    }

    /// The World Security Community.
    pub fn default(&self) -> &Judged {
        // INVARIANT: the table of model charters is not empty.
        &self.charters[0]
    }

    /// Is it the charter that is shown where none is asked for?
    pub fn is_default(&self, judged: &Judged) -> bool {
        judged.name == self.default().name
    }
}

/// The sample of a campaign in a file of its own, where there is a place for files.
fn sample() -> Option<Campaign> {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let name = format!("koinon-sample-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
    let folder = std::env::temp_dir().join(name);
    // What an earlier program with this number left behind is not this one's.
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).ok()?;
    Campaign::sample(&folder.join("campaign.sqlite")).ok()
}

/// The data set and edition that an indicator is from: `V-Dem Country-Year Dataset, v15 (March 2025)`.
pub fn edition(world: &World, indicator: &Indicator) -> String {
    let title = world.source(&indicator.source).map_or(indicator.source.as_str(), |source| &source.title);
    match indicator.vintage.starts_with(title) {
        true => indicator.vintage.clone(),
        false => format!("{title}, {}", indicator.vintage),
    }
}

impl Judged {
    /// A model charter, judged on the record of the world.
    pub fn new(model: &'static models::Model, world: &World) -> Self {
        let charter = charter::read(model.text).charter;
        let record = assess(&charter, world);
        let latest_year = charter.latest_year(world);
        let history = history(&charter, world, &record, charter.since(world), latest_year);
        Self { name: model.name, title: model.title, text: model.text, charter, record, history, latest_year }
    }

    /// The community's name without its article, for use after "the": `World Security Community`.
    pub fn community(&self) -> &str {
        let name = self.charter.community.name.as_str();
        name.strip_prefix("The ").unwrap_or(name)
    }

    /// The automatic reading up to a year, which may lie after [`Judged::latest_year`].
    pub fn history_to(&self, world: &World, year: i32) -> Cow<'_, History> {
        match year <= self.latest_year {
            true => Cow::Borrowed(&self.history),
            false => Cow::Owned(history(&self.charter, world, &self.record, self.charter.since(world), year)),
        }
    }

    /// Who belongs on 31 December of a year, by the automatic reading. A year before the charter's first is read as if the
    /// charter had begun in it.
    pub fn members_in(&self, world: &World, year: i32) -> Vec<StateIx> {
        let read = match year < self.history.since {
            true => Cow::Owned(history(&self.charter, world, &self.record, year, year)),
            false => self.history_to(world, year),
        };
        read.line(year).map(|line| line.members.clone()).unwrap_or_default()
    }

    /// Is it the charter of a body that exists, with members of its own?
    pub fn is_body(&self) -> bool {
        !self.charter.community.body.is_empty()
    }
}
