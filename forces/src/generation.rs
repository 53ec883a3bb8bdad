//! The answer of a force generation: who gives what, what is missing and who could close it, and how good the plan is.

use serde::{Deserialize, Serialize};

/// Who gives what for a requirement. Needs and pledges are named by their places in the lists that were given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Generation {
    /// Is every need covered, and the share of women reached?
    pub met: bool,
    /// Who gives what, by need and then by pledge.
    pub gifts: Vec<Gift>,
    /// Why each gift is what it is, in the order of the gifts.
    pub reasons: Vec<Why>,
    /// Every need, and what is missing of it.
    pub needs: Vec<Coverage>,
    /// Every member that gives something or has a part of the scale, in order of name.
    pub members: Vec<Burden>,
    /// Every pledge of which nothing is used, and why.
    pub unused: Vec<Unused>,
    /// Persons sent.
    pub persons: u64,
    /// Women among them, in thousandths of a person, since shares are.
    pub women_thousandths: u64,
    /// Women short of the share asked for, in thousandths of a person.
    pub women_missing_thousandths: u64,
    /// What all that is given costs.
    pub cost: u64,
    /// How good the plan is, proved.
    pub proof: Proof,
}

/// What a pledge gives to a need.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gift {
    /// The need, by its place.
    pub need: usize,
    /// The pledge, by its place.
    pub pledge: usize,
    /// Who gives.
    pub member: String,
    /// How much.
    pub units: u64,
    /// What it costs.
    pub cost: u64,
}

/// Why a pledge is used for a need.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "is")]
pub enum Why {
    /// Everything that fits the need is taken.
    All,
    /// No other pledge that fits has units left: it covers the rest.
    Rest,
    /// No pledge that fits and has units left is cheaper.
    Cheapest,
    /// A cheaper one would carry more than its fair share.
    Share {
        /// Whose it is.
        cheaper: String,
    },
    /// It carries more than its fair share, and even so others would count for more.
    Above,
    /// A cheaper one brings fewer women, and the share of women is short without this one.
    Women {
        /// Whose it is.
        cheaper: String,
    },
    /// Others give only if this member does.
    Opens {
        /// Whose pledge waits for it.
        member: String,
    },
    /// A cheaper one comes in lots that fit worse, or in all it is no better.
    Lots {
        /// Whose it is.
        cheaper: String,
    },
}

/// How far a need is covered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coverage {
    /// Its name.
    pub name: String,
    /// Units asked for.
    pub asked: u64,
    /// Units given; more than asked where lots are indivisible.
    pub given: u64,
    /// Units missing.
    pub missing: u64,
    /// What one unit more would cost at the margin of the relaxation: its shadow price. A need is scarce where it is
    /// above what the cheapest pledge asks.
    pub price: u64,
    /// Where something is missing: what would close it, the largest first.
    pub closers: Vec<Closer>,
}

/// A pledge that would help to close a gap, were it not for an obstacle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closer {
    /// The pledge, by its place.
    pub pledge: usize,
    /// Whose it is.
    pub member: String,
    /// Units that it could bring and does not.
    pub units: u64,
    /// What stands in the way.
    pub obstacle: Obstacle,
}

/// Why a pledge is not used for a need.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "is")]
pub enum Obstacle {
    /// It comes later than asked.
    Late {
        /// Days after which it is there.
        ready_days: u32,
        /// Days within which it is asked.
        within_days: u32,
    },
    /// It works in none of the languages asked.
    Language {
        /// Those asked.
        asked: Vec<String>,
    },
    /// A caveat rules it out.
    Caveat {
        /// The area, task or role it is not for.
        word: String,
    },
    /// It is given only if a member contributes that does not.
    Condition {
        /// That member.
        member: String,
    },
    /// It is less than one lot, or less than the least it gives.
    Lot {
        /// The fewest units that it could give.
        fewest: u64,
    },
    /// No more persons may be sent.
    Ceiling {
        /// The ceiling.
        ceiling: u64,
    },
    /// It is given to other needs.
    Elsewhere,
    /// Filling the gap with it costs more than the gap counts for.
    Dear,
    /// Others cover the need at less, counting cost and fair shares.
    Others,
    /// Nothing of its kind is asked for.
    Kind,
}

/// A pledge of which nothing is used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unused {
    /// The pledge, by its place.
    pub pledge: usize,
    /// Whose it is.
    pub member: String,
    /// Why.
    pub obstacle: Obstacle,
}

/// What a member carries.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Burden {
    /// Who.
    pub member: String,
    /// Points of burden it carries.
    pub points: u64,
    /// Its fair share of the points, rounded up; nothing where no scale was given.
    pub fair: Option<u64>,
    /// What its gifts cost.
    pub cost: u64,
}

/// How good a plan is: nothing that keeps to the pledges counts for less than `bound`.
///
/// A plan counts for its cost, and for what is missing and what is above fair shares at their prices; what is missing
/// whatever anybody does counts for nothing here. The bound is a Lagrangian one (M. L. Fisher, *Management Science* 27,
/// 1981, 1-18), evaluated in integers at multipliers taken from the linear relaxation: whatever rounding the relaxation
/// suffered, the bound holds. Figures beyond what 64 bits hold are shown as the largest that they do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proof {
    /// What the plan counts for.
    pub plan: u64,
    /// What every plan counts for at least.
    pub bound: u64,
    /// What the linear relaxation alone says that every plan counts for at least, evaluated in integers too.
    pub relaxation: u64,
    /// How far the plan may be from the best, in hundredths of a per cent of what is paid for it (its cost and the price
    /// of excess), rounded up.
    pub gap_basis_points: u64,
    /// Was the gap asked for reached within the bounds of the search?
    pub reached: bool,
    /// Nodes of branch and bound that were opened.
    pub nodes: u32,
}
