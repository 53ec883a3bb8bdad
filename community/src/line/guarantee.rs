//! The deeds of the guarantee and of pledges, from their words and back to them.

use super::{Words, amount, print::quoted};
use crate::act::{
    Assist, Condition, ConfirmArrival, Contribution, DeclareAttack, Deed, OfGuarantee, OfPledge, Pledging,
    Purpose, ReportGuarantee, RequestHelp, RequestProtection,
};

/// Reads a deed of this file; nothing for others.
pub(super) fn read(kind: &str, words: &mut Words<'_>) -> Option<Result<Deed, String>> {
    Some(match kind {
        "declare-attack" => declare(words),
        "request-protection" => request_protection(words),
        "request-help" => request_help(words),
        "assist" => assist(words),
        "report-guarantee" => report(words),
        "withdraw-request" => {
            guarantee(words).map(|guarantee| Deed::WithdrawRequest(OfGuarantee { guarantee }))
        }
        "pledge" => pledge(words).map(Deed::Pledge),
        "withdraw-pledge" => number(words).map(|pledge| Deed::WithdrawPledge(OfPledge { pledge })),
        "confirm-arrival" => confirm(words),
        "stand-down" => number(words).map(|pledge| Deed::StandDown(OfPledge { pledge })),
        _ => return None,
    })
}

fn guarantee(words: &mut Words<'_>) -> Result<u64, String> {
    words.parse("the number of a guarantee")
}

fn number(words: &mut Words<'_>) -> Result<u64, String> {
    words.parse("the number of a pledge")
}

fn declare(words: &mut Words<'_>) -> Result<Deed, String> {
    let object = words.name("what was attacked")?.replace('-', " ");
    let says = words.text("what happened")?;
    let (mut asks_help, mut equivalent_effect) = (false, false);
    while !(words.rest.is_empty() || asks_help && equivalent_effect) {
        match words.next("a flag")? {
            "asks-help" => asks_help = true,
            "equivalent-effect" => equivalent_effect = true,
            other => return Err(format!("`{}` is too much", charter::values::shown(other))),
        }
    }
    Ok(Deed::DeclareAttack(DeclareAttack { object, says, asks_help, equivalent_effect }))
}

fn request_protection(words: &mut Words<'_>) -> Result<Deed, String> {
    let (by, says) = (words.text("who asks")?, words.text("what happens")?);
    Ok(Deed::RequestProtection(RequestProtection { by, says }))
}

fn request_help(words: &mut Words<'_>) -> Result<Deed, String> {
    let guarantee = guarantee(words)?;
    let mut needs = Vec::new();
    while !words.rest.is_empty() {
        needs.push(contribution(words)?);
    }
    Ok(Deed::RequestHelp(RequestHelp { guarantee, needs }))
}

fn assist(words: &mut Words<'_>) -> Result<Deed, String> {
    let (guarantee, says) = (guarantee(words)?, words.text("how it assists")?);
    Ok(Deed::Assist(Assist { guarantee, says, by_force: words.take("by-force") }))
}

fn report(words: &mut Words<'_>) -> Result<Deed, String> {
    let (guarantee, says) = (guarantee(words)?, words.text("what was reported")?);
    Ok(Deed::ReportGuarantee(ReportGuarantee { guarantee, says }))
}

fn confirm(words: &mut Words<'_>) -> Result<Deed, String> {
    let (pledge, quantity) = (number(words)?, words.parse("how much came")?);
    Ok(Deed::ConfirmArrival(ConfirmArrival { pledge, quantity }))
}

fn pledge(words: &mut Words<'_>) -> Result<Pledging, String> {
    let purpose = match words.next("what the pledge is made to")? {
        "guarantee" => Purpose::Guarantee(guarantee(words)?),
        "mission" => Purpose::Mission(words.parse("the number of a mission")?),
        other => return Err(format!("`{}` is neither guarantee nor mission", charter::values::shown(other))),
    };
    let contribution = contribution(words)?;
    let days = if words.take("days") { Some(words.parse("a number of days")?) } else { None };
    let condition = if words.take("if") {
        Some(match words.name("the condition")? {
            word if word == "determined" => Condition::Determined,
            code => Condition::Also(code),
        })
    } else {
        None
    };
    Ok(Pledging { purpose, contribution, condition, days })
}

