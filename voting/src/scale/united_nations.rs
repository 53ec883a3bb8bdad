//! The scale of assessments of the United Nations, step by step.

use super::{
    error::ScaleError,
    fraction::Fraction,
    rates::Rates,
    rounding::{Rounded, round},
};
use num_bigint::BigUint;
use num_integer::Integer;

/// What a member brings: one figure for each year, the oldest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Is it a least developed country?
    pub least_developed: bool,
    /// Gross national income, in millions of US dollars.
    pub gni: Vec<Fraction>,
    /// Population, in thousands.
    pub population: Vec<Fraction>,
    /// External debt stock, in millions of US dollars; empty counts as none.
    pub debt: Vec<Fraction>,
}

/// The elements that the General Assembly decides (resolutions 55/5 B of 2000 to 76/238 of 2021), shares in per cent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Method {
    /// The base periods, in years up to the last.
    pub periods: Vec<usize>,
    /// What everybody pays at least.
    pub floor: Fraction,
    /// What a least developed country pays at most.
    pub ldc_ceiling: Fraction,
    /// What anybody pays at most.
    pub ceiling: Fraction,
    /// The gradient of the relief for low income a head, a part of 1.
    pub gradient: Fraction,
    /// The part of the debt stock that counts as repaid each year.
    pub repayment: Fraction,
    /// Debt counts below this income a head, in US dollars; where absent, the step is left out.
    pub debt_threshold: Option<Fraction>,
}

impl Default for Method {
    /// Three and six years, 0.001, 0.010 and 22 per cent, a gradient of 80 per cent, an eighth of the debt, and the World
    /// Bank's threshold of 12,535 dollars a head.
    fn default() -> Self {
        Self {
            periods: vec![3, 6],
            floor: Fraction::new(1, 1000),
            ldc_ceiling: Fraction::new(1, 100),
            ceiling: Fraction::whole(22),
            gradient: Fraction::new(4, 5),
            repayment: Fraction::new(1, 8),
            debt_threshold: Some(Fraction::whole(12_535)),
        }
    }
}

/// A scale, with every step that led to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scale {
    /// One for each base period.
    pub periods: Vec<Period>,
    /// The mean of the periods' rates, in per cent.
    pub unrounded: Vec<Fraction>,
    /// To three decimals.
    pub rates: Rounded,
}

/// A base period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Period {
    /// How many years.
    pub years: usize,
    /// The income a head below which there is relief, in US dollars.
    pub threshold: Fraction,
    /// The figures of each member.
    pub steps: Vec<Steps>,
}

/// A member's figures in a base period: incomes in millions of dollars, people in thousands, a head in dollars, shares in
/// per cent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Steps {
    /// Mean income.
    pub gni: Fraction,
    /// Mean population.
    pub population: Fraction,
    /// Share of income.
    pub share: Fraction,
    /// What is deducted for debt.
    pub debt_relief: Fraction,
    /// Income after it.
    pub adjusted_gni: Fraction,
    /// Share of that.
    pub adjusted_share: Fraction,
    /// A head.
    pub adjusted_per_capita: Fraction,
    /// Share after the relief for low income a head.
    pub after_low_income: Fraction,
    /// After the floor.
    pub after_floor: Fraction,
    /// After the ceiling of the least developed.
    pub after_ldc: Fraction,
    /// After the ceiling.
    pub after_ceiling: Fraction,
}

/// The most members: the common denominator of their incomes a head grows with each, and time with its cube.
const MOST_MEMBERS: usize = 2000;

