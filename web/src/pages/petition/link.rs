//! The pages that the links of letters open: to confirm a signature, alone or with the newsletter, and to withdraw it. To look
//! at one changes nothing; its button does.

use super::{named, progress::name};
use crate::{
    answer::{Answer, Refusal, Said},
    campaign::{self, Campaign, away},
    facts::Facts,
    page::Page,
    routes::Asked,
};
use ::campaign::{
    db::Sql,
    office::Office,
    petition::{
        Petition,
        confirm::{ConfirmRefusal, confirm, withdraw},
        entered::{Entered, confirm_and_subscribe, entered},
        sign::Shown,
    },
    secret::Purpose,
};
use maud::{Markup, html};

/// What a link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Confirm a signature.
    Confirm,
    /// Confirm a signature and join the newsletter.
    ConfirmAndSubscribe,
    /// Withdraw a signature.
    Withdraw,
}

impl Deed {
    fn purpose(self) -> Purpose {
        match self {
            Self::Confirm | Self::ConfirmAndSubscribe => Purpose::ConfirmSignature,
            Self::Withdraw => Purpose::WithdrawSignature,
        }
    }

    fn path(self) -> &'static str {
        match self {
            Self::Confirm => "/petition/confirm/",
            Self::ConfirmAndSubscribe => "/petition/confirm-and-subscribe/",
            Self::Withdraw => "/petition/withdraw/",
        }
    }

    /// The heading before, and the word on the button.
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Confirm => ("Confirm your signature", "Confirm my signature"),
            Self::ConfirmAndSubscribe => ("Confirm your signature and the newsletter", "Confirm both"),
            Self::Withdraw => ("Withdraw your signature", "Withdraw my signature"),
        }
    }
}

/// The page with the button.
///
/// # Errors
///
/// 404 where the link opens nothing.
pub fn look(facts: &Facts, asked: &Asked<'_>, deed: Deed) -> Result<Page, Refusal> {
    let campaign = campaign::of(facts)?;
    let found = campaign.db.read(|sql| {
        let entered = entered(sql, &campaign.office(), deed.purpose(), asked.part, campaign::now())?;
        Ok::<_, ConfirmRefusal>((entered, campaign::first_list(sql)?))
    });
    let (entered, list) = found.map_err(refused)?;
    if entered.confirmed && deed != Deed::Withdraw {
        return Ok(counted(&entered.petition, deed));
    }
    let (title, button) = deed.words();
    let body = html! {
        h1 { (title) }
        p.lead { (entered.petition.title) }
        (what(facts, &entered))
        @if deed == Deed::ConfirmAndSubscribe { @if let Some(list) = list { p { "You also asked for the newsletter “" (list.title) "”. " (list.says) } } }
        @if deed == Deed::Withdraw { p { "Your signature then counts no more, and your name, address and comment are erased." } }
        form method="post" action={ (deed.path()) (asked.part) } { button.first { (button) } }
        @if deed != Deed::Withdraw { p.note { "If it was not you who entered this, close this page: nothing happens, and it is erased." } }
    };
    Ok(named(title, body))
}

/// Does it, and says so.
///
/// # Errors
///
/// 404 where the link opens nothing, 503 where the tables cannot be written.
pub fn done(facts: &Facts, asked: &Asked<'_>, deed: Deed) -> Result<Answer, Refusal> {
    let campaign: &Campaign = campaign::of(facts)?;
    let (link, now, chance) = (asked.part.to_owned(), campaign::now(), campaign::chance()?);
    let act = move |sql: &mut dyn Sql, office: &Office| match deed {
        Deed::Withdraw => withdraw(sql, office, &link, now),
        Deed::Confirm => confirm(sql, office, &link, now, chance),
        Deed::ConfirmAndSubscribe => match campaign::first_list(sql)? {
            Some(list) => confirm_and_subscribe(sql, office, &list, &link, now, chance),
            None => confirm(sql, office, &link, now, chance),
        },
    };
    campaign.write_then(act, move |done| match done {
        Ok(petition) => Said::Plain(Box::new(move || Answer::Page(counted(&petition, deed)))),
        Err(error) => Said::Read(Box::new(move |_, _| Err(refused(error)))),
    })
}

/// What is said afterwards.
fn counted(petition: &Petition, deed: Deed) -> Page {
    let back = format!("/petition/{}", petition.name);
    let (title, says) = match deed {
        Deed::Withdraw => {
            ("Your signature is withdrawn", "It counts no more, and what you entered is erased.")
        }
        Deed::Confirm => (
            "Your signature counts",
            "Thank you. A letter with your receipt is on its way; from tomorrow on you can check by it that your signature is counted.",
        ),
        Deed::ConfirmAndSubscribe => (
            "Your signature counts, and the newsletter will reach you",
            "Thank you. A letter with your receipt is on its way; every issue has a link that ends the newsletter by one click.",
        ),
    };
    let body = html! {
        h1 { (title) }
        p.lead { (says) }
        p { a href=(back) { (petition.title) } }
    };
    named(title, body)
}

fn what(facts: &Facts, entered: &Entered) -> Markup {
    let shown = match entered.shown {
        Shown::Name => "with name, country and comment",
        Shown::Country => "as somebody from this country",
        Shown::Count => "only in the count",
    };
    html! {
        dl.entered {
            div { dt { "Name" } dd { (entered.name) } }
            div { dt { "Country" } dd { (name(facts, &entered.country)) } }
            @if let Some(comment) = &entered.comment { div { dt { "Comment" } dd { (comment) } } }
            div { dt { "Shown" } dd { (shown) } }
            div { dt { "To" } dd { (entered.petition.addressee) } }
        }
    }
}

/// Why a link opens nothing, as a page.
fn refused(refusal: ConfirmRefusal) -> Refusal {
    match refusal {
        ConfirmRefusal::Db(error) => away(&error),
        ConfirmRefusal::Closed => Refusal::new(410, "It is too late", sentence(&refusal.to_string())),
        ConfirmRefusal::Link(_) | ConfirmRefusal::Gone => {
            Refusal::new(404, "This link opens nothing", sentence(&refusal.to_string()))
                .help("Copy the whole link from the letter, or send the form again.")
                .instead("/coalition", "What the Coalition asks of you")
        }
    }
}

/// A sentence of a refusal's words.
pub(in crate::pages) fn sentence(words: &str) -> String {
    charter::show::capital(words) + "."
}
