//! How a guarantee is invoked: by the member that is attacked, or by its constitutional authorities.

use super::{ATTACK, FREEDOM, Guarantee, RIGHT, Standing, determine, head, speaks_for};
use crate::{
    act::{DeclareAttack, RequestProtection},
    deciding::{Decided, Deciding, bounded, or_list},
    event::{Event, Happening, Invoked, ReportDue},
    refusal::Refusal,
    state::{Deadline, State},
};
use charter::{
    acts::ActKind,
    law::{self, Duration, DurationUnit, Means},
};

/// *At once*, of a report, is within a day: UN Charter, Article 51 says *immediately*, and no more.
const AT_ONCE: Duration = Duration { count: 24, unit: DurationUnit::Hour };

/// How many guarantees may run at once: more than any community has members.
const MOST_OPEN: usize = 1000;

/// `declare-attack`: a member declares that it is under armed attack, and asks for help or does not.
pub(super) fn declare_attack(d: &Deciding<'_>, given: &DeclareAttack) -> Result<Decided, Refusal> {
    d.in_force()?;
    let (head, own) = head(d.law, ATTACK)?;
    let article = match d.law.act(ActKind::DeclareAttack) {
        Ok(_) => d.declared(ActKind::DeclareAttack)?.1,
        Err(_) => own,
    };
    let member = entitled(d, &article)?;
    speaks_for(d, member, None, &article)?;
    bounded("account of what happened", &given.says, 8000).map_err(|refusal| refusal.under(&article))?;
    covered(d, head, &given.object, &article)?;
    if given.object == "cyber" && !given.equivalent_effect {
        return Err(Refusal::new(
            "below-an-armed-attack",
            "a cyber operation is covered where its effect is that of an armed attack, which is not declared",
        )
        .under(&article)
        .cure("declare `equivalent-effect` if it is so, or call for consultation"));
    }
    let call = Call {
        head,
        article,
        member,
        object: given.object.clone(),
        by: None,
        says: given.says.clone(),
        asks_help: given.asks_help,
    };
    invoked(d, call)
}

/// `request-protection`: the constitutional authorities of a member ask for help.
pub(super) fn request_protection(d: &Deciding<'_>, given: &RequestProtection) -> Result<Decided, Refusal> {
    d.in_force()?;
    let (head, article) = head(d.law, FREEDOM)?;
    let member = entitled(d, &article)?;
    bounded("name of who asks", &given.by, 200).map_err(|refusal| refusal.under(&article))?;
    bounded("account of what happens", &given.says, 8000).map_err(|refusal| refusal.under(&article))?;
    speaks_for(d, member, Some(&given.by), &article)?;
    let object = "constitutional order";
    covered(d, head, object, &article)?;
    let (by, says) = (Some(given.by.clone()), given.says.clone());
    invoked(d, Call { head, article, member, object: object.into(), by, says, asks_help: true })
}

/// The member that acts, unless suspension has taken this right from it.
fn entitled<'a>(d: &Deciding<'a>, article: &str) -> Result<&'a str, Refusal> {
    let member = d.member(article)?;
    if d.state.has_lost(member, RIGHT) {
        let says = format!("the guarantee of {} is suspended", d.state.name(member));
        return Err(Refusal::new("suspended", says).under(article).cure("it can be restored by `readmit`"));
    }
    Ok(member)
}

/// An attack on what the article does not name is no case of it.
fn covered(d: &Deciding<'_>, head: &law::Guarantee, object: &str, article: &str) -> Result<(), Refusal> {
    if head.covers.iter().any(|cover| cover.value == object) {
        return Ok(());
    }
    let covers: Vec<String> = head.covers.iter().map(|cover| format!("`{}`", cover.value)).collect();
    let covers = or_list(&covers.iter().map(String::as_str).collect::<Vec<_>>());
    let rest =
        if d.declared(ActKind::Consult).is_ok() { "; for the rest, call for consultation" } else { "" };
    let says = format!("`{}` is not covered", charter::values::shown(object));
    Err(Refusal::new("not-covered", says).under(article).cure(format!("the article covers {covers}{rest}")))
}

/// What a member calls on: a guarantee of the charter, and why.
struct Call<'a> {
    head: &'a law::Guarantee,
    article: String,
    member: &'a str,
    object: String,
    by: Option<String>,
    says: String,
    asks_help: bool,
}

fn invoked(d: &Deciding<'_>, call: Call<'_>) -> Result<Decided, Refusal> {
    let Call { head, article, member, object, by, says, asks_help } = call;
    let running = || d.state.guarantees.iter().filter(|(_, guarantee)| guarantee.is_open());
    let same = |guarantee: &Guarantee| {
        guarantee.state == member
            && guarantee.head == head.id.value
            && guarantee.object == object
            && guarantee.standing != Standing::Undetermined
    };
    if let Some((number, _)) = running().find(|(_, guarantee)| same(guarantee)) {
        let says = format!("it is before the community as guarantee {number}");
        return Err(Refusal::new("already-invoked", says)
            .under(&article)
            .cure(format!("say what is needed with `request-help {number}`")));
    }
    if running().count() >= MOST_OPEN {
        return Err(
            Refusal::new("too-many-guarantees", format!("{MOST_OPEN} guarantees run")).under(&article)
        );
    }
    let number = d.state.guarantees.last_key_value().map_or(1, |(number, _)| number + 1);
    let body = head.reported_to.as_ref().map(|body| body.value.clone());
    let invoked = Invoked {
        guarantee: number,
        head: head.id.value.clone(),
        state: member.to_owned(),
        object,
        by,
        says,
        asks_help,
        forcible: head.means == Means::All,
        determine_by: head.rule.as_ref().and(head.within).and_then(|within| d.at.plus(within)),
        report: body.and_then(|to| Some(ReportDue { to, by: d.at.plus(AT_ONCE)? })),
    };
    let guarantee = Guarantee::new(&invoked, article.clone(), d.at);
    let mut happened = vec![Happening::GuaranteeInvoked(invoked)];
    happened.extend(determine::owed_without_vote(d, number, &guarantee));
    Ok(Decided { article: Some(article), happened })
}

/// The events of this file.
pub(super) fn apply(state: &mut State, event: &Event) -> Result<bool, String> {
    let Happening::GuaranteeInvoked(invoked) = &event.happened else { return Ok(false) };
    let number = invoked.guarantee;
    let guarantee = Guarantee::new(invoked, event.article.clone().unwrap_or_default(), event.at);
    state.agenda.extend(guarantee.determine_by.map(|by| (by, Deadline::DeterminationDue(number))));
    state.agenda.extend(guarantee.report.as_ref().map(|report| (report.by, Deadline::ReportDue(number))));
    if state.guarantees.insert(number, guarantee).is_some() {
        return Err(format!("guarantee {number} was invoked already"));
    }
    Ok(true)
}
