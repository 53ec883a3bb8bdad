//! From text to rule. The grammar stands in `RULES.md`.

use crate::{
    error::{Problem, RuleError},
    lex::{Placed, Token, tokens},
    rule::{Base, Counts, Quota, QuotaWord, Rule, Share, Threshold, Written},
    words,
};
use std::ops::Range;

/// How deep parentheses may be nested.
pub const DEEPEST: usize = 32;

/// How many quotas a rule may have.
pub const MOST: usize = 128;

/// Reads a rule, such as `55% of states and 65% of population, or fewer than 4 of states not in favour`.
///
/// # Errors
///
/// The first thing that is wrong, with its bytes and what would be right.
pub fn parse(text: &str) -> Result<Rule, RuleError> {
    let tokens = tokens(text)?;
    if tokens.is_empty() {
        return Err(RuleError::new(Problem::Empty, 0..text.len()));
    }
    let mut parser = Parser { tokens: &tokens, at: 0, end: text.len(), quotas: 0 };
    let rule = parser.any(0)?;
    match parser.peek() {
        None => Ok(rule),
        Some((Token::Close, span)) => Err(RuleError::new(Problem::Parenthesis, span.clone())),
        Some(_) => Err(parser.expected("`and`, `or` or the end", &["and", "or"])),
    }
}

struct Parser<'t> {
    tokens: &'t [Placed],
    at: usize,
    end: usize,
    quotas: usize,
}

const AMOUNTS: &[&str] =
    &["all", "consensus", "unanimity", "more", "fewer", "half", "no", "a", "two", "three", "four", "one"];

