"""Futures weighed by a likelihood of one's own."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from ._errors import InputError

if TYPE_CHECKING:
    from ._answers import Forecast

__all__ = ["Future", "LogLikelihood", "Weighed", "weigh"]

#: The row of a future in the table ``runs``, with its trajectory under ``path``: columns of the table ``paths`` by month.
Future = Mapping[str, Any]
#: The logarithm of the likelihood of what was observed, if this future is the true one; minus infinity where it cannot be.
LogLikelihood = Callable[[Future], float]


@dataclass(frozen=True)
class Weighed:
    """The futures of a forecast, weighed by how well each explains an observation."""

    #: The forecast.
    forecast: Forecast
    #: Weight of each future, in the order of ``runs``; they sum to 1.
    weights: np.ndarray[Any, np.dtype[np.float64]]
    #: Logarithm of the mean likelihood: of two forecasts the one with more explains the observation better.
    log_evidence: float
    #: Futures that would tell as much without weights. Few mean that the observation was nearly impossible.
    effective: float
    #: Seconds that the likelihood took, for all futures.
    seconds: float

    def mean(self, outcome: str) -> tuple[float, float]:
        """Mean of an outcome, such as ``holds-24``, under the weights, and its standard error, with draws as clusters.

        Args:
            outcome: its name without ``outcome.``, in the units of the table ``runs``.

        Returns:
            The mean, and its error; both are NaN where no future with a weight has the outcome.
        """
        values = np.array(self.forecast.runs[f"outcome.{outcome}"], dtype=float)
        has = ~np.isnan(values)
        weights = self.weights[has]
        if weights.sum() <= 0:
            return float("nan"), float("nan")
        weights = weights / weights.sum()
        mean = float(weights @ values[has])
        draws = np.unique(np.array(self.forecast.runs["draw"])[has], return_inverse=True)[1]
        apart = np.bincount(draws, weights * (values[has] - mean))
        return mean, float(np.sqrt(apart @ apart))

    def __repr__(self) -> str:
        futures, each = len(self.weights), 1e6 * self.seconds / len(self.weights)
        return f"{futures:,} futures weighed, as good as {self.effective:,.0f}; {self.seconds:.2g} s, {each:,.0f} µs a future"


def weigh(forecast: Forecast, log_likelihood: LogLikelihood) -> Weighed:
    """Weighs the futures of a forecast; see :meth:`Forecast.weigh`."""
    runs, paths = forecast.runs, forecast.paths
    months: dict[tuple[int, int], dict[str, list[Any]]] = {}
    columns = [name for name in paths.names if name not in ("draw", "path")]
    for draw, path, *values in zip(paths["draw"], paths["path"], *(paths[name] for name in columns), strict=True):
        own = months.setdefault((draw, path), {name: [] for name in columns})
        for name, value in zip(columns, values, strict=True):
            own[name].append(value)
    names = runs.names
    rows = [dict(zip(names, row, strict=True)) for row in zip(*(runs[name] for name in names), strict=True)]
    # A future that could not be played explains nothing.
    played = [row for row in rows if row["failure"] is None]
    if missing := sum((row["draw"], row["path"]) not in months for row in played):
        raise InputError(
            f"{missing:,} of {len(rows):,} futures have no trajectory: those of about a thousand are kept; give it fewer runs"
        )
    began = time.perf_counter()
    logs = np.full(len(rows), -np.inf)
    for place, row in enumerate(rows):
        if row["failure"] is None:
            logs[place] = log_likelihood({**row, "path": months[row["draw"], row["path"]]})
    seconds = time.perf_counter() - began
    if np.isnan(logs).any() or (logs == np.inf).any():
        place = int(np.flatnonzero(np.isnan(logs) | (logs == np.inf))[0])
        raise InputError(f"the likelihood of future {place} is {logs[place]}: a number below infinity is needed, or -inf")
    highest = logs.max(initial=-np.inf)
    if highest == -np.inf:
        raise InputError("no future can explain the observation: its likelihood is nothing in all of them")
    weights = np.exp(logs - highest)
    evidence = float(highest + np.log(weights.mean()))
    weights = weights / weights.sum()
    return Weighed(forecast, weights, evidence, float(1 / (weights @ weights)), seconds)
