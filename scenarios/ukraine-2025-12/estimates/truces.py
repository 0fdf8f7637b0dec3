"""Limited truces, from ../evidence/talks.csv and the postures of ../evidence/posture.csv.

    python3 truces.py

Arrivals are a Poisson process: of each kind they come at its rate, times PRESSED while the great power presses either side.
The record is complete from 1 January 2025. Jeffreys' prior makes the posterior a Gamma distribution of shape events + 1/2 over
the days counted. What talks add is not estimated: its mean is one. Breaches come at a rate over the days that truces lasted;
one that never took effect, and of which no end is stated, adds no days.
"""

import csv
import datetime
import math
import pathlib

EVIDENCE = pathlib.Path(__file__).parent.parent / "evidence"
BEGINS, ENDS = datetime.date(2025, 1, 1), datetime.date(2025, 12, 5)
PRESSED = 1.5
KINDS = ("energy", "holiday", "humanitarian", "capitals", "sector")


def rows(name):
    with (EVIDENCE / name).open(newline="") as file:
        return list(csv.DictReader(file))


def days_counted():
    """Days of the record, those under pressure times PRESSED; and how many these were."""
    changes = sorted((datetime.date.fromisoformat(row["date"]), row["subject"]) for row in rows("posture.csv"))
    counted, pressed, posture = 0.0, 0, None
    for at in range((ENDS - BEGINS).days):
        day = BEGINS + datetime.timedelta(at)
        posture = [name for since, name in changes if since <= day][-1]
        pressed += posture.startswith("pressing")
        counted += PRESSED if posture.startswith("pressing") else 1.0
    return counted, pressed


def truces():
    known = [row for row in rows("talks.csv") if row["kind"] == "limited-truce"]
    replaced = {row["replaces"] for row in known}
    return [row for row in known if row["id"] not in replaced and row["date"] >= BEGINS.isoformat()]


def gamma_quantile(shape, cut):
    """Quantile of a Gamma distribution of scale one, by bisection of its series."""
    def below(x):
        term = total = 1.0 / shape
        for k in range(1, 500):
            term *= x / (shape + k)
            total += term
        return total * math.exp(shape * math.log(x) - x - math.lgamma(shape))
    low, high = 1e-9, 60.0
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if below(middle) < cut else (low, middle)
    return low


def told(name, events, exposure, unit):
    shape = events + 0.5
    cuts = [gamma_quantile(shape, cut) / exposure for cut in (0.05, 0.5, 0.95)]
    print("  %-12s %d in %.2f %ss: mean %.2f, 5, 50, 95 %%: %.2f, %.2f, %.2f a %s" % (
        name, events, exposure, unit, shape / exposure, *cuts, unit))


def main():
    counted, pressed = days_counted()
    print(f"{(ENDS - BEGINS).days} days, {pressed} of them under pressure, count as {counted:.0f}")
    found = truces()
    for kind in KINDS:
        told(kind, sum(row["subject"] == kind for row in found), counted / 364, "year")
    print("breaches")
    for kind in ("energy", "holiday"):
        ended = [row for row in found if row["subject"] == kind and row["answer"]]
        day = datetime.date.fromisoformat
        # The Easter truce lasted 30 hours, on two days.
        weeks = sum(1.25 if "easter" in row["id"] else (day(row["until"]) - day(row["date"])).days + 1 for row in ended) / 7
        told(kind, sum(row["answer"] == "broken" for row in ended), weeks, "week")


if __name__ == "__main__":
    main()
