//! What a warning's answer and a compact ask of mandates and missions: one question each, and one place that answers it.

use crate::{
    compact::FoundCompact, deciding::Deciding, mandate::Chapter, mission::Standing, refusal::Refusal,
};

/// Is there a mission of this number with authority? A preventive deployment is one, and goes through the gate.
pub(crate) fn mission(d: &Deciding<'_>, mission: u64) -> Result<(), Refusal> {
    let found = d.state.missions.values().find(|found| found.number == mission);
    if found.is_some_and(|found| found.standing == Standing::Authorised) {
        return Ok(());
    }
    Err(Refusal::new(
        "no-mission",
        format!("there is no mission {mission} that was authorised under a mandate"),
    )
    .cure("have the mission authorised first; good offices and unarmed observers need none"))
}

/// Does a mandate in force cover the compact? If not, why.
///
/// It extends to the state, and is given under Chapter VII: where there is no government to ask, nobody could consent, and the
/// Security Council decides in its place (S/RES/1244, paragraphs 5 and 10; S/RES/1272, paragraph 1).
pub(crate) fn covers(d: &Deciding<'_>, compact: &FoundCompact) -> Result<(), String> {
    let Some(resolution) = &compact.mandate else { return Err("it names no mandate".into()) };
    let number = charter::values::shown(resolution);
    let mandate = d.state.mandates.given.get(resolution).filter(|mandate| mandate.in_force(d.at));
    let Some(mandate) = mandate else { return Err(format!("no mandate of {number} is in force")) };
    if !mandate.terms.area.contains(&compact.state) {
        return Err(format!("{number} does not extend to {}", d.state.name(&compact.state)));
    }
    if mandate.terms.chapter != Chapter::VII {
        return Err(format!("{number} is by consent, under Chapter VI, and nobody is there to consent"));
    }
    Ok(())
}
