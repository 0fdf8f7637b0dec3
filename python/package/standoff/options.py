"""The options that several verbs share, as types: for functions of your own that pass them on."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from os import PathLike
from typing import TypedDict

__all__ = ["Day", "Ensemble", "Listener", "OnRecord", "Path", "Record", "Setting", "Simulation"]

#: What a number may be set to by hand: a number in base units, or text with a unit.
Setting = float | int | str
#: A day.
Day = date | str
#: A path.
Path = str | PathLike[str]
#: What is called with the work done, all of it, and a word on the answer so far.
Listener = Callable[[int, int, str], object]


class Simulation(TypedDict, total=False):
    """Options of everything that simulates."""

    #: Seed of all chance: the same seed gives the same bytes.
    seed: int
    #: Numbers set by hand, by path.
    set: Mapping[str, Setting]
    #: Threads to use; the answer does not depend on it.
    threads: int
    #: Whether progress is shown, or what is called with it: done, of how much, and a word on the answer so far.
    progress: bool | Listener


class Record(TypedDict, total=False):
    """Options of everything that starts from the record of its scenario."""

    #: Files of events, CSV or JSON, beside the scenario's own record.
    evidence: Path | Iterable[Path]
    #: Whether the record that comes with the scenario is used.
    record: bool
    #: Only what was known by this day is used, and the answer starts from it.
    as_of: Day


class OnRecord(Simulation, Record, total=False):
    """Options of everything that simulates and starts from a record."""


class Ensemble(OnRecord, total=False):
    """Options of everything that simulates an ensemble of futures."""

    #: Futures to simulate.
    runs: int
    #: Draws of the uncertain parameters.
    draws: int
    #: Whether the actors plan on the scenario's own front and step.
    full: bool
