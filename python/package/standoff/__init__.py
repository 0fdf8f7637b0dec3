"""Standoff: how long can the line hold, what ends it, at whose cost, and what would change it.

>>> import standoff as so
>>> war = so.Scenario.builtin("two-sided")
>>> forecast = war.forecast(runs=64, draws=8, seed=1)
>>> len(forecast.runs)
64

Every answer is that of the command line, byte for byte for the same seed: the same program runs within this process. Nothing it
says is a recommendation: consequences are compared under stated assumptions.
"""

from importlib.metadata import version as _version

from . import dask, evidence, options, shards, stats, theory, wars
from ._answers import Answer, Forecast, Table, Update
from ._errors import InputError, RunError, StandoffError, StandoffWarning, StoppedEarly
from ._rules import DecisionRule, Position, RuleCost
from ._scenario import Scenario, brief, schema, score, score_check
from ._weighing import Future, Weighed

__version__ = _version("standoff")

__all__ = [
    "Answer",
    "DecisionRule",
    "Forecast",
    "Future",
    "InputError",
    "Position",
    "RuleCost",
    "RunError",
    "Scenario",
    "StandoffError",
    "StandoffWarning",
    "StoppedEarly",
    "Table",
    "Update",
    "Weighed",
    "__version__",
    "brief",
    "dask",
    "evidence",
    "options",
    "schema",
    "score",
    "score_check",
    "shards",
    "stats",
    "theory",
    "wars",
]
