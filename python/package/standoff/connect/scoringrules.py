"""scoringrules: the futures of a forecast as an ensemble that what came is scored against."""

from __future__ import annotations

from typing import Any

import numpy as np

from .._answers import Forecast

__all__ = ["crps", "log_score"]


def crps(forecast: Forecast, outcome: str, observed: float) -> float:
    """The continuous ranked probability score of an outcome, in its unit: the futures against what was observed."""
    import scoringrules

    return float(scoringrules.crps_ensemble(observed, _futures(forecast, outcome)))


def log_score(forecast: Forecast, outcome: str, observed: bool) -> float:
    """The log score of an outcome that happens or not: minus the logarithm of the chance of what came."""
    import scoringrules

    return float(scoringrules.log_score(float(observed), float(_futures(forecast, outcome).mean())))


def _futures(forecast: Forecast, outcome: str) -> np.ndarray[Any, Any]:
    """The outcome in all futures that could be made."""
    values = [value for value in forecast.runs[f"outcome.{outcome}"] if value is not None]
    return np.array(values, dtype=float)
