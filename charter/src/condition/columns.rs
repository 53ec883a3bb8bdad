//! One condition on every state in every year at once, column by column. Agrees with the cell-by-cell evaluation,
//! which a property test holds it to; it only is faster.

use super::{Comparison, Condition, Expression, Fact, Node, Number, Truth, evaluate, names};
use crate::law::{Charter, GroupMembers};
use std::{
    cell::{OnceCell, RefCell},
    collections::{BTreeSet, HashMap},
    sync::Arc,
};
use world::{Column, FIRST_YEAR, MISSING, StateIx, World, state::last_day};

/// The world as a charter reads it: values carried where it asks, and the charter's own groups beside the world's.
pub struct Panel<'a> {
    world: &'a World,
    carry: usize,
    /// Columns with carried values, made when first asked for.
    carried: HashMap<String, Option<Column>>,
    own_groups: Vec<(String, OwnGroup)>,
    /// Of each year, when first asked for: how many states there are, their people, their product.
    sums: Vec<OnceCell<[Fact; 3]>>,
    /// The groups of a state in a year, made when first asked for.
    groups: RefCell<HashMap<(StateIx, i32), GroupNames>>,
}

type GroupNames = Arc<[String]>;

enum OwnGroup {
    Data(String),
    States(BTreeSet<StateIx>),
}

/// A value, and from which year it was carried if it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Read {
    /// The value.
    pub value: world::Decimal,
    /// The year it is from, where that is not the year asked for.
    pub carried_from: Option<i32>,
}

impl<'a> Panel<'a> {
    /// The world as this charter reads it.
    pub fn new(charter: &Charter, world: &'a World) -> Self {
        let own = charter.groups.iter().map(|group| {
            let members = match &group.members {
                GroupMembers::Data(name) => OwnGroup::Data(name.value.clone()),
                GroupMembers::States(codes) => OwnGroup::States(
                    codes.iter().filter_map(|code| world.find_state(&code.value).ok()).collect(),
                ),
            };
            (group.name.value.clone(), members)
        });
        let carry = usize::try_from(charter.data.carry).unwrap_or(0);
        Self {
            world,
            carry,
            carried: HashMap::new(),
            own_groups: own.collect(),
            sums: vec![OnceCell::new(); world.years()],
            groups: RefCell::default(),
        }
    }

    /// An indicator's value as the charter reads it: the year's own, or the last one within the years of carrying.
    pub fn read(&self, indicator: &str, state: StateIx, year: i32) -> Option<Read> {
        let column = self.world.column(self.world.indicator_named(indicator)?);
        (0..=i32::try_from(self.carry).unwrap_or(0)).find_map(|back| {
            let from = year.checked_sub(back)?;
            let value = column.get(state, from)?;
            Some(Read { value, carried_from: (back > 0).then_some(from) })
        })
    }

    /// What a name stands for, for one state in one year.
    pub fn fact(&self, path: &str, state: StateIx, year: i32) -> Fact {
        if let Some(indicator) = path.strip_prefix("state.").filter(|_| names::indicator(path).is_some()) {
            return self
                .read(indicator, state, year)
                .map_or(Fact::Missing, |read| Fact::Number(read.value.into()));
        }
        let of = self.world.state(state);
        match path {
            "year" => Fact::Number(Number::whole(i64::from(year))),
            "state.code" => Fact::Text(of.code.clone()),
            "state.region" => of.region.clone().map_or(Fact::Missing, Fact::Text),
            "state.groups" => {
                let mut known = self.groups.borrow_mut();
                let groups = known.entry((state, year)).or_insert_with(|| self.groups(state, year).into());
                Fact::Groups(Arc::clone(groups))
            }
            _ => self.world_fact(path, year),
        }
    }

    /// `world.states`, `world.population`, `world.gdp`.
    pub fn world_fact(&self, path: &str, year: i32) -> Fact {
        let place = match path {
            "world.states" => 0,
            "world.population" => 1,
            "world.gdp" => 2,
            _ => return Fact::Missing,
        };
        let offset = year.checked_sub(FIRST_YEAR).and_then(|offset| usize::try_from(offset).ok());
        let sums = offset.and_then(|offset| self.sums.get(offset));
        sums.map_or(Fact::Missing, |sums| sums.get_or_init(|| self.sum(year))[place].clone())
    }