/// The scale of assessments: for each base period income, debt relief, relief for low income a head, floor, ceiling of
/// the least developed, ceiling; then the mean, rounded to three decimals by largest remainders.
///
/// Where the practice is silent we decide: each bound is applied again while scaling pushes anybody across it, and the
/// country above the ceiling bears nothing of the relief (the Committee on Contributions' *track 1*).
///
/// # Errors
///
/// Where figures are missing, or the bounds leave nobody to pay 100 per cent.
pub fn united_nations(members: &[Member], method: &Method) -> Result<Scale, ScaleError> {
    let need = method.periods.iter().copied().max().unwrap_or(0).max(1);
    let have = members.first().ok_or(ScaleError::NoMembers)?.gni.len();
    if members.len() > MOST_MEMBERS {
        return Err(ScaleError::TooMany(members.len()));
    }
    if have < need {
        return Err(ScaleError::Years { have, need });
    }
    let even = |member: &Member| {
        member.gni.len() == have
            && member.population.len() == have
            && (member.debt.len() == have || member.debt.is_empty())
    };
    if !members.iter().all(even) {
        return Err(ScaleError::Uneven);
    }
    let ordered = method.floor <= method.ldc_ceiling
        && method.ldc_ceiling <= method.ceiling
        && method.ceiling <= Fraction::whole(100);
    if !ordered {
        return Err(ScaleError::Bounds);
    }
    if method.gradient > Fraction::whole(1) || method.repayment > Fraction::whole(1) {
        return Err(ScaleError::Part);
    }
    let periods: Vec<Period> =
        method.periods.iter().map(|years| period(members, *years, method)).collect::<Result<_, _>>()?;
    let count = Fraction::whole(u64::try_from(periods.len()).unwrap_or(u64::MAX));
    let mean = |member: usize| {
        let rates = periods.iter().map(|period| &period.steps[member].after_ceiling);
        rates.sum::<Fraction>().over(&count)
    };
    let unrounded: Vec<Fraction> = (0..members.len()).map(mean).collect();
    Ok(Scale { rates: round(&unrounded, 3)?, periods, unrounded })
}

/// Whole numbers in a unit that all figures share: 1/`unit` of theirs, summed over the last `years`.
struct Sums {
    unit: BigUint,
    sums: Vec<BigUint>,
}

fn sums<'m>(figures: impl Iterator<Item = &'m [Fraction]> + Clone, years: usize) -> Sums {
    let last = |figures: &'m [Fraction]| figures[figures.len().saturating_sub(years)..].iter();
    let unit =
        figures.clone().flat_map(last).fold(BigUint::from(1u8), |unit, figure| unit.lcm(&figure.whole));
    let sum = |figures| last(figures).map(|figure| &figure.part * (&unit / &figure.whole)).sum();
    Sums { sums: figures.map(sum).collect(), unit }
}

fn period(members: &[Member], years: usize, method: &Method) -> Result<Period, ScaleError> {
    let incomes = sums(members.iter().flat_map(|member| [member.gni.as_slice(), &member.debt]), years);
    let (gni, debt): (Vec<&BigUint>, Vec<&BigUint>) =
        incomes.sums.chunks_exact(2).map(|pair| (&pair[0], &pair[1])).unzip();
    let people = sums(members.iter().map(|member| member.population.as_slice()), years);
    if let Some(member) = people.sums.iter().position(|people| *people == BigUint::ZERO) {
        return Err(ScaleError::NoPopulation(member));
    }
    let total: BigUint = gni.iter().copied().sum();
    if total == BigUint::ZERO {
        return Err(ScaleError::Nothing("gni".into()));
    }
    // Millions of dollars over thousands of people are thousands of dollars a head.
    let per_head = |income: &BigUint, people_sum: &BigUint| {
        Fraction::of(income * &people.unit * 1000u16, people_sum * &incomes.unit)
    };

    // Debt: from here on incomes are counted in `repayment.whole` parts of their unit.
    let repayment = &method.repayment;
    let relieved = |member: usize| -> BigUint {
        let poor = method
            .debt_threshold
            .as_ref()
            .is_some_and(|threshold| per_head(gni[member], &people.sums[member]) < *threshold);
        let repaid = if poor { debt[member] * &repayment.part } else { BigUint::ZERO };
        repaid.min(gni[member] * &repayment.whole)
    };
    let relief: Vec<BigUint> = (0..members.len()).map(relieved).collect();
    let adjusted: Vec<BigUint> =
        gni.iter().zip(&relief).map(|(gni, relief)| *gni * &repayment.whole - relief).collect();
    let adjusted_total: BigUint = adjusted.iter().sum();
    if adjusted_total == BigUint::ZERO {
        return Err(ScaleError::Nothing("gni".into()));
    }
    let adjusted_share = |member: usize| Fraction::of(&adjusted[member] * 100u8, adjusted_total.clone());
    let above: Vec<bool> = (0..members.len()).map(|member| adjusted_share(member) > method.ceiling).collect();

    // The unadjusted incomes of all, in the same parts, over their people: the threshold.
    let low_income = LowIncome {
        total: &total * &repayment.whole,
        people: people.sums.iter().sum(),
        gradient: &method.gradient,
    };
    let parts = low_income.relieve(&adjusted, &people.sums, &above)?;
    let least_developed: Vec<bool> = members.iter().map(|member| member.least_developed).collect();
    let mut rates = Rates::new(&parts, &above);
    let after_low_income = rates.all();
    rates.fix(&method.floor, "floor", |rates, member| {
        !rates.is_fixed(member) && !above[member] && rates.rate(member) < method.floor
    })?;
    let after_floor = rates.all();
    rates.fix(&method.ldc_ceiling, "ceiling of the least developed", |rates, member| {
        least_developed[member] && !rates.is_fixed(member) && rates.rate(member) > method.ldc_ceiling
    })?;
    let after_ldc = rates.all();
    rates.fix_ceiling(&method.ceiling, &method.ldc_ceiling, &least_developed)?;

    let span = BigUint::from(years);
    let mean = |sum: &BigUint, parts: &BigUint| Fraction::of(sum.clone(), &incomes.unit * parts * &span);
    let one = BigUint::from(1u8);
    let steps = (0..members.len()).map(|member| Steps {
        gni: mean(gni[member], &one),
        population: Fraction::of(people.sums[member].clone(), &people.unit * &span),
        share: Fraction::of(gni[member] * 100u8, total.clone()),
        debt_relief: mean(&relief[member], &repayment.whole),
        adjusted_gni: mean(&adjusted[member], &repayment.whole),
        adjusted_share: adjusted_share(member),
        adjusted_per_capita: per_head(&adjusted[member], &(&people.sums[member] * &repayment.whole)),
        after_low_income: after_low_income[member].clone(),
        after_floor: after_floor[member].clone(),
        after_ldc: after_ldc[member].clone(),
        after_ceiling: rates.rate(member),
    });
    Ok(Period { years, threshold: per_head(&total, &people.sums.iter().sum()), steps: steps.collect() })
}

