//! The letters to a giver: how to give, the receipt, the year's statement.

use super::{
    entity::Entity,
    pledge::{Pledge, Rhythm},
    receipt::Receipt,
    statement::Year,
};
use crate::{address::Address, mail::Letter, office::Office, secret::Purpose};

fn why(office: &Office) -> String {
    format!("You receive this letter because your address was entered with a gift at {}.", office.origin)
}

/// The address of the page that shows a pledge and what came of it.
fn page(office: &Office, pledge: u64) -> String {
    office.address("give/pledge", Purpose::Gift, pledge, None)
}

/// How to give what was pledged.
pub(super) fn instructions(office: &Office, entity: &Entity, pledge: &Pledge, to: Address) -> Letter {
    let (reference, amount) = (pledge.reference(), pledge.money(entity));
    let name = pledge.name.as_deref().unwrap_or_default();
    let mut ways = String::new();
    for account in &entity.details.accounts {
        ways.push_str(&format!("\n\n{}\n", account.title()));
        for (label, value) in account.lines(&reference, amount) {
            ways.push_str(&format!("  {label}: {value}\n"));
        }
    }
    let (says, order) = match pledge.rhythm {
        Rhythm::Once => (format!("thank you for wishing to give {amount} to {}.", entity.called()), ""),
        Rhythm::Monthly => (
            format!("thank you for wishing to give {amount} every month to {}.", entity.called()),
            " Please set it up at your bank as a standing order, with the same reference each month.",
        ),
    };
    Letter {
        to,
        subject: format!("How to give {amount} (reference {})", reference.short()),
        text: format!(
            "Dear {name},\n\n{says} Choose one of these ways.{order} The reference lets us find your gift: without it we cannot \
             thank you.{ways}\n\nThis page shows your pledge, what has come of it and your receipts, and ends it:\n{}\n\nIf you \
             did not pledge this, do nothing: nothing is owed.",
            page(office, pledge.id)
        ),
        html: None,
        unsubscribe: None,
        why: why(office),
    }
}

/// The receipt for a gift.
pub(super) fn receipt(office: &Office, receipt: &Receipt, pledge: Option<u64>, to: Address) -> Letter {
    let said = &receipt.says;
    let link = office.address("give/receipt", Purpose::Receipt, receipt.id, None);
    let more = pledge.map_or_else(String::new, |pledge| {
        format!("\n\nYour pledge, with all its receipts and the year's statement:\n{}", page(office, pledge))
    });
    let numbers: Vec<String> =
        said.numbers.iter().map(|(what, number)| format!("{what}: {number}")).collect();
    Letter {
        to,
        subject: format!("Receipt {} for your gift of {}", receipt.called(), receipt.money()),
        text: format!(
            "Dear {},\n\nthank you. {} received your gift of {} on {}.\n\nReceipt {}\n{}\n\n{}\n\nTo print it on one page:\n{link}{more}",
            said.giver,
            said.entity,
            receipt.money(),
            said.day,
            receipt.called(),
            numbers.join("\n"),
            said.wording.join("\n\n"),
        ),
        html: None,
        unsubscribe: None,
        why: why(office),
    }
}

/// That a receipt no longer counts.
pub(super) fn cancelled(office: &Office, receipt: &Receipt, reason: &str, to: Address) -> Letter {
    Letter {
        to,
        subject: format!("Receipt {} is cancelled", receipt.called()),
        text: format!(
            "Dear {},\n\nreceipt {} for {} of {} no longer counts: {reason}. Please do not use it.",
            receipt.says.giver,
            receipt.called(),
            receipt.money(),
            receipt.says.day
        ),
        html: None,
        unsubscribe: None,
        why: why(office),
    }
}

/// That the statement of a year is there.
pub(super) fn year(
    office: &Office,
    entity: &Entity,
    pledge: &Pledge,
    (year, given): (i16, &Year),
    to: Address,
) -> Letter {
    let (called, sum) = (&given.called, given.sum);
    Letter {
        to,
        subject: format!("Your gifts of {called} to {}", entity.called()),
        text: format!(
            "Dear {},\n\nin {called} {} received {sum} from you. Thank you. The statement of the year, with each gift and the \
             number of its receipt, is here to print:\n{}?year={year}",
            pledge.name.as_deref().unwrap_or_default(),
            entity.called(),
            office.address("give/statement", Purpose::Gift, pledge.id, None),
        ),
        html: None,
        unsubscribe: None,
        why: why(office),
    }
}
