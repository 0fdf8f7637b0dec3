"""What many cores would do for work that is cut into shards: time, money and failures, by simulation.

Figures that were measured, and assumptions that were not, are named below with their units. ``python simulate.py`` prints the
tables of the page *A thousand cores* of the book.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

#: Start of a shard with what it reads, and the way to the scheduler and back, seconds of one core (measured: .07 and .02).
START = 0.09
#: The standard deviation of a unit's time over its mean (measured over shards of one draw).
SPREAD = 0.2
#: Most shards of a run (the program's limit).
MOST_SHARDS = 100_000
#: Failures an hour and core: capacity that may be taken back, and machines that are one's own (assumptions).
LOST_PER_HOUR = {"may be taken back": 0.05, "own": 1e-4}
#: Seconds until a core that was lost is replaced (assumption).
REPLACED = 120.0
#: Price of an hour of a core, euros: the same two (assumptions; a quarter to four times as much is found).
EUR_PER_HOUR = {"may be taken back": 0.015, "own": 0.04}


@dataclass(frozen=True)
class Work:
    """Work to be cut."""

    #: What it is.
    name: str
    #: Units, and the seconds of one core that each takes.
    units: int
    unit: float
    #: Seconds before the first shard and after the last one, on one machine.
    before: float
    after: float
    #: Runs, one after the other: a point of a search depends on the ones before.
    points: int = 1
    #: The standard deviation of a unit's time over its mean.
    spread: float = SPREAD


@dataclass(frozen=True)
class Outcome:
    """What became of it."""

    #: Seconds from beginning to end.
    seconds: float
    #: Hours of cores that were held: all of them while there are shards, one before and after.
    core_hours: float
    #: Shards that were lost with their core.
    failures: int
    #: Share of the core hours without work: starts, what was lost, cores that wait for the last shards, before and after.
    idle: float


#: A draw of the default scenario is .285 s of one core with ten futures and .296 s with eighty, 1.24 kB a future; a merge .07 ms
#: a future; its record 52 s, and the same draws again on it; an origin of a war, 2,048 futures from 64 draws, 7.1 s and 2 kB.
WORKS = (
    Work("a million draws of ten futures, without a record", 1_000_000, 0.285, 1, 700),
    Work("a thousand wars from seven days, at two hundred points", 7_000, 7.1, 2, 20, points=200),
    Work("five hundred scenarios of 128 draws on their records", 500, 52 + 256 * 0.296, 0, 0.7, spread=0.02),
)


def simulate(work: Work, cores: int, shards: int, lost_per_hour: float, seed: int = 1) -> Outcome:
    """Shards go to cores as these come free; a core that is lost takes its shard with it, which is done again.

    Of many points twenty are simulated, and the others are taken to be like them.

    Args:
        work: what is cut.
        cores: how many there are.
        shards: how many, of each point.
        lost_per_hour: failures an hour and core.
        seed: seed of all chance.
    """
    simulated = [_point(work, cores, shards, lost_per_hour, [seed, point]) for point in range(min(work.points, 20))]
    seconds, held, worked, failures = (float(np.mean(one)) * work.points for one in zip(*simulated, strict=True))
    return Outcome(seconds, held / 3600, round(failures), 1 - worked / held)


def _point(work: Work, cores: int, shards: int, lost_per_hour: float, seed: list[int]) -> tuple[float, float, float, int]:
    """One run: its seconds, seconds of cores that were held and that worked, and shards that were lost."""
    random = np.random.Generator(np.random.Philox(np.random.SeedSequence(seed)))
    waiting = [length + START for length in _lengths(work, shards, random)]
    free = [work.before] * cores
    done, failures, worked = work.before, 0, 0.0
    while waiting:
        length, began = waiting.pop(), heapq.heappop(free)
        lost = random.exponential(3600 / lost_per_hour) if lost_per_hour > 0 else math.inf
        if lost < length:
            failures += 1
            waiting.append(length)
            heapq.heappush(free, began + lost + REPLACED)
        else:
            worked += length - START
            done = max(done, began + length)
            heapq.heappush(free, began + length)
    return done + work.after, cores * (done - work.before) + work.before + work.after, worked, failures


def _lengths(work: Work, shards: int, random: np.random.Generator) -> Iterator[float]:
    """Seconds of each shard: the sum of its units."""
    whole, more = divmod(work.units, shards)
    for shard in range(shards):
        units = whole + (shard < more)
        spread = work.spread * math.sqrt(units) * random.standard_normal()
        yield work.unit * max(units + spread, 0.2 * units)


def best_length(lost_per_second: float, seconds: float) -> float:
    """Length of a shard, in seconds, that loses least: ``sqrt(2 s / (r + 1/M))``.

    A shard of length T loses s/T to its start, rT/2 to failures at rate r (Young 1974, Communications of the ACM 17:530, for
    checkpoints), and T/2M to cores that wait for the last ones in a run of M seconds.
    """
    return math.sqrt(2 * START / (lost_per_second + 1 / seconds))


def table(kind: str) -> list[str]:
    """Rows of the page: each work on 1, 64 and 1,000 cores of a kind, cut as it loses least."""
    rows = [
        "| work | cores | shards | of | takes | of it merge | without work | lost | euros |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for work in WORKS:
        for cores in (1, 64, 1000):
            shards = best_cut(work, cores, LOST_PER_HOUR[kind] / 3600)
            made = simulate(work, cores, shards, LOST_PER_HOUR[kind])
            figures = [
                f"{cores:,}",
                f"{shards:,}",
                _time(work.units * work.unit / shards),
                _time(made.seconds),
                _time(work.points * work.after),
                f"{made.idle:.0%}",
                f"{made.failures:,}",
                f"{made.core_hours * EUR_PER_HOUR[kind]:,.2f}",
            ]
            rows.append(f"| {work.name} | {' | '.join(figures)} |")
    return rows


def best_cut(work: Work, cores: int, lost_per_second: float) -> int:
    """Number of shards of the best length, of one point: no fewer than cores, no more than units or than the program allows."""
    length = best_length(lost_per_second, work.units * work.unit / cores)
    return min(work.units, MOST_SHARDS, max(cores, round(work.units * work.unit / length)))


def by_length() -> list[str]:
    """Rows of the page: the first work on a thousand cores that may be taken back, by the length of a shard."""
    rows = ["| length of a shard | shards | takes, without the merge | lost shards |", "|--:|--:|--:|--:|"]
    work = replace(WORKS[0], after=0.0)
    for length in (3, 7, 10, 30, 60, 90, 100, 285):
        shards = min(work.units, round(work.units * work.unit / length))
        made = simulate(work, 1000, shards, LOST_PER_HOUR["may be taken back"])
        rows.append(f"| {_time(length)} | {shards:,} | {_time(made.seconds)} | {made.failures:,} |")
    return rows


def _time(seconds: float) -> str:
    if seconds < 1000:
        return f"{seconds:.1f} s" if seconds < 10 else f"{seconds:.0f} s"
    if seconds < 7200:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / 3600:.1f} h" if seconds < 172_800 else f"{seconds / 86_400:.0f} days"


if __name__ == "__main__":
    for name in LOST_PER_HOUR:
        print(f"\n{name}\n")
        print("\n".join(table(name)))
    print()
    print("\n".join(by_length()))