    fn sum(&self, year: i32) -> [Fact; 3] {
        let states: Vec<_> = self.world.states_in(year).collect();
        let total = |indicator| {
            let values = states.iter().filter_map(|state| self.read(indicator, *state, year));
            values.fold(Fact::Missing, |sum, read| {
                let so_far = if let Fact::Number(sum) = sum { sum } else { Number::ZERO };
                so_far.plus(read.value.into()).map_or(Fact::Missing, Fact::Number)
            })
        };
        let count = Fact::Number(Number::whole(i64::try_from(states.len()).unwrap_or(i64::MAX)));
        [count, total("population"), total("gdp")]
    }

    fn groups(&self, state: StateIx, year: i32) -> Vec<String> {
        let world = self
            .world
            .groups
            .iter()
            .filter(|group| group.has_in(state, year))
            .map(|group| group.name.clone());
        let mut all: Vec<String> = world.collect();
        let known = all.len();
        for (name, members) in &self.own_groups {
            let belongs = match members {
                OwnGroup::Data(data) => all[..known].contains(data),
                OwnGroup::States(states) => states.contains(&state),
            };
            if belongs {
                all.push(name.clone());
            }
        }
        all
    }

    /// Does a state belong to a group of the world or of the charter on 31 December of the year?
    pub fn in_group(&self, name: &str, state: StateIx, year: i32) -> bool {
        match self.own_groups.iter().find(|(own, _)| own == name) {
            Some((_, OwnGroup::States(states))) => states.contains(&state),
            Some((_, OwnGroup::Data(data))) => {
                self.world.group(data).is_some_and(|group| group.has_in(state, year))
            }
            None => self.world.group(name).is_some_and(|group| group.has_in(state, year)),
        }
    }

    /// The states that a group of the world or of the charter has on 31 December of the year.
    pub fn group_in(&self, name: &str, year: i32) -> Vec<StateIx> {
        let data = match self.own_groups.iter().find(|(own, _)| own == name) {
            Some((_, OwnGroup::States(states))) => return states.iter().copied().collect(),
            Some((_, OwnGroup::Data(data))) => data,
            None => name,
        };
        self.world.group(data).map(|group| group.members_in(year)).unwrap_or_default()
    }

    /// The column of an indicator with values carried forward.
    fn column(&mut self, indicator: &str) -> Option<&Column> {
        let (world, carry) = (self.world, self.carry);
        let ix = world.indicator_named(indicator)?;
        if carry == 0 {
            return Some(world.column(ix));
        }
        let make = || Some(carried(world.column(ix), carry));
        self.carried.entry(indicator.to_owned()).or_insert_with(make).as_ref()
    }
}

/// A column in which every gap is filled from at most `carry` years before.
fn carried(column: &Column, carry: usize) -> Column {
    let mut out = column.clone();
    if column.years == 0 {
        return out;
    }
    for (row, source) in out.cells.chunks_mut(column.years).zip(column.cells.chunks(column.years)) {
        let mut last = MISSING;
        let mut age = 0;
        for (cell, value) in row.iter_mut().zip(source) {
            if *value != MISSING {
                (last, age) = (*value, 0);
            } else {
                age += 1;
                *cell = if age <= carry { last } else { MISSING };
            }
        }
    }
    out
}

/// What a condition says of every state in every year, in the cells of a [`Column`].
pub fn over_states(condition: &Condition, panel: &mut Panel<'_>) -> Vec<Truth> {
    over(condition.root(), panel)
}

fn over(expression: &Expression, panel: &mut Panel<'_>) -> Vec<Truth> {
    let cells = panel.world.states.len() * panel.world.years();
    match &expression.node {
        Node::Truth(value) => vec![Truth::from(*value); cells],
        Node::And(parts) => joined(parts, Truth::True, Truth::and, panel, cells),
        Node::Or(parts) => joined(parts, Truth::False, Truth::or, panel, cells),
        Node::Not(inner) => over(inner, panel).into_iter().map(Truth::not).collect(),
        Node::If(condition, then, otherwise) => {
            let (condition, then, otherwise) =
                (over(condition, panel), over(then, panel), over(otherwise, panel));
            let branches = then.into_iter().zip(otherwise);
            condition.into_iter().zip(branches).map(|(c, (x, y))| c.choose(x, y)).collect()
        }
        Node::Has(name) => match indicator_of(name).map(str::to_owned).and_then(|name| panel.column(&name)) {
            Some(column) => column.cells.iter().map(|cell| Truth::from(*cell != MISSING)).collect(),
            None => cell_by_cell(expression, panel),
        },
        Node::Compare(comparison, left, right) => {
            match (indicator_of(left), literal(right), indicator_of(right), literal(left)) {
                (Some(name), Some(bar), _, _) => compared(name, *comparison, bar, expression, panel),
                (_, _, Some(name), Some(bar)) => compared(name, comparison.turned(), bar, expression, panel),
                _ => cell_by_cell(expression, panel),
            }
        }
        Node::In(left, right) => match (&left.node, &right.node) {
            (Node::Text(group), Node::Name(path)) if path == "state.groups" => members(group, panel),
            _ => cell_by_cell(expression, panel),
        },
        _ => cell_by_cell(expression, panel),
    }
}

