"""The event log: what happened, who says so, and when it became known."""

from __future__ import annotations

from typing import Any, Unpack

from ._answers import Answer, Table, flat_table
from ._call import call
from ._scenario import Scenario
from .options import Events, Files

__all__ = ["check", "events", "kinds"]


def kinds() -> Table:
    """The kinds of events, and what the row of each may hold."""
    return flat_table(call(["evidence", "kinds", "--json"], {}).json())


def check(scenario: Scenario, **options: Unpack[Files]) -> Answer:
    """A scenario's record, with files of your own, checked as one log.

    Raises:
        InputError: it cannot be used; the message has every fault with its file, line and hint.
    """
    return Answer(_call("check", scenario, options))


def events(scenario: Scenario, **options: Unpack[Events]) -> Answer:
    """The events that stand: what was known by a day, corrections made and duplicates counted once."""
    return Answer(_call("list", scenario, options))


def _call(verb: str, scenario: Scenario, options: Any) -> Any:
    return call(["evidence", verb, scenario._word, "--json"], options)