impl Parser<'_> {
    fn any(&mut self, depth: usize) -> Result<Rule, RuleError> {
        self.joined("or", depth, Self::all, Rule::Any)
    }

    fn all(&mut self, depth: usize) -> Result<Rule, RuleError> {
        self.joined("and", depth, Self::unit, Rule::All)
    }

    fn joined(
        &mut self,
        word: &str,
        depth: usize,
        part: fn(&mut Self, usize) -> Result<Rule, RuleError>,
        join: fn(Vec<Rule>) -> Rule,
    ) -> Result<Rule, RuleError> {
        let first = part(self, depth)?;
        if !self.is_word(word) {
            return Ok(first);
        }
        let mut parts = vec![first];
        while self.take(word) {
            parts.push(part(self, depth)?);
        }
        Ok(join(parts))
    }

    fn unit(&mut self, depth: usize) -> Result<Rule, RuleError> {
        let Some((Token::Open, span)) = self.peek().cloned() else { return self.quota().map(Rule::Quota) };
        if depth == DEEPEST {
            return Err(RuleError::new(Problem::TooDeep, span));
        }
        self.at += 1;
        let rule = self.any(depth + 1)?;
        match self.peek() {
            Some((Token::Close, _)) => {
                self.at += 1;
                Ok(rule)
            }
            _ => Err(RuleError::new(Problem::Parenthesis, span)),
        }
    }

    fn quota(&mut self) -> Result<Quota, RuleError> {
        let start = self.place().start;
        self.quotas += 1;
        if self.quotas > MOST {
            return Err(RuleError::new(Problem::TooMany, self.place()));
        }
        let worded = |word| Quota {
            threshold: if word == QuotaWord::Unanimity { Threshold::All } else { Threshold::No },
            column: "states".into(),
            counts: if word == QuotaWord::Unanimity { Counts::InFavour } else { Counts::Against },
            base: Base::Entitled,
            word: Some(word),
        };
        if self.take("consensus") {
            return Ok(worded(QuotaWord::Consensus));
        }
        if self.take("unanimity") {
            return Ok(worded(QuotaWord::Unanimity));
        }
        if self.take("no") {
            if self.take("objection") {
                return Ok(worded(QuotaWord::NoObjection));
            }
            let column = self.name()?;
            let counts = self.counts()?;
            let quota = Quota { threshold: Threshold::No, column, counts, base: Base::Entitled, word: None };
            return self.monotone(quota, start);
        }
        let threshold = self.threshold()?;
        if !self.take("of") {
            return Err(self.expected("`of`", &["of"]));
        }
        let (column, base) = self.over()?;
        let counts = self.counts()?;
        self.monotone(Quota { threshold, column, counts, base, word: None }, start)
    }

    fn threshold(&mut self) -> Result<Threshold, RuleError> {
        if self.take("a") {
            return if self.take("majority") {
                Ok(Threshold::Majority)
            } else {
                Err(self.expected("`majority`", &["majority"]))
            };
        }
        if self.take("all") {
            return if self.take("but") { Ok(Threshold::AllBut(self.count()?)) } else { Ok(Threshold::All) };
        }
        let than = |parser: &mut Self| {
            if parser.take("than") { Ok(()) } else { Err(parser.expected("`than`", &["than"])) }
        };
        if self.take("fewer") || self.take("less") {
            than(self)?;
            let at = self.place();
            return match self.count()? {
                0 => Err(RuleError::new(Problem::NeverMet, at)),
                count => Ok(Threshold::FewerThan(count)),
            };
        }
        if self.take("more") {
            than(self)?;
            return Ok(match self.amount()? {
                Amount::Count(count) => Threshold::MoreThan(count),
                Amount::Share(share) => Threshold::MoreThanShare(share),
            });
        }
        if self.take("at") && !self.take("least") {
            return Err(self.expected("`least`", &["least"]));
        }
        let at = self.place();
        match self.amount()? {
            Amount::Count(0) => Err(RuleError::new(Problem::AlwaysMet, at)),
            Amount::Count(count) => Ok(Threshold::AtLeast(count)),
            Amount::Share(share) => Ok(Threshold::Share(share)),
        }
    }

    fn amount(&mut self) -> Result<Amount, RuleError> {
        match self.peek().cloned() {
            Some((Token::Number(text), span)) => {
                self.at += 1;
                match self.peek() {
                    Some((Token::Percent, end)) => {
                        let span = span.start..end.end;
                        self.at += 1;
                        percent(&text, span).map(Amount::Share)
                    }
                    Some((Token::Slash, _)) => {
                        self.at += 1;
                        let part = number(&text, &span)?;
                        let end = self.place();
                        let whole = self.count()?;
                        share(part, whole, Written::Figures, span.start..end.end).map(Amount::Share)
                    }
                    _ => number(&text, &span).map(Amount::Count),
                }
            }
            Some((Token::Word(word), span)) => {
                if word == "half" {
                    self.at += 1;
                    return share(1, 2, Written::Words, span).map(Amount::Share);
                }
                let Some(part) = words::part(&word) else {
                    return Err(self.expected("a number, a share or `all`", AMOUNTS));
                };
                self.at += 1;
                match self.peek().cloned() {
                    Some((Token::Word(next), end)) => match words::whole(&next) {
                        Some(whole) => {
                            self.at += 1;
                            share(part, whole, Written::Words, span.start..end.end).map(Amount::Share)
                        }
                        None if next == "of" => Ok(Amount::Count(part)),
                        None => {
                            let names: Vec<&'static str> =
                                words::WHOLES.iter().map(|(_, many, _)| *many).collect();
                            Err(self.expected("a share such as `thirds`, or `of`", &names))
                        }
                    },
                    _ => Err(self.expected("a share such as `thirds`, or `of`", &["of"])),
                }
            }
            _ => Err(self.expected("a number, a share or `all`", AMOUNTS)),
        }
    }

    /// `states`, `all states`, `votes cast`, `those present`, `votes cast by population`.
    fn over(&mut self) -> Result<(String, Base), RuleError> {
        self.take("the");
        if self.is_word("votes") && self.word_after("cast") {
            self.at += 2;
            return Ok((self.by()?, Base::VotesCast));
        }
        if self.take("those") {
            if !self.take("present") {
                return Err(self.expected("`present`", &["present"]));
            }
            return Ok((self.by()?, Base::Present));
        }
        let base = if self.take("all") { Base::AllMembers } else { Base::Entitled };
        Ok((self.name()?, base))
    }

    fn by(&mut self) -> Result<String, RuleError> {
        if self.take("by") { self.name() } else { Ok("states".into()) }
    }

    fn name(&mut self) -> Result<String, RuleError> {
        const RESERVED: &[&str] = &[
            "of", "and", "or", "not", "in", "against", "present", "than", "by", "cast", "the", "all", "those",
        ];
        match self.peek() {
            Some((Token::Word(word), _)) if !RESERVED.contains(&word.as_str()) => {
                let word = word.clone();
                self.at += 1;
                Ok(word)
            }
            _ => Err(self.expected("what is counted, such as `states`", &[])),
        }
    }

    fn counts(&mut self) -> Result<Counts, RuleError> {
        if self.take("against") {
            return Ok(Counts::Against);
        }
        if self.take("present") {
            return Ok(Counts::Present);
        }
        if self.is_word("votes") && self.word_after("cast") {
            self.at += 2;
            return Ok(Counts::VotesCast);
        }
        if self.take("not") {
            return if self.take("in") && self.take("favour") {
                Ok(Counts::NotInFavour)
            } else {
                Err(self.expected("`in favour`", &["in", "favour"]))
            };
        }
        if self.take("in") && !self.take("favour") {
            return Err(self.expected("`favour`", &["favour"]));
        }
        Ok(Counts::InFavour)
    }

    /// Refuses the forms in which a vote in favour could defeat the motion.
    fn monotone(&self, quota: Quota, start: usize) -> Result<Quota, RuleError> {
        let span = start..self.tokens[self.at - 1].1.end;
        let upper = matches!(quota.threshold, Threshold::FewerThan(_) | Threshold::No);
        let against = matches!(quota.counts, Counts::Against | Counts::NotInFavour);
        let (there, cast) = (quota.counts == Counts::Present, quota.counts == Counts::VotesCast);
        if (quota.base == Base::VotesCast && (there || cast)) || (quota.base == Base::Present && there) {
            return Err(RuleError::new(Problem::Turnout, span));
        }
        // One vote against of one cast is all but one; an abstention in its place leaves nothing to be a part of.
        if quota.base == Base::VotesCast && matches!(quota.threshold, Threshold::AllBut(_)) {
            let help = "say `fewer than N of X against`: votes cast are as many as there are";
            return Err(RuleError::new(Problem::NotMonotone(help), span));
        }
        match (upper, against) {
            (true, false) => {
                let help = "say `against` or `not in favour`: what there may be few of is opposition";
                Err(RuleError::new(Problem::NotMonotone(help), span))
            }
            (false, true) => {
                let help = "say `fewer than N of X against`: opposition can only be limited";
                Err(RuleError::new(Problem::NotMonotone(help), span))
            }
            _ => Ok(quota),
        }
    }

    fn count(&mut self) -> Result<u64, RuleError> {
        match self.peek().cloned() {
            Some((Token::Number(text), span)) => {
                self.at += 1;
                number(&text, &span)
            }
            Some((Token::Word(word), _)) if words::part(&word).is_some() => {
                self.at += 1;
                // INVARIANT: the guard has seen that the word names a number.
                Ok(words::part(&word).unwrap_or(0))
            }
            _ => Err(self.expected("a whole number", &[])),
        }
    }

    fn peek(&self) -> Option<&Placed> {
        self.tokens.get(self.at)
    }

    fn place(&self) -> Range<usize> {
        self.peek().map_or(self.end..self.end, |(_, span)| span.clone())
    }

    fn is_word(&self, word: &str) -> bool {
        matches!(self.peek(), Some((Token::Word(found), _)) if found == word)
    }

    fn word_after(&self, word: &str) -> bool {
        matches!(self.tokens.get(self.at + 1), Some((Token::Word(found), _)) if found == word)
    }

    fn take(&mut self, word: &str) -> bool {
        let found = self.is_word(word);
        self.at += usize::from(found);
        found
    }

    fn expected(&self, what: &'static str, words: &[&'static str]) -> RuleError {
        let found = self.peek().map(|(token, _)| match token {
            Token::Word(word) | Token::Number(word) => word.chars().take(40).collect(),
            Token::Percent => "%".to_owned(),
            Token::Slash => "/".to_owned(),
            Token::Open => "(".to_owned(),
            Token::Close => ")".to_owned(),
        });
        let near = found.as_deref().and_then(|found: &str| crate::nearest::nearest(found, words));
        // At the end of the text the last letter is marked, so that there is something to underline.
        let span = match self.peek() {
            Some((_, span)) => span.clone(),
            None => self.tokens.last().map_or(0..self.end, |(_, span)| span.clone()),
        };
        RuleError::new(Problem::Expected(what, found, near), span)
    }
}

