"""lifelines: how long the line held in each future, and what broke it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._answers import Forecast

if TYPE_CHECKING:
    import pandas

__all__ = ["frame"]


def frame(forecast: Forecast) -> pandas.DataFrame:
    """One row per future that could be made, with its parameters.

    ``duration`` is the month in which the line broke, or the horizon; ``event`` says whether it broke; ``cause`` is 0 where it
    held, and else the place of what broke it first in ``frame.attrs["causes"]``, from 1, as ``AalenJohansenFitter`` wants it.
    """
    runs = forecast.to_pandas("runs")
    runs = runs[runs["failure"].isna()]
    breaks = runs[[name for name in runs.columns if name.startswith("break_")]]
    made = runs[[name for name in runs.columns if name.startswith("parameter.")]].copy()
    first = breaks.min(axis="columns")
    held = first.isna()
    made.insert(0, "duration", first.fillna(float(forecast["horizon_months"])))
    made.insert(1, "event", ~held)
    # Of two in one month the first column counts, as it does for the findings.
    place = breaks.eq(first, axis="index").to_numpy().argmax(axis=1) + 1
    made.insert(2, "cause", place * (~held).to_numpy())
    made.attrs["causes"] = [name.removeprefix("break_").removesuffix("_month") for name in breaks.columns]
    return made
