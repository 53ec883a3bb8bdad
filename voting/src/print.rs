//! From rule to text: canonical, as a treaty writes it; and in full, as an article explains it.

use crate::{
    rule::{Base, Counts, Quota, QuotaWord, Rule, Share, Threshold, Written},
    words,
};
use std::fmt;

impl fmt::Display for Rule {
    /// The canonical text; [`crate::parse`] reads it back to the same rule.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Quota(quota) => write!(f, "{quota}"),
            Self::All(parts) => joined(f, parts, " and ", |part| !matches!(part, Self::Quota(_))),
            Self::Any(parts) => joined(f, parts, ", or ", |part| matches!(part, Self::Any(_))),
        }
    }
}

fn joined(
    f: &mut fmt::Formatter<'_>,
    parts: &[Rule],
    word: &str,
    brackets: fn(&Rule) -> bool,
) -> fmt::Result {
    for (place, part) in parts.iter().enumerate() {
        if place > 0 {
            f.write_str(word)?;
        }
        if brackets(part) { write!(f, "({part})")? } else { write!(f, "{part}")? }
    }
    Ok(())
}

impl fmt::Display for Quota {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.word {
            Some(QuotaWord::Consensus) => return f.write_str("consensus"),
            Some(QuotaWord::NoObjection) => return f.write_str("no objection"),
            Some(QuotaWord::Unanimity) => return f.write_str("unanimity"),
            None => {}
        }
        let counts = match self.counts {
            Counts::InFavour => "",
            Counts::Against => " against",
            Counts::NotInFavour => " not in favour",
            Counts::Present => " present",
            Counts::VotesCast => " votes cast",
        };
        if self.threshold == Threshold::No {
            return write!(f, "no {}{counts}", self.column);
        }
        match self.threshold {
            Threshold::AtLeast(count) => write!(f, "{count}")?,
            Threshold::MoreThan(count) => write!(f, "more than {count}")?,
            Threshold::FewerThan(count) => write!(f, "fewer than {count}")?,
            Threshold::Share(share) => write!(f, "{share}")?,
            Threshold::MoreThanShare(share) => write!(f, "more than {share}")?,
            Threshold::Majority => f.write_str("a majority")?,
            Threshold::All => f.write_str("all")?,
            Threshold::AllBut(count) => write!(f, "all but {count}")?,
            Threshold::No => {}
        }
        let by = |f: &mut fmt::Formatter<'_>, base: &str| match self.column.as_str() {
            "states" => write!(f, " of {base}"),
            column => write!(f, " of {base} by {column}"),
        };
        match self.base {
            Base::Entitled => write!(f, " of {}", self.column)?,
            Base::AllMembers => write!(f, " of all {}", self.column)?,
            Base::VotesCast => by(f, "votes cast")?,
            Base::Present => by(f, "those present")?,
        }
        f.write_str(counts)
    }
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.written {
            Written::Figures => write!(f, "{}/{}", self.part, self.whole),
            Written::Words => match words::share(self.part, self.whole) {
                Some(text) => f.write_str(&text),
                None => write!(f, "{}/{}", self.part, self.whole),
            },
            Written::Percent => {
                let scale = self.whole / 100;
                let digits = scale.checked_ilog10().unwrap_or(0) as usize;
                write!(f, "{}", self.part / scale.max(1))?;
                if digits > 0 {
                    write!(f, ".{:0digits$}", self.part % scale)?;
                }
                f.write_str("%")
            }
        }
    }
}

impl Rule {
    /// The rule as a sentence, without a full stop: `at least 55% of states, and at least 65% of population, are in
    /// favour`.
    pub fn plain_english(&self) -> String {
        match self {
            Self::Quota(quota) => quota.sentence(),
            Self::All(parts) => sentence(parts, "and"),
            Self::Any(parts) => sentence(parts, "or"),
        }
    }
}

fn sentence(parts: &[Rule], word: &str) -> String {
    let say = |part: &Rule| match part {
        // "either" marks where the choice begins that the next "and" ends.
        Rule::Any(_) if word == "and" => format!("either {}", part.plain_english()),
        _ => part.plain_english(),
    };
    let said: Vec<String> = parts.iter().map(say).collect();
    said.join(&if word == "and" { ", and ".to_owned() } else { "; or ".to_owned() })
}

impl Quota {
    fn sentence(&self) -> String {
        match self.word {
            Some(QuotaWord::Consensus) => return "nobody votes against".into(),
            Some(QuotaWord::NoObjection) => return "nobody objects".into(),
            Some(QuotaWord::Unanimity) => return "every member is in favour".into(),
            None => {}
        }
        let column = self.column.replace(['-', '_'], " ");
        let doing = match self.counts {
            Counts::InFavour => "in favour",
            Counts::Against => "against",
            Counts::NotInFavour => "not in favour",
            Counts::Present => "present",
            Counts::VotesCast => "voting yes or no",
        };
        let base = match (self.base, self.column.as_str()) {
            (Base::Entitled, _) => column.clone(),
            (Base::AllMembers, "members") => "all members, entitled to vote or not,".into(),
            (Base::AllMembers, _) => format!("{column}, of members entitled to vote or not,"),
            (Base::VotesCast, "states") => "the votes cast, abstentions left out,".into(),
            (Base::VotesCast, _) => format!("{column} of those voting yes or no"),
            (Base::Present, "states") => "those present".into(),
            (Base::Present, _) => format!("{column} of those present"),
        };
        match self.threshold {
            Threshold::No => {
                format!("no member of {column} is {doing}").replace("no member of states", "no state")
            }
            Threshold::AtLeast(count) => format!("at least {count} of {base} are {doing}"),
            Threshold::MoreThan(count) => format!("more than {count} of {base} are {doing}"),
            Threshold::FewerThan(count) => format!("fewer than {count} of {base} are {doing}"),
            Threshold::Share(share) => format!("at least {share} of {base} are {doing}"),
            Threshold::MoreThanShare(share) => format!("more than {share} of {base} are {doing}"),
            Threshold::Majority => format!("more than half of {base} are {doing}"),
            Threshold::All => format!("all of {base} are {doing}"),
            Threshold::AllBut(count) => format!("all but at most {count} of {base} are {doing}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `either` stands where a choice ends at an `and`, and nowhere else.
    #[test]
    fn a_choice_is_marked_where_it_ends() {
        let quota = |text: &str| crate::parse(text).unwrap();
        let choice = |one: &str, other: &str| Rule::Any(vec![quota(one), quota(other)]);
        let says = |rule: &Rule| rule.plain_english().matches("either").count();
        let within = choice("2 of states", "3 of votes");
        assert_eq!(says(&within), 0);
        assert_eq!(says(&Rule::All(vec![within.clone(), quota("4 of states")])), 1);
        assert_eq!(says(&Rule::Any(vec![within, quota("4 of states")])), 0, "a choice within a choice");
    }
}
