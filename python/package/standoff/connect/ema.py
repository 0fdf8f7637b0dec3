"""EMA workbench: a scenario as a model with uncertainties, levers and outcomes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Unpack

from .._scenario import Scenario
from ._simulate import Size, mean_outcomes_of, ranges

__all__ = ["identifier", "model"]


def identifier(name: str) -> str:
    """A name as the workbench wants it: ``front.odds`` is ``front__odds``, ``holds-12`` is ``holds_12``."""
    return name.replace(".", "__").replace("-", "_")


def model(
    scenario: Scenario,
    names: Iterable[str] | None = None,
    *,
    levers: Iterable[str] = (),
    outcomes: Iterable[str] = ("holds-12",),
    **size: Unpack[Size],
) -> Any:
    """A model of the workbench, ready for ``perform_experiments``.

    Args:
        names: the numbers that are uncertain, by path; all that have a range if left out.
        levers: levers that are pulled or not.
        outcomes: outcomes, each as its mean over the futures of an experiment.
        size: the size of each forecast.
    """
    from ema_workbench import BooleanParameter, Model, RealParameter, ScalarOutcome

    uncertain, pulled, asked = ranges(scenario, names), list(levers), list(outcomes)
    made = Model("standoff", function=_experiment(scenario, list(uncertain), pulled, asked, size))
    made.uncertainties = [RealParameter(identifier(name), *ends) for name, ends in uncertain.items()]
    made.levers = [BooleanParameter(identifier(lever)) for lever in pulled]
    made.outcomes = [ScalarOutcome(identifier(outcome)) for outcome in asked]
    return made


def _experiment(
    scenario: Scenario, names: list[str], levers: list[str], outcomes: list[str], size: Size
) -> Callable[..., dict[str, float]]:
    """What the workbench calls with the values of an experiment."""

    def experiment(**values: Any) -> dict[str, float]:
        pulled = [lever for lever in levers if values[identifier(lever)]]
        settings = {name: float(values[identifier(name)]) for name in names}
        forecast = scenario.forecast(set=settings, levers=pulled, **size)
        return {identifier(name): mean for name, mean in mean_outcomes_of(forecast, outcomes).items()}

    return experiment