fn joined(
    parts: &[Expression],
    start: Truth,
    join: fn(Truth, Truth) -> Truth,
    panel: &mut Panel<'_>,
    cells: usize,
) -> Vec<Truth> {
    let mut all = vec![start; cells];
    for part in parts {
        for (cell, next) in all.iter_mut().zip(over(part, panel)) {
            *cell = join(*cell, next);
        }
    }
    all
}

/// The indicator of `state.polyarchy`.
fn indicator_of(expression: &Expression) -> Option<&str> {
    match &expression.node {
        Node::Name(path) if path.starts_with("state.") => names::indicator(path),
        _ => None,
    }
}

/// The number of a literal, with or without a minus sign.
fn literal(expression: &Expression) -> Option<Number> {
    match &expression.node {
        Node::Number(number, _) => Some(*number),
        Node::Minus(inner) => literal(inner)?.negative(),
        _ => None,
    }
}

/// A column against a bar, in the column's own integers: `value / 10^places >= bar` is `value >= bar × 10^places`,
/// which is compared with the whole number below it and the question whether it is one.
fn compared(
    name: &str,
    comparison: Comparison,
    bar: Number,
    whole: &Expression,
    panel: &mut Panel<'_>,
) -> Vec<Truth> {
    let Some(column) = panel.column(name) else {
        // An indicator that the world does not have is missing everywhere.
        return vec![Truth::Unknown; panel.world.states.len() * panel.world.years()];
    };
    let scale = 10i128.checked_pow(u32::from(column.places));
    let (over, under) = bar.terms();
    let Some(scaled) = scale.and_then(|scale| over.checked_mul(scale)) else {
        return cell_by_cell(whole, panel);
    };
    let floor = scaled.div_euclid(under);
    let exact = scaled.rem_euclid(under) == 0;
    let Ok(floor) = i64::try_from(floor) else { return cell_by_cell(whole, panel) };
    let judge = |holds: fn(i64, i64) -> bool, bar: i64| -> Vec<Truth> {
        let one = |cell: &i64| if *cell == MISSING { Truth::Unknown } else { Truth::from(holds(*cell, bar)) };
        column.cells.iter().map(one).collect()
    };
    match (comparison, exact) {
        (Comparison::AtLeast, true) => judge(|value, bar| value >= bar, floor),
        (Comparison::AtLeast | Comparison::More, false) | (Comparison::More, true) => {
            judge(|value, bar| value > bar, floor)
        }
        (Comparison::Less, true) => judge(|value, bar| value < bar, floor),
        (Comparison::Less | Comparison::AtMost, false) | (Comparison::AtMost, true) => {
            judge(|value, bar| value <= bar, floor)
        }
        (Comparison::Equal, true) => judge(|value, bar| value == bar, floor),
        (Comparison::Unequal, true) => judge(|value, bar| value != bar, floor),
        (Comparison::Equal, false) => judge(|_, _| false, floor),
        (Comparison::Unequal, false) => judge(|_, _| true, floor),
    }
}

fn members(name: &str, panel: &Panel<'_>) -> Vec<Truth> {
    let years = panel.world.years();
    let mut out = vec![Truth::False; panel.world.states.len() * years];
    let row = |state: StateIx| usize::from(state.0) * years;
    let group = match panel.own_groups.iter().find(|(own, _)| own == name) {
        Some((_, OwnGroup::States(states))) => {
            states.iter().for_each(|state| out[row(*state)..row(*state) + years].fill(Truth::True));
            return out;
        }
        Some((_, OwnGroup::Data(data))) => panel.world.group(data),
        None => panel.world.group(name),
    };
    for member in group.iter().flat_map(|group| &group.members) {
        for (offset, year) in (FIRST_YEAR..=panel.world.last_year).enumerate() {
            if last_day(year).is_some_and(|day| member.spell.covers(day)) {
                out[row(member.state) + offset] = Truth::True;
            }
        }
    }
    out
}

fn cell_by_cell(expression: &Expression, panel: &Panel<'_>) -> Vec<Truth> {
    let mut out = Vec::with_capacity(panel.world.states.len() * panel.world.years());
    for state in panel.world.state_ixs() {
        for year in FIRST_YEAR..=panel.world.last_year {
            out.push(evaluate::truth(expression, &mut |path| panel.fact(path, state, year)));
        }
    }
    out
}
