//! The desk's own pages: people, sessions, the log, letters and settings.

use super::{Route, order, page};
use crate::{
    answer::Answer,
    pages::desk::{log, outbox, people, sessions, settings, setup},
};
use ::campaign::people::Power;

pub(in crate::routes) const ROUTES: &[Route] = &[
    page("desk-setup", ("/desk/setup", "/desk/setup"), Power::Administer, &[], |facts, asked| {
        setup::page(facts, asked).map(Answer::Page)
    }),
    order("desk-setup-pages", ("/desk/setup/pages", "/desk/setup/pages"), Power::Administer, setup::publish),
    page("desk-people", ("/desk/people", "/desk/people"), Power::Administer, &[], |facts, asked| {
        people::page(facts, asked).map(Answer::Page)
    }),
    order("desk-invited", ("/desk/people", "/desk/people"), Power::Administer, people::invited),
    order("desk-link", ("/desk/people/invite", "/desk/people/invite"), Power::Administer, people::again),
    order(
        "desk-account-changed",
        ("/desk/people/change", "/desk/people/change"),
        Power::Administer,
        people::changed,
    ),
    order(
        "desk-account-ended",
        ("/desk/people/end", "/desk/people/end"),
        Power::Administer,
        people::dismissed,
    ),
    page("desk-sessions", ("/desk/sessions", "/desk/sessions"), Power::Enter, &[], |facts, asked| {
        sessions::page(facts, asked).map(Answer::Page)
    }),
    order("desk-session-ended", ("/desk/sessions/end", "/desk/sessions/end"), Power::Enter, sessions::end),
    order(
        "desk-sessions-ended",
        ("/desk/sessions/end-others", "/desk/sessions/end-others"),
        Power::Enter,
        sessions::end_others,
    ),
    page("desk-log", ("/desk/log", "/desk/log"), Power::Administer, log::READS, |facts, asked| {
        log::page(facts, asked).map(Answer::Page)
    }),
    page("desk-log-csv", ("/desk/log.csv", "/desk/log.csv"), Power::Administer, log::READS, log::table),
    page(
        "desk-letters",
        ("/desk/outbox", "/desk/outbox"),
        Power::Administer,
        outbox::READS,
        |facts, asked| outbox::page(facts, asked).map(Answer::Page),
    ),
    page(
        "desk-letter-file",
        ("/desk/outbox/file/*", "/desk/outbox/file/sample.eml"),
        Power::Administer,
        &[],
        |facts, asked| outbox::file(facts, asked).map(Answer::Page),
    ),
    page("desk-letter", ("/desk/outbox/*", "/desk/outbox/1"), Power::Administer, &[], |facts, asked| {
        outbox::one(facts, asked).map(Answer::Page)
    }),
    order("desk-letter-again", ("/desk/outbox/*", "/desk/outbox/1"), Power::Administer, outbox::again),
    page("desk-settings", ("/desk/settings", "/desk/settings"), Power::Administer, &[], |facts, asked| {
        settings::page(facts, asked).map(Answer::Page)
    }),
    order("desk-settings-who", ("/desk/settings", "/desk/settings"), Power::Administer, settings::save_who),
    order(
        "desk-settings-mail",
        ("/desk/settings/mail", "/desk/settings/mail"),
        Power::Administer,
        settings::save_mail,
    ),
    order(
        "desk-settings-key",
        ("/desk/settings/key", "/desk/settings/key"),
        Power::Administer,
        settings::save_key,
    ),
    order(
        "desk-settings-test",
        ("/desk/settings/test", "/desk/settings/test"),
        Power::Administer,
        settings::test,
    ),
];
