"""Answers as data, as tables and as pages."""

import numpy as np
import pandas
import polars
import pyarrow
import pytest
import standoff as so
import xarray


def test_tables_are_read_as_they_are(forecast: so.Forecast) -> None:
    runs = forecast.runs
    frames = [forecast.to_pandas("runs"), forecast.to_polars("runs"), pyarrow.table(runs)]
    assert [frame.shape for frame in frames] == [(64, len(runs.names))] * 3
    assert pyarrow.table(runs).column("draw").to_pylist() == runs["draw"] == list(frames[0]["draw"])
    assert [type(frame) for frame in frames[:2]] == [pandas.DataFrame, polars.DataFrame]
    assert frames[1]["end"].to_list() == runs["end"]


def test_rows_of_the_data_are_tables(forecast: so.Forecast) -> None:
    survival = forecast.survival
    assert survival["p"] == [row["p"] for row in forecast["hold"]["survival"]]
    assert {"hold.survival", "ends", "runs", "paths"} <= set(forecast.table_names)
    assert all(len(forecast.table(name)) > 0 for name in forecast.table_names)
    with pytest.raises(KeyError, match=r"hold\.survival"):
        forecast.table("hold.arrival")


def test_datasets_have_a_place_for_every_future(forecast: so.Forecast) -> None:
    runs = forecast.to_xarray("runs")
    assert isinstance(runs, xarray.Dataset)
    assert dict(runs.sizes) == {"draw": 8, "run": 8}
    assert runs.attrs == {"digest": forecast["scenario"]["digest"], "seed": 7, "version": forecast["version"]}
    paths = forecast.to_xarray("paths")
    assert set(paths.sizes) == {"draw", "run", "month"}
    table = forecast.paths
    at = {"draw": table["draw"][40], "run": table["path"][40], "month": table["months"][40]}
    assert float(paths["area"].sel(at)) == table["area"][40]
    assert runs["end"].values.tolist() == np.array(forecast.runs["end"], dtype=object).reshape(8, 8).tolist()


def test_notebooks_and_terminals_show_the_page(forecast: so.Forecast) -> None:
    assert "The line holds 12 months" in str(forecast)
    assert "The line holds 12 months" in forecast._repr_html_()
    assert not forecast.interrupted


def test_tables_of_ones_own() -> None:
    table = so.Table(["n", "flag", "word"], [[1, None, 2.5], [True, None, False], ["a", None, "b"]])
    assert pyarrow.table(table).to_pydict() == {
        "n": [1.0, None, 2.5],
        "flag": [True, None, False],
        "word": ["a", None, "b"],
    }
    assert so.Table(["word"], [["a", float("nan"), "b"]])["word"] == ["a", None, "b"]
    assert pyarrow.table(so.Table([], [])).num_rows == 0
    with pytest.raises(ValueError, match="`n` holds values of several types"):
        so.Table(["n"], [[1, "a"]])
    with pytest.raises(ValueError, match="one length"):
        so.Table(["n", "m"], [[1], [1, 2]])
    with pytest.raises(KeyError):
        table["other"]
