"""sbi: a prior and a simulator, for posteriors of numbers by simulation."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Unpack

import numpy as np

from .._scenario import Scenario
from ._simulate import Size, mean_outcomes, ranges

__all__ = ["mean_rows", "prior", "simulator"]


def prior(scenario: Scenario, names: Iterable[str] | None = None) -> Any:
    """A ``BoxUniform`` over the ranges of numbers, in base units: flat, which the scenario's own distributions need not be."""
    import torch
    from sbi.utils import BoxUniform

    return BoxUniform(*torch.tensor(list(ranges(scenario, names).values())).T)


def simulator(
    scenario: Scenario, names: Iterable[str] | None = None, outcomes: Iterable[str] = ("holds-12",), **size: Unpack[Size]
) -> Callable[[Any], Any]:
    """A function from parameters (rows, numbers) to outcomes (rows, outcomes) in base units, or from one row to its outcomes.

    A row costs one forecast: .1 seconds for 64 futures of the small war on two cores. An outcome is its mean over the futures
    that have it, NaN if none has. The noise, and so the width of a posterior, is that of a mean over ``runs`` and ``draws``: for
    an observation of one war take ``runs=1, draws=1``. If it comes from the record, leave that out with ``record=False``.
    """
    import torch

    numbers, asked = list(ranges(scenario, names)), list(outcomes)

    def simulate(parameters: Any) -> Any:
        rows = np.array(parameters, dtype=float)  # A tensor, or an array in the workers of sbi.
        found = mean_rows(scenario, numbers, np.atleast_2d(rows), asked, **size).reshape(*rows.shape[:-1], len(asked))
        return torch.tensor(found, dtype=torch.float32)

    return simulate


def mean_rows(scenario: Scenario, names: list[str], rows: Any, outcomes: list[str], **size: Unpack[Size]) -> np.ndarray[Any, Any]:
    """Means of outcomes (rows, outcomes) at rows of numbers (rows, numbers), in base units, with noise of its own for each row.

    A row's seed is NumPy's ``SeedSequence`` of ``seed`` (1 if left out), of how often the row has come in this call, and of its
    values. A place in the call would not do: sbi calls for each row alone, or in several processes. Equal rows differ within a
    call, in another only if ``seed`` does. Random numbers common to all rows (``salib.evaluate``) would hide the noise.
    """
    found, seen = np.empty((len(rows), len(outcomes))), dict[bytes, int]()
    for place, row in enumerate(np.ascontiguousarray(rows, dtype="<f8")):
        seen[row.tobytes()] = count = seen.get(row.tobytes(), 0) + 1
        entropy = [size.get("seed", 1), count, *row.view("<u4").tolist()]
        sized: Size = {**size, "seed": int(np.random.SeedSequence(entropy).generate_state(1, np.uint64)[0])}
        means = mean_outcomes(scenario, dict(zip(names, row.tolist(), strict=True)), outcomes, **sized)
        found[place] = [means[name] for name in outcomes]
    return found
