//! The start of the desk, and the way out.

use super::{Route, order, page};
use crate::{
    answer::Answer,
    pages::{desk::start, sign_in},
};
use ::campaign::people::Power;

pub(in crate::routes) const ROUTES: &[Route] = &[
    page("desk", ("/desk", "/desk"), Power::Enter, &[], |facts, asked| {
        start::page(facts, asked).map(Answer::Page)
    }),
    order("signed-out", ("/desk/sign-out", "/desk/sign-out"), Power::Enter, sign_in::leave),
];
