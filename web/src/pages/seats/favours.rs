//! What each method favours, large or small, and which paradoxes it shows here.

use super::{asked::Asked, table, table::Columns};
use crate::words::{count, grouped, human, the};
use maud::{Markup, html};
use voting::seats::{Apportionment, Method, Paradoxes, Tie, Transfer, paradoxes as look_for};

/// So many findings of a kind are told.
const TOLD: usize = 5;

/// How far seats lie from proportion, in words: how many the large give to the small.
pub fn moved(asked: &Asked<'_>, found: &Apportionment) -> String {
    let order = asked.order();
    let total = asked.total();
    // Above and below their whole shares, in seats.
    let seats = f64_of(u128::from(asked.seats));
    let above: f64 = order
        .iter()
        .map(|place| {
            let quota = f64_of(u128::from(asked.weights[*place])) * seats / f64_of(total.max(1));
            (f64_of(u128::from(found.seats[*place])) - quota).max(0.0)
        })
        .sum();
    let (Some(largest), Some(smallest)) = (order.first(), order.last()) else { return String::new() };
    let each = |place: usize| match found.seats[place] {
        0 => None,
        seats => Some(f64_of(u128::from(asked.weights[place])) / f64_of(u128::from(seats))),
    };
    // What hangs on a tie is not told.
    let settled = |place: usize| found.range(place).0 == found.range(place).1;
    let alike =
        |tie: &Tie| tie.players.iter().all(|place| asked.weights[*place] == asked.weights[tie.players[0]]);
    let behind = match (each(*largest), each(*smallest)) {
        (Some(large), Some(small)) if largest != smallest && settled(*largest) && settled(*smallest) => {
            format!(
                "Behind a seat of {} stand {}, behind one of {} {}. ",
                the(&asked.names[*largest]),
                human(large),
                the(&asked.names[*smallest]),
                human(small)
            )
        }
        _ => String::new(),
    };
    if !found.ties.iter().all(alike) {
        return behind;
    }
    let above = format!("{above:.0}");
    let lie = if above == "1" { "lies" } else { "lie" };
    format!("{behind}Of the {} {above} {lie} elsewhere than in proportion.", asked.house())
}

#[expect(clippy::cast_precision_loss, reason = "for words, not for seats")]
fn f64_of(number: u128) -> f64 {
    number as f64
}

/// Seats per million of the largest and the smallest, by formula.
pub fn favours(asked: &Asked<'_>, columns: &Columns) -> Markup {
    let order = asked.order();
    let (Some(largest), Some(smallest)) = (order.first().copied(), order.last().copied()) else {
        return html! {};
    };
    let third = order.len().div_ceil(3);
    let total = asked.total();
    let weight =
        |places: &[usize]| places.iter().map(|place| u128::from(asked.weights[*place])).sum::<u128>();
    let seats =
        |found: &Apportionment, places: &[usize]| places.iter().map(|place| found.seats[*place]).sum::<u64>();
    let (large, small) = (&order[..third], &order[order.len() - third..]);
    let percent = |part: f64| format!("{:.1}%", 100.0 * part);
    let share = |found: &Apportionment, places: &[usize]| {
        percent(f64_of(u128::from(seats(found, places))) / f64_of(u128::from(asked.seats)))
    };
    let million = |found: &Apportionment, place: usize| {
        f64_of(u128::from(found.seats[place])) * 1e6 / f64_of(u128::from(asked.weights[place])).max(1.0)
    };
    html! {
        h2 #favours { "What each method favours" }
        p.reading { "Divisor methods differ only in where they round. The lower the point from which a fraction counts as a whole seat, the better for the small; the higher, the better for the large." }
        div.scroll tabindex="0" role="region" aria-labelledby="favours" {
            table.own {
                caption { "The largest third has " (percent(f64_of(weight(large)) / f64_of(total.max(1)))) " of " (asked.by.replace('_', " ")) ", the smallest third " (percent(f64_of(weight(small)) / f64_of(total.max(1)))) ". Seats per million of " (asked.by.replace('_', " ")) "." }
                thead { tr {
                    th scope="col" { "Method" } th scope="col" { "From s to s + 1 seats at a quota of" }
                    th.n scope="col" { "Largest third" } th.n scope="col" { "Smallest third" }
                    th.n scope="col" { (asked.names[largest]) ", per million" } th.n scope="col" { (asked.names[smallest]) ", per million" }
                    th.n scope="col" { "Ratio" }
                } }
                tbody {
                    @for (method, found) in columns.good() {
                        @let (of_large, of_small) = (million(found, largest), million(found, smallest));
                        tr {
                            th scope="row" { (table::title(method)) }
                            td { (signpost(method)) }
                            td.n { (share(found, large)) }
                            td.n { (share(found, small)) }
                            td.n { (human(of_large)) }
                            td.n { (human(of_small)) }
                            td.n { @if of_large > 0.0 { (human(of_small / of_large)) } @else { "–" } }
                        }
                    }
                }
            }
        }
        p.note { "Ratio: how many times as many seats per head the smallest has as the largest. By Balinski and Young (1982), Adams, Dean, Huntington–Hill, Webster and Jefferson favour the small in this order, and Webster alone neither." }
    }
}

