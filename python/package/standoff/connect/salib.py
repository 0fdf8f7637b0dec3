"""SALib: a problem for its samplers, and its evaluation.

>>> import standoff as so
>>> from standoff.connect import salib
>>> war = so.Scenario.builtin("two-sided")
>>> problem = salib.problem(war, ["front.odds", "front.moves"])
>>> problem["num_vars"]
2
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Unpack

import numpy as np

from .._scenario import Scenario
from ._simulate import Size, mean_outcomes, ranges

__all__ = ["evaluate", "problem"]


def problem(scenario: Scenario, names: Iterable[str] | None = None) -> dict[str, Any]:
    """The dictionary that SALib calls a problem: numbers with their ranges, those that are named or all that have one."""
    found = ranges(scenario, names)
    return {"num_vars": len(found), "names": list(found), "bounds": [list(ends) for ends in found.values()]}


def evaluate(
    scenario: Scenario,
    problem: dict[str, Any],
    samples: np.ndarray[Any, Any],
    outcome: str = "holds-12",
    **size: Unpack[Size],
) -> np.ndarray[Any, Any]:
    """The mean of an outcome at each row of ``samples`` (rows, numbers): one forecast a row, all with the same random numbers."""
    rows = [dict(zip(problem["names"], map(float, row), strict=True)) for row in samples]
    return np.array([mean_outcomes(scenario, row, [outcome], **size)[outcome] for row in rows])
