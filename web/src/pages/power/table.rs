//! Every player's power as a table, and what the columns mean; and how power falls on citizens.

use super::{
    asked::Asked,
    found::{Found, share},
};
use crate::{facts::Facts, link, words::grouped};
use maud::{Markup, html};
use voting::power::{design, figures::Player};

/// The table, the most powerful first.
pub fn players(facts: &Facts, asked: &Asked<'_>, found: &Found) -> Markup {
    let name = |place: usize| match (asked.community, asked.now.states.get(place)) {
        (Some((judged, _)), Some(state)) => link::state(facts, judged, *state),
        _ => html! { (asked.now.names[place]) },
    };
    let notable = found.players.iter().any(|player| !alone(player).is_empty());
    let unit = |column: &str| charter::show::capital(&column.replace(['_', '-'], " "));
    html! {
        div.scroll tabindex="0" role="region" aria-labelledby="players" {
            table.own {
                caption { (charter::show::capital(&asked.title)) ", “" (asked.rule) "”. Shares of all power add up to 100%; Coleman’s indices do not." }
                thead { tr {
                    th scope="col" { "Player" }
                    @for (column, _) in &asked.now.weights { th.n scope="col" { (unit(column)) } }
                    th.n.chosen scope="col" { "Share of power" }
                    th.n scope="col" { "Shapley–Shubik" }
                    th.n scope="col" { "Penrose–Banzhaf" }
                    th.n scope="col" { "Can block" }
                    th.n scope="col" { "Can start" }
                    @if found.before.is_some() { th.n scope="col" { "Change of share" } }
                    @if notable { th scope="col" { "Alone" } }
                } }
                tbody {
                    @for place in found.order() {
                        @let player = &found.players[place];
                        tr {
                            th scope="row" { (name(place)) }
                            @for (_, weights) in &asked.now.weights { td.n { (grouped(weights[place])) } }
                            td.n.chosen { (share(player.banzhaf_share.value)) }
                            td.n { (share(player.shapley_shubik.value)) }
                            td.n { (share(player.banzhaf.value)) }
                            td.n { (share(player.prevent.value)) }
                            td.n { (share(player.initiate.value)) }
                            @if let Some(before) = &found.before { td.n { (change(asked, before, &asked.now.names[place], player)) } }
                            @if notable { td { (alone(player)) } }
                        }
                    }
                }
            }
        }
        @if let (Some(before), Some(council)) = (&found.before, &asked.before) {
            @let gone: Vec<_> = council.names.iter().zip(&before.players).filter(|(name, _)| !asked.now.names.contains(name)).collect();
            @if !gone.is_empty() {
                p.note { "Left: " @for (number, (name, player)) in gone.iter().enumerate() { @if number > 0 { ", " } (name) " (had " (share(player.banzhaf_share.value)) ")" } "." }
            }
        }
    }
}

fn change(asked: &Asked<'_>, before: &Found, name: &str, now: &Player) -> Markup {
    let was = asked.before.as_ref().and_then(|council| council.names.iter().position(|known| known == name));
    html! {
        @match was {
            None => { "joins" },
            Some(place) => {
                @let change = 100.0 * (now.banzhaf_share.value - before.players[place].banzhaf_share.value);
                @if change.abs() < 0.000_5 { "0" } @else if change > 0.0 { span.more { (format!("+{change:.3}")) } } @else { span.fewer { (format!("−{:.3}", -change)) } }
            },
        }
    }
}

fn alone(player: &Player) -> &'static str {
    let alone = player.alone;
    match () {
        () if alone.dictates() => "decides and blocks",
        () if alone.decides => "decides",
        () if alone.blocks => "has a veto",
        () if alone.dummy => "no power",
        () => "",
    }
}

/// What the columns mean.
pub fn meaning() -> Markup {
    html! {
        details {
            summary { "What the columns mean" }
            dl.prose {
                dt { "Share of power" } dd { "The player’s part of all swings: a swing is a coalition that loses and that wins when the player joins (Penrose 1946; Banzhaf 1965)." }
                dt { "Shapley–Shubik" } dd { "How often the player is the one whose joining makes the coalition win, when all join in a random order (Shapley and Shubik 1954)." }
                dt { "Penrose–Banzhaf" } dd { "The chance that the player’s vote decides when every other vote is a coin’s." }
                dt { "Can block" } dd { "Coleman’s power to prevent action: of the coalitions that win, the part that would lose without the player. 100% is a veto (Coleman 1971)." }
                dt { "Can start" } dd { "Coleman’s power to initiate action: of the coalitions that lose, the part that would win with the player (Coleman 1971)." }
            }
        }
    }
}

/// How evenly power falls on citizens, and what the square-root rule would give.
pub fn of_citizens(asked: &Asked<'_>, found: &Found) -> Markup {
    let Some((unit, people)) = &asked.now.people else { return html! {} };
    let shares: Vec<f64> = found.players.iter().map(|player| player.banzhaf_share.value).collect();
    let Some(inequality) = design::inequality(&shares, people) else { return html! {} };
    let fair = design::square_root_shares(people);
    let roots: Vec<f64> = fair.iter().map(|share| share * 1e6).collect();
    let mut far: Vec<usize> = (0..people.len()).filter(|place| fair[*place] > 0.0).collect();
    far.sort_by(|a, b| (shares[*b] - fair[*b]).total_cmp(&(shares[*a] - fair[*a])));
    let name = |place: &usize| asked.now.names[*place].as_str();
    html! {
        h2 #citizens { "Power of a citizen" }
        p.reading {
            "Of all power per head of " (unit) ", " (asked.now.names[inequality.most]) " has the most"
            @if inequality.ratio.is_finite() { ": " (crate::words::human(inequality.ratio)) " times that of " (asked.now.names[inequality.least]) }
            @else { ", and " (asked.now.names[inequality.least]) " none" }
            ". The Gini coefficient of power over people is " (format!("{:.2}", inequality.gini)) ", where 0 is the same for all."
        }
        p.reading {
            "For every citizen to have the same chance to decide through a delegate, power would have to follow the square root of people (Penrose 1946)"
            @if let (Some(first), Some(last)) = (far.first(), far.last()) && first != last {
                ". Measured by that, " (name(first)) " has the largest excess, " (share(shares[*first])) " instead of " (share(fair[*first])) ", and " (name(last)) " the largest shortfall, " (share(shares[*last])) " instead of " (share(fair[*last]))
            }
            ". With such weights the quota under which power comes closest to them is " (share(design::optimal_quota(&roots))) " (Słomczyński and Życzkowski 2006)."
        }
    }
}