fn signpost(method: Method) -> &'static str {
    match method {
        Method::Adams => "s",
        Method::Dean => "2s(s + 1) / (2s + 1)",
        Method::HuntingtonHill => "√(s(s + 1))",
        Method::Webster => "s + ½",
        Method::ModifiedFirstDivisor => "s + ½, the first at 0.7",
        Method::Jefferson => "s + 1",
        Method::Hamilton => "by largest remainder, quota P/N",
        Method::Droop => "by largest remainder, quota ⌊P/(N + 1)⌋ + 1",
        Method::Imperiali => "by largest remainder, quota P/(N + 2)",
        Method::Cambridge => "s, above a base, up to the maximum",
        Method::CambridgePower => "s, of pᶿ, above a base",
        Method::Penrose => "s + ½, of √p",
    }
}

/// The paradoxes, where they are asked for; else the way to ask.
pub fn paradoxes(asked: &Asked<'_>) -> Markup {
    let looked = asked.paradoxes.then(|| look_for(&asked.weights, asked.seats, asked.method, asked.bounds));
    html! {
        h2 #paradoxes { "Paradoxes" }
        @match looked {
            None => {
                p { "A house that grows by one seat may cost somebody a seat; who grows may lose one to who shrinks. No divisor method does so, every method of remainders can." }
                p { a.button href=(asked.with_paradoxes()) rel="nofollow" { "Look for them under " (table::title(asked.method)) } }
            },
            Some(Err(error)) => { p { "They cannot be looked for: " (error) "." } },
            Some(Ok(found)) => { (told(asked, &found)) },
        }
    }
}

fn told(asked: &Asked<'_>, found: &Paradoxes) -> Markup {
    let name = |place: usize| asked.names[place].as_str();
    let passes =
        |transfer: &Transfer| format!("a seat passes from {} to {}", name(transfer.from), name(transfer.to));
    let names = |places: &[usize]| {
        charter::show::and_list(&places.iter().map(|place| name(*place).to_owned()).collect::<Vec<_>>())
    };
    html! {
        @if found.is_empty() {
            p { "None was found under " (table::title(asked.method)) ": in no house of up to " (grouped(asked.seats + 1)) " seats does one more seat cost anybody a seat; no growth of one by a hundredth and no departure moves a seat between two others; and nobody has fewer seats than the whole quota or more than the next whole number." }
        } @else {
            ul {
                @for (house, losers) in found.house.iter().take(TOLD) { li { "House: from " (grouped(*house)) " to " (grouped(house + 1)) " seats " (names(losers)) " would lose." } }
                @for transfer in found.population.iter().take(TOLD) { li { "Population: let " (name(transfer.cause)) " alone grow by a hundredth, and " (passes(transfer)) "." } }
                @for transfer in found.new_state.iter().take(TOLD) { li { "New states: let " (name(transfer.cause)) " leave with its seats, and " (passes(transfer)) "." } }
                @for outside in found.quota.iter().take(TOLD) { li { "Quota: " (name(outside.player)) " has " (outside.seats) " seats, outside " (outside.lower) " to " (outside.upper) "." } }
            }
            @let all = found.house.len() + found.population.len() + found.new_state.len() + found.quota.len();
            p.note { (count(all, "finding", "findings")) " in all; " code { (asked.command()) " --json" } " lists every one." }
        }
    }
}
