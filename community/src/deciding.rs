//! What every decision has at hand: the institution as it stands, its law, the facts, the act and its time.

use crate::{
    act::{Act, Deed},
    actor::{Actor, Authority},
    event::Happening,
    facts::Asking,
    law::Law,
    moment::Moment,
    motion,
    refusal::Refusal,
    state::{Phase, State},
};
use charter::{acts::ActKind, law::Act as Article};

/// What a decision looks at.
pub(crate) struct Deciding<'a> {
    pub state: &'a State,
    pub law: &'a Law,
    pub asking: &'a Asking<'a>,
    pub act: &'a Act,
    pub at: Moment,
}

/// What was decided, and under which article.
#[derive(Debug)]
pub(crate) struct Decided {
    pub article: Option<String>,
    pub happened: Vec<Happening>,
}

impl Decided {
    /// One event under an article.
    pub fn one(article: impl Into<Option<String>>, happening: Happening) -> Self {
        Self { article: article.into(), happened: vec![happening] }
    }
}

impl<'a> Deciding<'a> {
    /// The charter must be in force.
    pub fn in_force(&self) -> Result<(), Refusal> {
        if self.state.phase == Phase::InForce {
            return Ok(());
        }
        let refusal = Refusal::new("not-in-force", "the charter is not in force")
            .cure("it enters into force when enough founders have ratified it");
        Err(match self.law.founding_article() {
            Some(article) => refusal.under(&article),
            None => refusal,
        })
    }

    /// The member that acts, under an article.
    pub fn member(&self, article: &str) -> Result<&'a str, Refusal> {
        match &self.act.actor {
            Actor::State(code) if self.state.is_member(code) => Ok(code),
            other => Err(self.wrong_actor(article, "a member").cure(match other {
                Actor::State(code) => format!("{} does not belong", self.state.name(code)),
                _ => "let a member's delegation act".into(),
            })),
        }
    }

    /// `Article 3: only a member may …`
    pub fn wrong_actor(&self, article: &str, who: &str) -> Refusal {
        let says = format!("only {who} may `{}`, not {}", self.act.deed.name(), self.actor_name());
        Refusal::new("wrong-actor", says).under(article)
    }

    /// The actor as people know it.
    pub fn actor_name(&self) -> String {
        match &self.act.actor {
            Actor::State(code) => self.state.name(code).to_owned(),
            other => format!("the {other}"),
        }
    }

    /// The article on an act that is declared, and that the actor is one whom it names.
    ///
    /// # Errors
    ///
    /// No article gives this power; or it gives it to others.
    pub fn declared(&self, kind: ActKind) -> Result<(&'a Article, String), Refusal> {
        let act = self.law.act(kind)?;
        let name = crate::refusal::article(&act.heading, &format!("acts.{kind}"));
        if act.who.iter().any(|who| self.is(&who.value)) {
            return Ok((act, name));
        }
        let who = offices(act.who.iter().map(|who| who.value.as_str()));
        Err(self.wrong_actor(&name, &who).cure(format!("the article gives this power to {who}")))
    }

    /// Is the actor one whom the charter calls so: `member`, `candidate`, `secretariat`, or an organ?
    pub fn is(&self, office: &str) -> bool {
        match (&self.act.actor, office) {
            (Actor::State(code), "member") => self.state.is_member(code),
            (Actor::State(code), "candidate") => !self.state.is_member(code),
            (Actor::Secretariat, office) => office == "secretariat",
            (Actor::Organ(organ), office) => organ == office,
            _ => false,
        }
    }

    /// Whoever presides over an organ, or the secretariat: they open and close votes.
    pub fn presides(&self, organ: &str, article: &str) -> Result<(), Refusal> {
        let chair = self.state.chairs.get(organ).map(|chair| chair.state.as_str());
        let may = match &self.act.actor {
            Actor::Secretariat => true,
            Actor::Organ(id) => id == organ,
            Actor::State(code) => chair == Some(code),
            Actor::Charter => false,
        };
        if may {
            return Ok(());
        }
        let who = chair.map_or_else(String::new, |chair| format!(", {},", self.state.name(chair)));
        Err(self
            .wrong_actor(article, &format!("the chair of the {organ}{who} or the secretariat"))
            .cure("ask the chair"))
    }
}

/// The authority must be the actor's own key, or the secretariat's hand.
///
/// # Errors
///
/// Where the key is not that of the actor's delegation.
pub(crate) fn authority(state: &State, act: &Act) -> Result<(), Refusal> {
    let keys = |code: &str| -> Vec<&str> {
        let of_organs = state.delegations.values().filter_map(|of| of.get(code));
        of_organs.filter_map(|delegation| delegation.key.as_deref()).collect()
    };
    match (&act.authority, &act.actor) {
        (Authority::Charter {}, _) | (_, Actor::Charter) => {
            Err(Refusal::new("wrong-authority", "the charter's own time cannot be entered by anyone")
                .cure("let time pass with `tick`"))
        }
        (Authority::Secretariat {}, _) => Ok(()),
        (Authority::Key { key, .. }, Actor::State(code)) if keys(code).contains(&key.as_str()) => Ok(()),
        (Authority::Key { key, .. }, Actor::State(code)) if matches!(&act.deed, Deed::VoteByName(ballot) if motion::is_key_of(state, code, ballot, key)) => {
            Ok(())
        }
        (Authority::Key { key, .. }, Actor::Organ(organ)) => {
            let chair = state.chairs.get(organ);
            match chair.filter(|chair| keys(&chair.state).contains(&key.as_str())) {
                Some(_) => Ok(()),
                None => {
                    Err(Refusal::new("wrong-key", format!("the key is not that of the chair of the {organ}"))
                        .cure("let the chair sign, or the secretariat enter the act"))
                }
            }
        }
        (Authority::Key { .. }, actor) => {
            Err(Refusal::new("wrong-key", format!("the key is not that of a delegation of {actor}"))
                .cure("accredit the delegation with this key first, or let the secretariat enter the act"))
        }
    }
}

/// Offices as an article speaks of them: `a member or the secretariat`.
pub(crate) fn offices<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let words = names.into_iter().map(|name| match name {
        "member" => "a member".to_owned(),
        "candidate" => "a state that does not belong".to_owned(),
        "citizens" => "the citizens".to_owned(),
        office => format!("the {office}"),
    });
    let words: Vec<String> = words.collect();
    or_list(&words.iter().map(String::as_str).collect::<Vec<_>>())
}

/// `a, b or c`
pub(crate) fn or_list(words: &[&str]) -> String {
    match words {
        [] => "nobody".into(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

/// Text that people enter is bounded, so that an event fits into the record.
pub(crate) fn bounded(what: &str, text: &str, most: usize) -> Result<(), Refusal> {
    if text.trim().is_empty() {
        return Err(Refusal::new("empty-text", format!("the {what} is empty")).cure("say something"));
    }
    // What turns a text around, or moves the cursor, could make a record read otherwise than it says.
    let hidden = |sign: &char| {
        (sign.is_control() && !matches!(sign, '\n' | '\t'))
            || matches!(sign, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    if let Some(sign) = text.chars().find(hidden) {
        let says = format!("the {what} has the sign U+{:04X}, which is not seen", u32::from(sign));
        return Err(Refusal::new("hidden-sign", says).cure("leave it out"));
    }
    if text.len() > most {
        let says = format!("the {what} has {} bytes; at most {most} fit", text.len());
        return Err(
            Refusal::new("text-too-long", says).cure("shorten it, or publish it and name it by its hash")
        );
    }
    Ok(())
}