enum Amount {
    Count(u64),
    Share(Share),
}

fn number(text: &str, span: &Range<usize>) -> Result<u64, RuleError> {
    text.parse().map_err(|_| RuleError::new(Problem::Number(text.chars().take(40).collect()), span.clone()))
}

/// `61.8` percent is 618 of 1000, exactly.
fn percent(text: &str, span: Range<usize>) -> Result<Share, RuleError> {
    let wrong = || RuleError::new(Problem::Number(text.chars().take(40).collect()), span.clone());
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if whole.is_empty()
        || fraction.contains('.')
        || fraction.len() > 6
        || (text.contains('.') && fraction.is_empty())
    {
        return Err(wrong());
    }
    let fraction = fraction.trim_end_matches('0');
    let scale = 10u64.pow(u32::try_from(fraction.len()).map_err(|_| wrong())?);
    let part: u64 = format!("{whole}{fraction}").parse().map_err(|_| wrong())?;
    share(part, 100 * scale, Written::Percent, span.clone())
        .map_err(|_| RuleError::new(Problem::Share(format!("{text}%")), span))
}

fn share(part: u64, whole: u64, written: Written, span: Range<usize>) -> Result<Share, RuleError> {
    if part == 0 || part > whole || whole > 1_000_000_000 {
        return Err(RuleError::new(Problem::Share(format!("{part}/{whole}")), span));
    }
    Ok(Share { part, whole, written })
}
