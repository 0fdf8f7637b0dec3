"""Season and pace of the front, from the monthly areas of ../evidence/area.csv.

    python3 front.py

The gain of month t is c * season(t) * exp(x(t)), where x is an Ornstein-Uhlenbeck process that keeps rho of itself from
month to month. In logarithms

    ln gain(t) = ln c - cold(t) * theta + x(t) + e(t),   x(t) = rho x(t-1) + noise,

with cold = 1 from January to April. The error e is that of the walk itself and of the maps: its variance is
(walk^2 + map^2) / mean gain^2, with the walk's 34 km2 * sqrt(25 moves) and maps to 50 km2. The likelihood is that of a
Gaussian process with the level and theta taken out by generalised least squares (restricted likelihood); the posterior is
taken on a grid, flat in the logarithm of the half-life (2 to 12 months: a longer one cannot be told from a trend in three
years, a shorter one not from the walk) and in the spread (.05 to 1.5).

Months: December 2023 to November 2025. Before, the attacker changed: the gain of a month says nothing of how much the
front moved. The rows with absolute changes of 2023 are for comparison.
"""

import csv
import math
import pathlib

EVIDENCE = pathlib.Path(__file__).parent.parent / "evidence" / "area.csv"
# Standard deviation of the walk in a month (34 km2 a step, 25 moves) and of the difference of two maps, km2.
WALK, MAPS = 34 * math.sqrt(25 * (1 - 0.44**2)), 50.0


def monthly_gains():
    with EVIDENCE.open(newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["kind"] == "area-held"]
    ends = {}
    for row in rows:
        ends[row["date"][:7]] = float(row["value"])  # the last reading of a month
    ends = {month: area for month, area in ends.items() if month <= "2025-11"}
    months = sorted(ends)
    return [(now, ends[now] - ends[before]) for before, now in zip(months, months[1:])]


def is_cold(month):
    return int(month[5:]) <= 4


def log_likelihood(gains, rho, spread):
    """Log likelihood with level and theta profiled by generalised least squares; also theta and its standard error."""
    mean = sum(gain for _, gain in gains) / len(gains)
    error = (WALK**2 + MAPS**2) / mean**2
    count = len(gains)
    values = [math.log(max(gain, 10.0)) for _, gain in gains]
    covariance = [
        [spread**2 * rho ** abs(i - j) + (error if i == j else 0.0) for j in range(count)] for i in range(count)
    ]
    lower = cholesky(covariance)
    ones = solve_lower(lower, [1.0] * count)
    cold = solve_lower(lower, [float(is_cold(month)) for month, _ in gains])
    value = solve_lower(lower, values)
    a, b, d = dot(ones, ones), dot(ones, cold), dot(cold, cold)
    p, q = dot(ones, value), dot(cold, value)
    determinant = a * d - b * b
    level, effect = (d * p - b * q) / determinant, (a * q - b * p) / determinant
    rest = [v - level * o - effect * c for v, o, c in zip(value, ones, cold)]
    log_determinant = 2 * sum(math.log(lower[i][i]) for i in range(count))
    restricted = -0.5 * (log_determinant + dot(rest, rest) + math.log(determinant))
    return restricted, -effect, math.sqrt(a / determinant)


def cholesky(matrix):
    count = len(matrix)
    lower = [[0.0] * count for _ in range(count)]
    for i in range(count):
        for j in range(i + 1):
            rest = matrix[i][j] - sum(lower[i][k] * lower[j][k] for k in range(j))
            lower[i][j] = math.sqrt(rest) if i == j else rest / lower[j][j]
    return lower


def solve_lower(lower, right):
    found = []
    for i, row in enumerate(lower):
        found.append((right[i] - sum(row[k] * found[k] for k in range(i))) / row[i])
    return found


def dot(one, other):
    return sum(a * b for a, b in zip(one, other))


def interval(weighted, share=0.8):
    total, sofar, found = sum(w for _, w in weighted), 0.0, []
    for cut in ((1 - share) / 2, 0.5, (1 + share) / 2):
        sofar = 0.0
        for value, weight in sorted(weighted):
            sofar += weight
            if sofar >= cut * total:
                found.append(value)
                break
    return found


def estimate(name, gains):
    cells = []
    half_lives = [2 * math.exp(math.log(6.0) * k / 24) for k in range(25)]
    spreads = [0.05 + 0.05 * k for k in range(30)]
    for half_life in half_lives:
        for spread in spreads:
            cells.append((half_life, spread, *log_likelihood(gains, 0.5 ** (1 / half_life), spread)))
    best = max(cell[2] for cell in cells)
    weigh = [(cell, math.exp(cell[2] - best)) for cell in cells]
    total = sum(weight for _, weight in weigh)
    theta = sum(cell[3] * weight for cell, weight in weigh) / total
    variance = sum((cell[4] ** 2 + (cell[3] - theta) ** 2) * weight for cell, weight in weigh) / total
    print(f"{name}: {len(gains)} months")
    print("  January to April against the other months: %.2f (80 %%: %.2f to %.2f); theta %.2f, error %.2f" % (
        math.exp(-theta), math.exp(-theta - 1.28 * math.sqrt(variance)), math.exp(-theta + 1.28 * math.sqrt(variance)),
        theta, math.sqrt(variance)))
    print("  half-life of the pace, months: %.1f, %.1f, %.1f" % tuple(interval([(c[0], w) for c, w in weigh])))
    print("  spread of the pace, in log:    %.2f, %.2f, %.2f" % tuple(interval([(c[1], w) for c, w in weigh])))


def main():
    gains = monthly_gains()
    later = [(month, gain) for month, gain in gains if month >= "2023-12"]
    estimate("gains from December 2023", later)
    estimate("gains from January 2025", [(month, gain) for month, gain in gains if month >= "2025"])
    estimate("absolute changes from January 2023", [(m, abs(g)) for m, g in gains if m >= "2023"])
    for first, name in (("2023", "2023 to 2025, absolute"), ("2024", "2024 and 2025")):
        cold = [abs(gain) for month, gain in gains if month >= first and is_cold(month)]
        warm = [abs(gain) for month, gain in gains if month >= first and not is_cold(month)]
        print("plain means, %s: %.0f in January to April, %.0f km2 in the other months: %.2f" % (
            name, sum(cold) / len(cold), sum(warm) / len(warm), sum(cold) / len(cold) / (sum(warm) / len(warm))))


if __name__ == "__main__":
    main()
