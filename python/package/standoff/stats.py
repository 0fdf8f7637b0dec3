"""Estimators on a table of your own: survival, competing causes, sensitivity, scenario discovery.

A table is a file (CSV or Parquet), the folder of a bundle, a :class:`~standoff.Table`, or a mapping of names to lists, such as
``frame.to_dict("list")`` of pandas.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from os import PathLike, fspath
from pathlib import Path as FilePath
from typing import Any

from ._answers import Answer, Table
from ._call import call, joined
from .options import Path

__all__ = ["incidence", "morris", "prim", "shapley", "shares", "sobol", "survival"]

#: What an estimator reads.
Data = Path | Table | Mapping[str, Sequence[Any]]


def survival(
    data: Data,
    *,
    time: str,
    event: str,
    group: str | None = None,
    entry: str | None = None,
    weight: str | None = None,
    strata: str | None = None,
    cox: Iterable[str] = (),
    at: Iterable[float] = (),
    restrict: float | None = None,
    level: float | None = None,
) -> Answer:
    """How long things last: Kaplan-Meier, medians, means, comparison of groups, Cox regression.

    >>> import standoff as so
    >>> found = so.stats.survival({"t": [1, 2, 3, 4], "e": [1, 1, 0, 1]}, time="t", event="e")
    """
    own = {"time": time, "event": event, "group": group, "entry": entry, "weight": weight, "strata": strata}
    return _estimate("survival", data, {**own, "cox": joined(cox), "at": joined(at), "restrict": restrict, "level": level})


def incidence(
    data: Data,
    *,
    time: str,
    event: str,
    censored: str | None = None,
    group: str | None = None,
    entry: str | None = None,
    strata: str | None = None,
    at: Iterable[float] = (),
    level: float | None = None,
) -> Answer:
    """What ends things, and how often by when: cumulative incidence of competing causes."""
    own = {"time": time, "event": event, "censored": censored, "group": group, "entry": entry, "strata": strata}
    return _estimate("incidence", data, {**own, "at": joined(at), "level": level})


def sobol(
    data: Data,
    *,
    output: str,
    inputs: Iterable[str] = (),
    resamples: int | None = None,
    seed: int | None = None,
    level: float | None = None,
    paired: bool = False,
) -> Answer:
    """How much of the variance of an output comes from each input: Sobol indices of a Saltelli design."""
    own = {"output": output, "inputs": joined(inputs), "resamples": resamples, "seed": seed, "level": level}
    return _estimate("sobol", data, {**own, "paired": paired})


def morris(
    data: Data,
    *,
    output: str,
    bounds: Mapping[str, tuple[float, float]] | None = None,
    inputs: Iterable[str] = (),
    resamples: int | None = None,
    seed: int | None = None,
    level: float | None = None,
) -> Answer:
    """Which inputs matter at all, from few rows: elementary effects."""
    ranges = {name: f"{low}..{high}" for name, (low, high) in (bounds or {}).items()}
    own = {"output": output, "inputs": joined(inputs), "bounds": ranges, "resamples": resamples, "seed": seed}
    return _estimate("morris", data, {**own, "level": level})


def shares(
    data: Data,
    *,
    output: str,
    inputs: Iterable[str] = (),
    classes: int | None = None,
    resamples: int | None = None,
    seed: int | None = None,
    level: float | None = None,
) -> Answer:
    """How much each input explains alone, from any rows: first-order shares of variance."""
    own = {"output": output, "inputs": joined(inputs), "classes": classes, "resamples": resamples, "seed": seed}
    return _estimate("shares", data, {**own, "level": level})


def shapley(data: Data, *, output: str, causes: Iterable[str]) -> Answer:
    """What each of several causes adds, whatever the order: Shapley shares."""
    return _estimate("shapley", data, {"output": output, "causes": joined(causes)})


def prim(
    data: Data,
    *,
    output: str,
    inputs: Iterable[str] = (),
    above: float | None = None,
    below: float | None = None,
    peel: float | None = None,
    mass: float | None = None,
    density: float | None = None,
    boxes: int | None = None,
    seed: int | None = None,
) -> Answer:
    """Which inputs lead to the rows of interest: boxes, or that there are none."""
    own = {"output": output, "inputs": joined(inputs), "above": above, "below": below, "peel": peel, "mass": mass}
    return _estimate("prim", data, {**own, "density": density, "boxes": boxes, "seed": seed})


def _estimate(verb: str, data: Data, options: dict[str, Any]) -> Answer:
    if isinstance(data, str | PathLike):
        return Answer(call(["stats", verb, fspath(data), "--json"], options))
    table = data if isinstance(data, Table) else Table(list(data), [list(column) for column in data.values()])
    with tempfile.TemporaryDirectory(prefix="standoff-") as folder:
        path = FilePath(folder, "table.parquet")
        table.write(path)
        return Answer(call(["stats", verb, fspath(path), "--json"], options))
