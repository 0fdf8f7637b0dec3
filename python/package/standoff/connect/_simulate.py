"""What the connectors share: the numbers that vary, and outcomes at some of their values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Unpack

import numpy as np

from .._answers import Forecast
from .._scenario import Scenario
from ..options import AsOf, Files, Setting, Work
from ..options import Size as _Size

__all__ = ["Size", "mean_outcomes", "mean_outcomes_of", "ranges"]


class Size(Work, Files, AsOf, _Size, total=False):
    """The size of each forecast, its seed and its record."""


def ranges(scenario: Scenario, names: Iterable[str] | None = None) -> dict[str, tuple[float, float]]:
    """The range of each number that has one, in base units; of those that are named, or of all.

    Raises:
        KeyError: a name is that of no number with a range.
    """
    table = scenario.parameters
    rows = zip(table["path"], table["low"], table["high"], strict=True)
    every = {path: (low, high) for path, low, high in rows if low is not None and low < high}
    wanted = list(every if names is None else names)
    if unknown := [name for name in wanted if name not in every]:
        raise KeyError(f"no number with a range is called {unknown[0]!r}")
    return {name: every[name] for name in wanted}


def mean_outcomes_of(forecast: Forecast, outcomes: Iterable[str]) -> dict[str, float]:
    """Means of outcomes over the futures of a forecast."""
    names = list(outcomes)
    columns = {name: np.array(forecast.runs[f"outcome.{name}"], dtype=float) for name in names}
    return {name: float(np.nanmean(values)) for name, values in columns.items()}


def mean_outcomes(
    scenario: Scenario, settings: Mapping[str, Setting], outcomes: Iterable[str], **size: Unpack[Size]
) -> dict[str, float]:
    """Means of outcomes over futures in which some numbers are set. All share their random numbers, so that differences are those
    of the settings."""
    return mean_outcomes_of(scenario.forecast(set=settings, **size), outcomes)
