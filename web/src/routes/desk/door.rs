//! The door of the desk: to ask for a link, and to enter by it. Anybody may come this far.

use super::{How, Route};
use crate::{
    answer::Answer,
    pages::sign_in::{self, passkey},
};

/// An address of the kind that opens nothing.
const NOBODYS: &str = "/sign-in/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

pub(in crate::routes) const ROUTES: &[Route] = &[
    Route {
        name: "sign-in",
        path: "/sign-in",
        example: "/sign-in",
        reads: &[],
        how: How::Campaign,
        answer: |facts, asked| sign_in::page(facts, asked).map(Answer::Page),
    },
    Route {
        name: "sign-in-asked",
        path: "/sign-in",
        example: "/sign-in",
        reads: &[],
        how: How::Entered,
        answer: sign_in::asked,
    },
    Route {
        name: "sign-in-passkey",
        path: "/sign-in/passkey",
        example: "/sign-in/passkey",
        reads: &[],
        how: How::Entered,
        answer: passkey::ask,
    },
    Route {
        name: "signed-in-by-passkey",
        path: "/sign-in/passkey/answer",
        example: "/sign-in/passkey/answer",
        reads: &[],
        how: How::Entered,
        answer: passkey::answered,
    },
    Route {
        name: "sign-in-link",
        path: "/sign-in/*",
        example: NOBODYS,
        reads: &[],
        how: How::Campaign,
        answer: |facts, asked| sign_in::look(facts, asked).map(Answer::Page),
    },
    Route {
        name: "signed-in",
        path: "/sign-in/*",
        example: NOBODYS,
        reads: &[],
        how: How::Entered,
        answer: sign_in::enter,
    },
];
