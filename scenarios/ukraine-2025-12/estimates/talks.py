"""Bursts of talks, from the meetings of ../evidence/talks.csv and the postures of ../evidence/posture.csv.

    python3 talks.py

A Hawkes process: meetings come at the rate  (1 - n) mu(posture) + sum over past meetings of n b exp(-b age),  with
b = ln 2 / half-life, so that the long-run mean is mu(posture). The record is that of the model, 4 March 2022 to
5 December 2025; the two meetings before it excite and are not counted. mu is that of backing, or that of all other
postures, as in the scenario; each is integrated out under Jeffreys' prior. The posterior is taken on a grid, flat in n
(0 to .9) and in the logarithm of the half-life (1 to 8 weeks).
"""

import csv
import datetime
import math
import pathlib

EVIDENCE = pathlib.Path(__file__).parent.parent / "evidence"
BEGINS, ENDS = datetime.date(2022, 3, 4), datetime.date(2025, 12, 5)


def rows(name):
    with (EVIDENCE / name).open(newline="") as file:
        return list(csv.DictReader(file))


def day(text):
    return (datetime.date.fromisoformat(text) - BEGINS).days + 0.5


def meetings():
    return sorted(day(row["until"] or row["date"]) for row in rows("talks.csv") if row["kind"] == "talks-round")


def spells():
    """Stretches of one base rate: first day, last day, whether the great power was backing."""
    changes = sorted((day(row["date"]) - 0.5, row["subject"] == "backing") for row in rows("posture.csv"))
    bounds = [at for at, _ in changes] + [float((ENDS - BEGINS).days + 1)]
    return [(bounds[k], bounds[k + 1], backing) for k, (_, backing) in enumerate(changes)]


def log_evidence(times, stretches, n, half_life, backing):
    """Log likelihood of the meetings of a base rate, integrated over that rate under Jeffreys' prior; days."""
    decay = math.log(2.0) / half_life
    own = [s for s in stretches if s[2] == backing]
    length = sum(until - since for since, until, _ in own)
    within = [t for t in times if any(since <= t < until for since, until, _ in own)]
    excited = [sum(n * decay * math.exp(-decay * (t - past)) for past in times if past < t) for t in within]
    given = 0.0
    for since, until, _ in own:
        for past in times:
            first = max(since, past)
            if past < until:
                given += n * (math.exp(-decay * (first - past)) - math.exp(-decay * (until - past)))
    logs, weights = [], []
    for k in range(241):
        rate = math.exp(math.log(1e-4) + (math.log(1.0) - math.log(1e-4)) * k / 240)
        base = (1.0 - n) * rate
        logs.append(sum(math.log(base + e) for e in excited) - base * length - given)
        weights.append(0.5 * math.log(rate))  # rate^(-1/2) d rate on a logarithmic grid
    best = max(a + b for a, b in zip(logs, weights))
    return best + math.log(sum(math.exp(a + b - best) for a, b in zip(logs, weights)))


def quantiles(pairs, cuts=(0.1, 0.5, 0.9)):
    pairs, total, found = sorted(pairs), sum(weight for _, weight in pairs), []
    for cut in cuts:
        sofar = 0.0
        for value, weight in pairs:
            sofar += weight
            if sofar >= cut * total:
                found.append(value)
                break
    return found


def estimate(name, times, stretches, kinds):
    cells = []
    for i in range(46):
        n = 0.02 * i
        for k in range(13):
            half_life = 7.0 * 8.0 ** (k / 12)
            cells.append((n, half_life, sum(log_evidence(times, stretches, n, half_life, kind) for kind in kinds)))
    best = max(cell[2] for cell in cells)
    most = max(cells, key=lambda cell: cell[2])
    weigh = [(n, half_life, math.exp(log - best)) for n, half_life, log in cells]
    none = max(log for n, _, log in cells if n == 0.0)
    print(f"{name}")
    print("  n: %.2f, %.2f, %.2f (10, 50, 90 %%)" % tuple(quantiles([(n, w) for n, _, w in weigh])))
    print("  half-life, weeks: %.1f, %.1f, %.1f" % tuple(quantiles([(h / 7, w) for _, h, w in weigh])))
    print("  most likely: n %.2f, half-life %.1f weeks; log likelihood over that without bursts: %.1f" % (
        most[0], most[1] / 7, best - none))


def main():
    times, stretches = meetings(), spells()
    inside = [t for t in times if t >= 0]
    print(f"{len(inside)} meetings in {(ENDS - BEGINS).days} days")
    estimate("all postures", times, stretches, (True, False))
    estimate("backing only", times, stretches, (True,))
    estimate("other postures only (2025)", times, stretches, (False,))
    months = [sum(30.4 * k <= t - 1075 < 30.4 * (k + 1) for t in inside) for k in range(10)]
    mean = sum(months) / len(months)
    variance = sum((m - mean) ** 2 for m in months) / (len(months) - 1)
    print("meetings by month from 12 February 2025:", months, "mean %.1f, variance to mean %.2f" % (mean, variance / mean))


if __name__ == "__main__":
    main()
