"""Answers: their data, their page, and their tables."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from ._call import Called, Picture
from ._rules import RuleCost
from ._standoff import Table
from ._weighing import LogLikelihood, Weighed, weigh

if TYPE_CHECKING:
    import pandas
    import polars
    import xarray

__all__ = ["Answer", "Forecast", "Table", "Update", "flat_table", "futures_dataset"]


class Answer(Mapping[str, Any]):
    """An answer of the program.

    Its keys are those of ``--json``, which the book describes; ``str(answer)`` is the page that the command line prints; tables
    carry Arrow's interface, so that pandas, polars, pyarrow and DuckDB read them as they are.

    >>> import standoff as so
    >>> answer = so.theory.run("V06", p=0.6)
    >>> answer["ok"]
    True
    """

    def __init__(self, called: Called) -> None:
        #: The data as JSON has them.
        self.data: Any = called.json()
        #: The bytes that ``--json`` prints, as text.
        self.text: str = called.data
        #: The page of the answer, for a reader.
        self.page: str = called.page
        #: What the program said to people beside it, such as warnings.
        self.messages: tuple[str, ...] = called.messages
        #: Whether it was stopped early, and is made of the work done so far.
        self.interrupted: bool = called.interrupted
        self._tables = called.tables
        #: Pictures of a forecast, which are drawn in a notebook: each shows itself, and has a title and SVG.
        self.pictures: tuple[Picture, ...] = called.pictures

    def __getitem__(self, key: str) -> Any:
        return self.data[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.data)

    def __len__(self) -> int:
        return len(self.data)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Answer) and self.text == other.text

    def __hash__(self) -> int:
        return hash(self.text)

    def __repr__(self) -> str:
        return self.page or self.text

    def _repr_html_(self) -> str:
        pictures = "".join(f'<div style="max-width: 46em">{picture.svg}</div>' for picture in self.pictures)
        return f"<pre>{html.escape(repr(self))}</pre>{pictures}"

    @property
    def table_names(self) -> list[str]:
        """Names of the tables: those that the program left, and every list of rows in the data, by its path."""
        return [*self._tables, *_paths_of_rows(self.data, "")]

    def table(self, name: str) -> Table:
        """A table by name, such as ``runs`` of a forecast or ``hold.survival``: the rows at that path of the data.

        Raises:
            KeyError: there is no such table; the message lists those that there are.
        """
        if name in self._tables:
            return self._tables[name]
        rows: Any = self.data
        for key in filter(None, name.split(".")):
            rows = rows.get(key) if isinstance(rows, dict) else None
        if not _are_rows(rows):
            raise KeyError(f"no table is called {name!r}; there are {', '.join(self.table_names)}")
        return flat_table(rows)

    def to_pandas(self, name: str) -> pandas.DataFrame:
        """A table as a data frame of pandas."""
        import pandas

        table = self.table(name)
        return pandas.DataFrame({column: _array(table, column) for column in table.names})

    def to_polars(self, name: str) -> polars.DataFrame:
        """A table as a data frame of polars."""
        import polars

        return polars.DataFrame(self.table(name))


class Update(Answer):
    """A forecast brought up to date with dated events, beside the one without them."""

    def to_datatree(self) -> xarray.DataTree:
        """The groups of ArviZ: ``posterior`` and its ``posterior_predictive`` on the record, ``prior`` and its own without.

        A further group, ``filter_stats``, has the logarithm of the density of each step's reports, and how many states and
        draws explain them. Parameters have the dimensions chain and draw, outcomes chain, draw and run, the filter step. There
        is one chain; draws on a record come from several populations of a particle filter, of which diagnostics of chains say
        nothing.
        """
        from .connect import arviz

        return arviz.datatree_of_update(self)


class Forecast(Answer):
    """A forecast: how long the line holds, what breaks it, what ends the war, and at whose cost."""

    def __init__(self, called: Called) -> None:
        super().__init__(called)
        #: What the rule by which the actors decided has cost; none where there was no rule.
        self.rule_cost: RuleCost | None = called.rule_cost

    def __repr__(self) -> str:
        return super().__repr__() + (f"\n{self.rule_cost}\n" if self.rule_cost else "")

    @property
    def survival(self) -> Table:
        """Chance that the line holds, by month: ``months``, ``p``, ``low`` and ``high`` (nine draws of ten), ``mc_error``."""
        return self.table("hold.survival")

    @property
    def ends(self) -> Table:
        """Chances of the five ends at the horizon."""
        return self.table("ends")

    @property
    def questions(self) -> Table:
        """Dated questions with their chances."""
        return self.table("questions")

    @property
    def runs(self) -> Table:
        """One row per future: how it came out, and the parameters of its draw (units in the book: *The bundle*)."""
        return self.table("runs")

    @property
    def paths(self) -> Table:
        """Trajectories of about a thousand futures, month by month: area gained by the invader in km², coverage as a share of the
        need, posture, credibility."""
        return self.table("paths")

    def weigh(self, log_likelihood: LogLikelihood) -> Weighed:
        """Weighs the futures by a likelihood of one's own: what if this were observed?

        It is called once for each future, in Python, with its row of ``runs`` and its trajectory under ``path``; the answer says
        what that cost, and :attr:`Weighed.effective` how many futures are left that tell something. For an observation that the
        program's record knows, use an event instead: the filter looks for states that explain it, and does not only weigh those
        that there are.

        Args:
            log_likelihood: the logarithm of the chance of the observation in a future; any constant may be added.

        Raises:
            InputError: no future explains it, a likelihood is no number, or the forecast does not keep all trajectories.
        """
        return weigh(self, log_likelihood)

    def to_xarray(self, name: str = "paths") -> xarray.Dataset:
        """Futures as a dataset: ``runs`` with the dimensions draw and run, ``paths`` with draw, run and month.

        What is missing is NaN, or ``None`` in columns of text. The attributes name the scenario's digest, the seed and the
        version.
        """
        return futures_dataset(self, name)


def futures_dataset(answer: Answer, name: str) -> xarray.Dataset:
    """A table of futures as a dataset; see :meth:`Forecast.to_xarray`."""
    import xarray

    table = answer.table(name)
    dims = {"draw": "draw", "path": "run"} | ({"months": "month"} if "months" in table.names else {})
    places, coordinates = [], {}
    for column, dim in dims.items():
        labels, place = np.unique(np.asarray(table[column]), return_inverse=True)
        places.append(place)
        coordinates[dim] = labels
    shape = tuple(len(labels) for labels in coordinates.values())
    arrays = {}
    for column in table.names:
        if column not in dims:
            values = _array(table, column)
            text = values.dtype.kind == "O"
            whole = np.full(shape, None, dtype=object) if text else np.full(shape, np.nan)
            whole[tuple(places)] = values
            arrays[column] = (tuple(coordinates), whole)
    attributes = {"digest": answer["scenario"]["digest"], "seed": answer["seed"], "version": answer["version"]}
    return xarray.Dataset(arrays, coords=coordinates, attrs=attributes)


def _array(table: Table, name: str) -> np.ndarray[Any, Any]:
    """A column as an array: numbers with NaN where one is missing, whole numbers and flags where none is, text as objects."""
    values = table[name]
    match table.types[table.names.index(name)]:
        case "number":
            return np.array(values, dtype=float)
        case "count" if None not in values:
            return np.array(values, dtype=np.int64)
        case "count":
            return np.array(values, dtype=float)
        case "flag" if None not in values:
            return np.array(values, dtype=bool)
        case _:
            return np.array(values, dtype=object)


def flat_table(rows: list[dict[str, Any]]) -> Table:
    """Rows as a table: keys within keys become one name with a dot, and lists are left out."""
    flat = [dict(_leaves(row, "")) for row in rows]
    names = list(dict.fromkeys(name for row in flat for name in row))
    return Table(names, [_column([row.get(name) for row in flat]) for name in names])


def _column(values: list[Any]) -> list[Any]:
    """A column of one type: numbers, flags, or text where types are mixed."""
    kinds = {
        bool if isinstance(value, bool) else str if isinstance(value, str) else float for value in values if value is not None
    }
    return values if len(kinds) <= 1 else [None if value is None else str(value) for value in values]


def _leaves(row: dict[str, Any], above: str) -> Iterator[tuple[str, Any]]:
    for key, value in row.items():
        if isinstance(value, dict):
            yield from _leaves(value, f"{above}{key}.")
        elif not isinstance(value, list):
            yield above + key, value


def _are_rows(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(row, dict) for row in value)


def _paths_of_rows(data: Any, above: str) -> Iterator[str]:
    if _are_rows(data):
        # Without a row it has no columns either, and is there for those who ask for it.
        yield from [above.rstrip(".")] * bool(data)
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from _paths_of_rows(value, f"{above}{key}.")
