//! One's own account at the desk.

use super::{Route, order, page};
use crate::{answer::Answer, pages::desk::account};
use ::campaign::people::Power;

pub(in crate::routes) const ROUTES: &[Route] = &[
    page("desk-account", ("/desk/account", "/desk/account"), Power::Enter, &[], |facts, asked| {
        account::page(facts, asked).map(Answer::Page)
    }),
    order("desk-passkey", ("/desk/account/passkey", "/desk/account/passkey"), Power::Enter, account::add),
    order(
        "desk-passkey-added",
        ("/desk/account/passkey/answer", "/desk/account/passkey/answer"),
        Power::Enter,
        account::added,
    ),
    order(
        "desk-passkey-named",
        ("/desk/account/passkey/name", "/desk/account/passkey/name"),
        Power::Enter,
        account::rename,
    ),
    order(
        "desk-passkey-removed",
        ("/desk/account/passkey/remove", "/desk/account/passkey/remove"),
        Power::Enter,
        account::remove,
    ),
];
