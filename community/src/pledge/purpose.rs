//! What a pledge is made to, as it stands: the one place that knows guarantees and missions alike.

use crate::{
    act::Purpose,
    deciding::Deciding,
    guarantee::Standing,
    mission::{self, Mission},
    refusal::Refusal,
    state::State,
};

/// What a pledge is made to, as it stands.
pub(super) struct Case<'a> {
    /// The article under which it runs.
    pub article: String,
    /// Is help still owed?
    pub open: bool,
    /// May armed force be pledged?
    pub forcible: bool,
    /// Is help asked for?
    pub asked: bool,
    /// The member that is helped, if it is one.
    pub subject: Option<&'a str>,
    /// Was it determined or authorised, or may it still be?
    pub may_be_determined: bool,
}

/// `guarantee 1`
pub(super) fn says(purpose: Purpose) -> String {
    match purpose {
        Purpose::Guarantee(number) => format!("guarantee {number}"),
        Purpose::Mission(number) => format!("mission {number}"),
    }
}

/// What a pledge is made to.
///
/// # Errors
///
/// Where there is none of this number.
pub(super) fn case<'a>(d: &Deciding<'a>, purpose: Purpose) -> Result<Case<'a>, Refusal> {
    let found = match purpose {
        Purpose::Guarantee(number) => d.state.guarantees.get(&number).map(|guarantee| Case {
            article: guarantee.article.clone(),
            open: guarantee.is_open(),
            forcible: guarantee.forcible,
            asked: guarantee.asks_help,
            subject: Some(guarantee.state.as_str()),
            may_be_determined: matches!(guarantee.standing, Standing::Declared | Standing::Owed),
        }),
        Purpose::Mission(number) => d.state.mission_numbered(number).map(|mission| Case {
            article: mission.article.clone(),
            open: matches!(mission.standing, mission::Standing::Planned | mission::Standing::Authorised),
            forcible: true,
            asked: true,
            subject: None,
            may_be_determined: true,
        }),
    };
    found.ok_or_else(|| {
        Refusal::new("unknown-purpose", format!("there is no {}", says(purpose)))
            .cure("name a guarantee or a mission that there is")
    })
}

/// Has the organ determined the case, or authorised the mission?
pub(super) fn is_determined(state: &State, purpose: Purpose) -> bool {
    match purpose {
        Purpose::Guarantee(number) => {
            state.guarantees.get(&number).is_some_and(|guarantee| guarantee.standing == Standing::Owed)
        }
        Purpose::Mission(number) => state.mission_numbered(number).is_some_and(Mission::has_authority),
    }
}
