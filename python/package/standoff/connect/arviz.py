"""ArviZ: draws and futures as the groups of a data tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._answers import Forecast

if TYPE_CHECKING:
    import xarray

__all__ = ["datatree"]


def datatree(posterior: Forecast | None = None, prior: Forecast | None = None) -> xarray.DataTree:
    """The groups of a forecast on a record, ``posterior`` and ``posterior_predictive``, and of one without, ``prior`` and
    ``prior_predictive``.

    Parameters have the dimensions chain and draw, outcomes chain, draw and run; there is one chain, as draws are independent.
    Draws on a record come from several populations of a particle filter: diagnostics of Markov chains say nothing of them.
    """
    import xarray

    groups = {}
    for name, forecast in (("posterior", posterior), ("prior", prior)):
        if forecast is not None:
            runs = forecast.to_xarray("runs").expand_dims(chain=[0])
            parameters = [one for one in runs.data_vars if str(one).startswith("parameter.")]
            outcomes = [one for one in runs.data_vars if str(one).startswith("outcome.")]
            groups[name] = runs[parameters].mean("run")
            groups[f"{name}_predictive"] = runs[outcomes]
    return xarray.DataTree.from_dict(groups)
