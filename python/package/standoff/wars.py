"""Wars that are over: forecast from inside, and scored beside plain methods."""

from __future__ import annotations

from typing import Unpack

from ._answers import Answer, Table, flat_table
from ._call import call
from .options import Path, Work

__all__ = ["moments", "score", "wars"]


def wars() -> Table:
    """The wars, with how long each lasted, how it ended, and how many forecasts are made of it."""
    return flat_table(call(["wars", "list", "--json"], {}).json())


def score(*, runs: int | None = None, draws: int | None = None, keep: Path | None = None, **options: Unpack[Work]) -> Answer:
    """Every war forecast from inside with what was known on the day, and scored beside plain methods.

    Args:
        keep: a folder that keeps forecasts; those that are there are taken from it.
    """
    return Answer(call(["wars", "score", "--json"], {"runs": runs, "draws": draws, "keep": keep, **options}))


def moments(*, runs: int | None = None, draws: int | None = None, keep: Path | None = None, **options: Unpack[Work]) -> Answer:
    """What the simulated wars look like as a class, beside what many wars were like."""
    return Answer(call(["wars", "moments", "--json"], {"runs": runs, "draws": draws, "keep": keep, **options}))
