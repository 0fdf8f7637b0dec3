"""The options that several verbs share, as types: for functions of your own that pass them on."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from os import PathLike
from typing import TypedDict

__all__ = [
    "AsOf",
    "Day",
    "Ensemble",
    "Events",
    "Files",
    "Hindcasts",
    "Listener",
    "OnRecord",
    "Path",
    "Setting",
    "Simulation",
    "Size",
    "Work",
]

#: What a number may be set to by hand: a number in base units, or text with a unit.
Setting = float | int | str
#: A day.
Day = date | str
#: A path.
Path = str | PathLike[str]
#: What is called with the work done, all of it, and a word on the answer so far.
Listener = Callable[[int, int, str], object]


class Work(TypedDict, total=False):
    """Options of all work that takes long."""

    #: Seed of all chance: the same seed gives the same bytes.
    seed: int
    #: Threads to use; the answer does not depend on it.
    threads: int
    #: Whether progress is shown, or what is called with it: done, of how much, and a word on the answer so far.
    progress: bool | Listener


class Simulation(Work, total=False):
    """Options of everything that simulates a scenario."""

    #: Numbers set by hand, by path.
    set: Mapping[str, Setting]


class Size(TypedDict, total=False):
    """The size of an ensemble of futures."""

    #: Futures to simulate.
    runs: int
    #: Draws of the uncertain parameters.
    draws: int
    #: Whether the actors plan on the scenario's own front and step.
    full: bool


class Files(TypedDict, total=False):
    """Options of everything that reads the record of a scenario."""

    #: Files of events, CSV or JSON, beside the scenario's own record.
    evidence: Path | Iterable[Path]
    #: Whether the record that comes with the scenario is used.
    record: bool


class AsOf(TypedDict, total=False):
    """The day from which an answer starts."""

    #: Only what was known by this day is used, and the answer starts from it.
    as_of: Day


class OnRecord(Simulation, Files, AsOf, total=False):
    """Options of everything that simulates and starts from a record."""


class Ensemble(OnRecord, Size, total=False):
    """Options of everything that simulates an ensemble of futures."""


class Hindcasts(Simulation, Files, Size, total=False):
    """Options of hindcasts, which start from days of the past."""


class Events(Files, AsOf, total=False):
    """Options of a list of events."""
