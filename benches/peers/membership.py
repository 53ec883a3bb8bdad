"""The criteria of the World Security Community's Article 2 in pandas, for comparison with `charter/benches/assess.rs`.

Usage: membership.py PANEL.csv

PANEL.csv has the columns state and year and one column an indicator, as `koinon data export` writes them. Every state is
judged in every year, as Koinon does: values carried for one year, three-valued logic, and criteria that must hold for
several years running. Two things are left out, in pandas' favour: years before a state's birth are not set apart, and
what loses membership is not judged. Reading the file is not timed.
"""

import statistics
import sys
import time

import numpy as np
import pandas as pd

RUNS = 20


INDICATORS = [
    "polyarchy",
    "freedom_house",
    "civil_liberties",
    "liberal_democracy",
    "internal_conflict_deaths",
    "internal_conflict",
]


def read(path):
    """One matrix of years by states for each indicator; what is missing is NaN."""
    panel = pd.read_csv(path, usecols=["state", "year", *INDICATORS])
    years = range(1900, panel["year"].max() + 1)
    states = sorted(panel["state"].unique())
    return {
        name: panel.pivot(index="year", columns="state", values=name).reindex(index=years, columns=states)
        for name in INDICATORS
    }


def judged(condition, *values):
    """1 true, 0 false, NaN where a value that the condition needs is missing."""
    known = ~values[0].isna()
    for value in values[1:]:
        known &= ~value.isna()
    return condition.astype(float).where(known)


def either(first, then, otherwise):
    """`has(first) ? then : otherwise`."""
    return then.where(~first.isna(), otherwise)


def running(verdict, years):
    """True if it holds in each of the last `years`, false if it fails in any, else unknown."""
    least = verdict.rolling(years, min_periods=1).min()
    known = verdict.rolling(years, min_periods=years).count() == years
    return least.where(known | (least == 0))


def assess(tables):
    """The verdict on every state in every year: met 1, not met 0, unknown NaN."""
    now = {name: table.ffill(limit=1) for name, table in tables.items()}
    democracy = either(
        now["polyarchy"],
        judged(now["polyarchy"] >= 0.5, now["polyarchy"]),
        judged(now["freedom_house"] >= 70, now["freedom_house"]),
    )
    liberty = either(
        now["civil_liberties"],
        judged(now["civil_liberties"] <= 3, now["civil_liberties"]),
        judged(now["liberal_democracy"] >= 0.4, now["liberal_democracy"]),
    )
    peace = either(
        now["internal_conflict_deaths"],
        judged(now["internal_conflict_deaths"] < 1000, now["internal_conflict_deaths"]),
        judged(now["internal_conflict"] < 2, now["internal_conflict"]),
    )
    criteria = [running(democracy, 3), running(liberty, 3), running(peace, 2)]
    least = np.fmin.reduce([criterion.to_numpy() for criterion in criteria])
    all_known = np.logical_and.reduce([~criterion.isna().to_numpy() for criterion in criteria])
    qualifies = np.where(all_known | (least == 0), least, np.nan)
    return pd.DataFrame(qualifies, index=democracy.index, columns=democracy.columns)


def main():
    tables = read(sys.argv[1])
    took = []
    for _ in range(RUNS):
        start = time.perf_counter()
        verdicts = assess(tables)
        took.append(time.perf_counter() - start)
    cells = verdicts.shape[0] * verdicts.shape[1]
    print(f"pandas {pd.__version__}, NumPy {np.__version__}, Python {sys.version.split()[0]}")
    print(f"{verdicts.shape[1]} states × {verdicts.shape[0]} years × 3 criteria = {cells} verdicts")
    print(f"median of {RUNS} runs {statistics.median(took) * 1000:.1f} ms, fastest {min(took) * 1000:.1f} ms")
    last = int(verdicts.dropna(how="all").index.max())
    year = verdicts.loc[last]
    print(f"{last}: {int((year == 1).sum())} met, {int((year == 0).sum())} not met")


if __name__ == "__main__":
    main()
