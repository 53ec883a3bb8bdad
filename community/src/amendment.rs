//! Amendment: the charter reads anew, and from then on the new one rules. A vote that is open then is counted as it opened.

use crate::{
    deciding::Deciding,
    event::{Event, Happening},
    founding,
    law::Law,
    matter::Matter,
    refusal::Refusal,
    state::State,
};
use std::sync::Arc;

/// The amended text must be sound, and say something new.
pub(crate) fn fits(d: &Deciding<'_>, text: &str) -> Result<(), Refusal> {
    let law = Law::read(text, d.law.version)?;
    if text == d.law.text {
        return Err(Refusal::new("nothing-new", "the amended charter reads as the one in force"));
    }
    if law.charter.community.name != d.law.charter.community.name {
        return Err(Refusal::new(
            "another-community",
            "an amendment may not rename the community in passing",
        )
        .cure("keep `community.name`"));
    }
    let stages = &law.charter.stages;
    if d.state.stage.as_ref().is_some_and(|stage| stages.iter().all(|known| known.id.value != *stage)) {
        return Err(Refusal::new(
            "stage-lost",
            "the amended charter no longer has the stage that is reached",
        )
        .cure("keep the stage, or rename it by advancing"));
    }
    founding::sound(d, text)
}

/// The events of this file.
pub(crate) fn apply(state: &mut State, event: &Event) -> Result<bool, String> {
    let (text, version) = match &event.happened {
        Happening::CharterAmended { motion } => match state.motion(*motion).map(|motion| &motion.matter) {
            Some(Matter::Amend { charter }) => {
                (charter.clone(), state.law.as_ref().map_or(0, |law| law.version))
            }
            _ => return Err(format!("motion {motion} amends nothing")),
        },
        Happening::StageEntered { stage, charter, .. } => {
            state.stage = Some(stage.clone());
            (charter.clone(), state.law.as_ref().map_or(0, |law| law.version))
        }
        _ => return Ok(false),
    };
    let law = Law::read(&text, version + 1).map_err(|refusal| refusal.to_string())?;
    state.law = Some(Arc::new(law));
    Ok(true)
}
