//! stub
use crate::{answer::{Answer,Refusal},facts::Facts,query::Query};
pub const READS: &[&str] = &[]; pub const TYPED: &[&str] = &[];
pub fn page(_: &Facts, _: &Query) -> Result<Answer, Refusal> { Err(Refusal::not_found("")) }
pub fn csv(_: &Facts, _: &Query) -> Result<Answer, Refusal> { Err(Refusal::not_found("")) }
pub fn json(_: &Facts, _: &Query) -> Result<Answer, Refusal> { Err(Refusal::not_found("")) }
