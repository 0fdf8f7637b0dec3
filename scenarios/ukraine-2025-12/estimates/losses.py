"""Losses and the fighting: the invader's losses of a month against the moves of the front, from ../evidence.

    python3 losses.py

Model: losses(t) = base * ((1 - w) + w * f(t)) * exp(m(t)), where f is the fighting, an average of the changes of the area
both ways over the last months with a half-life of one month, against its own long-run mean, and m an Ornstein-Uhlenbeck
process. Only net changes of the area are known, so f is the absolute change of a month. In logarithms

    ln losses(t) = c + ln((1 - w) + w f(t)) + m(t) + e(t)

with e the error of a reading (see below). w, the spread of m and its half-life are taken on a grid (flat in w, in the
spread and in the logarithm of the half-life, 1 to 12 months), the level by generalised least squares.

The readings are monthly differences of a smoothed model: their own error, .1 in log, is that of its 95 % interval of the
total (about 4 % of 1.1 million) spread over neighbouring months, and is too small for single months (.3 in the scenario).
"""

import csv
import math
import pathlib

from front import cholesky, dot, interval, monthly_gains, solve_lower

EVIDENCE = pathlib.Path(__file__).parent.parent / "evidence"
READING_ERROR = 0.1


def monthly_losses():
    with (EVIDENCE / "losses.csv").open(newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["party"] == "invader"]
    return {row["date"][:7]: float(row["value"]) for row in rows}


def fighting(first):
    changes = [(month, abs(gain)) for month, gain in monthly_gains() if month >= "2022-12"]
    smoothed, found = changes[0][1], []
    for month, change in changes:
        smoothed = 0.5 * smoothed + 0.5 * change
        found.append((month, smoothed))
    found = [(month, value) for month, value in found if month >= first]
    mean = sum(value for _, value in found) / len(found)
    return [(month, value / mean) for month, value in found]


def log_likelihood(values, rho, spread):
    count = len(values)
    covariance = [
        [spread**2 * rho ** abs(i - j) + (READING_ERROR**2 if i == j else 0.0) for j in range(count)]
        for i in range(count)
    ]
    lower = cholesky(covariance)
    ones, value = solve_lower(lower, [1.0] * count), solve_lower(lower, values)
    level = dot(ones, value) / dot(ones, ones)
    rest = [v - level * o for v, o in zip(value, ones)]
    log_determinant = 2 * sum(math.log(lower[i][i]) for i in range(count))
    return -0.5 * (log_determinant + dot(rest, rest) + math.log(dot(ones, ones)))


def estimate(first):
    losses, months = monthly_losses(), fighting(first)
    cells = []
    for i in range(20):
        share = 0.05 * i
        values = [math.log(losses[month]) - math.log((1 - share) + share * fought) for month, fought in months]
        for k in range(13):
            half_life = 12.0 ** (k / 12)
            for j in range(20):
                spread = 0.04 * (j + 1)
                cells.append((share, half_life, spread, log_likelihood(values, 0.5 ** (1 / half_life), spread)))
    best = max(cell[3] for cell in cells)
    weigh = [(cell, math.exp(cell[3] - best)) for cell in cells]
    print(f"from {first}: {len(months)} months, mean {sum(losses[m] for m, _ in months) / len(months):.0f}")
    for name, place in (("share that follows the fighting", 0), ("half-life, months", 1), ("spread, in log", 2)):
        print("  %-32s %.2f, %.2f, %.2f (10, 50, 90 %%)" % (name, *interval([(c[place], w) for c, w in weigh])))


if __name__ == "__main__":
    estimate("2023-01")
    estimate("2023-12")
    estimate("2025-01")
