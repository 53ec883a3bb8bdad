"""Puts the same councils to Python packages for voting power, and to koinon, and compares figures and times.

    python power.py PATH/TO/koinon

Needs power_bdd, powerindex, powerindices and numpy (PyPI). Cases come from voting/tests/cases/power. A package is asked only
what it can answer: powerindex and powerindices know one quota, power_bdd any combination. Times are the best of three
in one process; koinon's are of the whole program, with starting and reading the file.
"""

import csv
import json
import subprocess
import sys
import time
from pathlib import Path

import powerindex
import powerindices
from power_bdd.bdd import BDD, WeightedGame

CASES = Path(__file__).resolve().parents[2] / "voting" / "tests" / "cases" / "power"


def table(case):
    with open(CASES / case / "weights.csv", newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def column(case, name):
    return [int(row[name]) for row in table(case)]


def best(task):
    """The best of three times in seconds, and the answer."""
    times = []
    for _ in range(3):
        start = time.perf_counter()
        answer = task()
        times.append(time.perf_counter() - start)
    return min(times), answer


def koinon(program, case):
    rule = (CASES / case / "rule.txt").read_text(encoding="utf-8").strip()
    command = [program, "power", str(CASES / case / "weights.csv"), "--rule", rule, "--json"]

    def ask():
        return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)

    seconds, answer = best(ask)
    players = answer["players"]
    return seconds, [p["banzhaf_share"] for p in players], [p["shapley_shubik"] for p in players]


def by_bdd(games):
    """Banzhaf shares and Shapley-Shubik indices of a combination of weighted games."""

    def ask():
        diagram = games()
        banzhaf = list(diagram.calc_banzhaf())
        return [value / sum(banzhaf) for value in banzhaf], list(diagram.calc_shapley())

    return ask


def by_powerindex(weights, quota):
    def ask():
        game = powerindex.Game(quota=quota, weights=list(weights))
        game.calc_banzhaf()
        game.calc_shapley_shubik()
        return game.banzhaf, game.shapley_shubik

    return ask


def by_powerindices(weights, quota):
    def ask():
        banzhaf = list(powerindices.compute_pbi(quota, list(weights)))
        return [value / sum(banzhaf) for value in banzhaf], list(powerindices.compute_ssi(quota, list(weights)))

    return ask


def furthest(have, want):
    """How far a list of figures lies from another at most, relative to the largest."""
    return max(abs(a - b) for a, b in zip(have, want)) / max(want)


def lisbon(case):
    population = column(case, "population")
    states = [1] * len(population)
    share = -(-65 * sum(population) // 100)
    most = -(-55 * len(states) // 100)

    def games():
        both = BDD(WeightedGame(most, list(states))) & BDD(WeightedGame(share, list(population)))
        return both | BDD(WeightedGame(len(states) - 3, list(states)))

    return games


def questions():
    """The case, the package and what it is asked."""
    electors, union = "us-electors-2020", "eu27-lisbon-2023"
    votes = column(electors, "votes")
    yield electors, "powerindex", by_powerindex(votes, 270)
    yield electors, "powerindices", by_powerindices(votes, 270)
    yield electors, "power_bdd", by_bdd(lambda: BDD(WeightedGame(270, list(votes))))
    equals = [1] * 68
    yield "equals-68", "powerindex", by_powerindex(equals, 35)
    yield "equals-68", "powerindices", by_powerindices(equals, 35)
    yield union, "power_bdd", by_bdd(lisbon(union))
    yield "community-96", "power_bdd", by_bdd(lisbon("community-96"))


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    own = {}
    print(f"{'case':<20} {'program':<14} {'seconds':>9}  furthest from koinon: Banzhaf share, Shapley-Shubik")
    for case, package, ask in questions():
        if case not in own:
            own[case] = koinon(sys.argv[1], case)
            print(f"{case:<20} {'koinon':<14} {own[case][0]:>9.4f}")
        _, banzhaf, shapley = own[case]
        try:
            seconds, (their_banzhaf, their_shapley) = best(ask)
        except Exception as error:  # a package that fails is a result
            print(f"{case:<20} {package:<14} {'–':>9}  fails: {type(error).__name__}: {error}")
            continue
        far = furthest(their_banzhaf, banzhaf), furthest(their_shapley, shapley)
        print(f"{case:<20} {package:<14} {seconds:>9.4f}  {far[0]:.1e}, {far[1]:.1e}")


if __name__ == "__main__":
    main()
