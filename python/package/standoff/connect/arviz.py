"""ArviZ: draws and futures as the groups of a data tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._answers import Answer, Forecast, futures_dataset

if TYPE_CHECKING:
    import xarray

__all__ = ["datatree", "datatree_of_update"]


def datatree(posterior: Forecast | None = None, prior: Forecast | None = None) -> xarray.DataTree:
    """The groups of a forecast on a record, ``posterior`` and ``posterior_predictive``, and of one without, ``prior`` and
    ``prior_predictive``.

    Parameters have the dimensions chain and draw, outcomes chain, draw and run; there is one chain, as draws are independent.
    Draws on a record come from several populations of a particle filter: diagnostics of Markov chains say nothing of them.
    """
    import xarray

    groups: dict[str, xarray.Dataset] = {}
    for name, forecast in (("posterior", posterior), ("prior", prior)):
        if forecast is not None:
            groups |= _groups(name, forecast.to_xarray("runs"))
    return xarray.DataTree.from_dict(groups)


def datatree_of_update(update: Answer) -> xarray.DataTree:
    """The groups of an update: those of :func:`datatree`, and ``filter_stats``; see :meth:`Update.to_datatree`."""
    import xarray

    groups: dict[str, xarray.Dataset] = {}
    for name, table in (("posterior", "runs"), ("prior", "without.runs")):
        if table in update.table_names:
            groups |= _groups(name, futures_dataset(update, table))
    steps = update.to_pandas("weeks").set_index("step")
    groups["filter_stats"] = xarray.Dataset.from_dataframe(steps)
    return xarray.DataTree.from_dict(groups)


def _groups(name: str, futures: xarray.Dataset) -> dict[str, xarray.Dataset]:
    """Parameters and outcomes of futures as the two groups of a name."""
    runs = futures.expand_dims(chain=[0])
    parameters = [one for one in runs.data_vars if str(one).startswith("parameter.")]
    outcomes = [one for one in runs.data_vars if str(one).startswith("outcome.")]
    return {name: runs[parameters].mean("run"), f"{name}_predictive": runs[outcomes]}