/// Relief for low income a head: below the threshold t an income of c a head falls by the gradient times (t − c)/t, and
/// those at or above it, ceiling countries excepted, bear the sum in proportion to their incomes.
struct LowIncome<'m> {
    /// The income of all, unadjusted.
    total: BigUint,
    /// Their people.
    people: BigUint,
    gradient: &'m Fraction,
}

impl LowIncome<'_> {
    /// The incomes after it, as parts of a common unit.
    fn relieve(
        &self,
        adjusted: &[BigUint],
        people: &[BigUint],
        above: &[bool],
    ) -> Result<Vec<BigUint>, ScaleError> {
        // c < t where a P < G p, for the income a of p people, and G of P in all.
        let below: Vec<bool> = adjusted
            .iter()
            .zip(people)
            .map(|(income, heads)| income * &self.people < &self.total * heads)
            .collect();
        let poor_people = people.iter().zip(&below).filter(|(_, below)| **below).map(|(heads, _)| heads);
        let heads = poor_people.fold(BigUint::from(1u8), |all, heads| all.lcm(heads));
        // The reduction g a (G p − a P) / (G p), in units of 1 / (gradient.whole · G · heads).
        let unit = &self.gradient.whole * &self.total * &heads;
        let reduction = |member: usize| -> BigUint {
            if !below[member] {
                return BigUint::ZERO;
            }
            let missing = &self.total * &people[member] - &adjusted[member] * &self.people;
            &self.gradient.part * &adjusted[member] * missing * (&heads / &people[member])
        };
        let reductions: Vec<BigUint> = (0..adjusted.len()).map(reduction).collect();
        let relief: BigUint = reductions.iter().sum();
        let bears = |member: usize| !below[member] && !above[member];
        let bearers: BigUint =
            (0..adjusted.len()).filter(|member| bears(*member)).map(|member| &adjusted[member]).sum();
        if bearers == BigUint::ZERO {
            let nobody = relief == BigUint::ZERO;
            return if nobody {
                Ok(adjusted.to_vec())
            } else {
                Err(ScaleError::NobodyCarries("relief for low income"))
            };
        }
        let part = |member: usize| {
            let kept = (&adjusted[member] * &unit - &reductions[member]) * &bearers;
            if bears(member) { kept + &adjusted[member] * &relief } else { kept }
        };
        Ok((0..adjusted.len()).map(part).collect())
    }
}