/// `forces infantry=1200`, `money EUR=5000000`, `base Rota`, `overflight`.
fn contribution(words: &mut Words<'_>) -> Result<Contribution, String> {
    Ok(match words.next("what is given")? {
        "forces" => {
            let (kind, persons) = pair(words, "infantry=1200")?;
            let persons = persons.parse().map_err(|_| {
                format!("`{}` is not a number of persons up to {}", charter::values::shown(persons), u32::MAX)
            })?;
            Contribution::Forces { kind: kind.to_owned(), persons }
        }
        "money" => {
            let (currency, figure) = pair(words, "EUR=5000000")?;
            Contribution::Money { currency: currency.to_owned(), amount: amount(figure)? }
        }
        "base" => Contribution::Base { name: words.text("the base")? },
        "overflight" => Contribution::Overflight {},
        other => {
            let word = charter::values::shown(other);
            return Err(format!("`{word}` is not forces, money, base or overflight"));
        }
    })
}

fn pair<'a>(words: &mut Words<'a>, example: &str) -> Result<(&'a str, &'a str), String> {
    let word = words.next("how much")?;
    let found = word.split_once('=').filter(|(kind, _)| {
        !kind.is_empty() && !kind.contains(|sign: char| sign.is_whitespace() || sign == '"')
    });
    found.ok_or_else(|| format!("`{}` is not written as `{example}`", charter::values::shown(word)))
}

/// The words of a deed of this file, behind its name.
pub(super) fn print(deed: &Deed) -> String {
    let flag = |set: bool, word: &str| if set { format!(" {word}") } else { String::new() };
    match deed {
        Deed::DeclareAttack(given) => format!(
            "{} {}{}{}",
            given.object.replace(' ', "-"),
            quoted(&given.says),
            flag(given.asks_help, "asks-help"),
            flag(given.equivalent_effect, "equivalent-effect")
        ),
        Deed::RequestProtection(given) => format!("{} {}", quoted(&given.by), quoted(&given.says)),
        Deed::RequestHelp(given) => {
            let needs: String =
                given.needs.iter().map(|need| format!(" {}", of_contribution(need))).collect();
            format!("{}{needs}", given.guarantee)
        }
        Deed::Assist(given) => {
            format!("{} {}{}", given.guarantee, quoted(&given.says), flag(given.by_force, "by-force"))
        }
        Deed::ReportGuarantee(given) => format!("{} {}", given.guarantee, quoted(&given.says)),
        Deed::WithdrawRequest(of) => of.guarantee.to_string(),
        Deed::Pledge(given) => {
            let to = match given.purpose {
                Purpose::Guarantee(number) => format!("guarantee {number}"),
                Purpose::Mission(number) => format!("mission {number}"),
            };
            let days = given.days.map(|days| format!(" days {days}")).unwrap_or_default();
            let condition = match &given.condition {
                Some(Condition::Also(code)) => format!(" if {code}"),
                Some(Condition::Determined) => " if determined".into(),
                None => String::new(),
            };
            format!("{to} {}{days}{condition}", of_contribution(&given.contribution))
        }
        Deed::WithdrawPledge(of) | Deed::StandDown(of) => of.pledge.to_string(),
        Deed::ConfirmArrival(given) => format!("{} {}", given.pledge, given.quantity),
        _ => String::new(),
    }
}

fn of_contribution(contribution: &Contribution) -> String {
    match contribution {
        Contribution::Forces { kind, persons } => format!("forces {kind}={persons}"),
        Contribution::Money { currency, amount } => format!("money {currency}={}", amount.minor_units()),
        Contribution::Base { name } => format!("base {}", quoted(name)),
        Contribution::Overflight {} => "overflight".into(),
    }
}
