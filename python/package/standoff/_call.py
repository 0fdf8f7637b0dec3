"""Calls of the program within this process: arguments, progress, answers and errors."""

from __future__ import annotations

import json
import sys
import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from os import PathLike, fspath
from typing import Any

from . import _standoff
from ._errors import InputError, RunError, StandoffWarning, StoppedEarly
from ._progress import is_notebook, show_progress
from ._rules import DecisionRule, GivenRule, RuleCost

__all__ = ["Called", "Picture", "arguments_of", "call", "joined"]

#: Exit status of an answer that was stopped early.
STOPPED_EARLY = 3


@dataclass(frozen=True)
class Picture:
    """A picture of an answer."""

    #: Name.
    name: str
    #: What it shows, as a finding.
    title: str
    #: SVG that stands alone.
    svg: str

    def _repr_svg_(self) -> str:
        return self.svg


@dataclass(frozen=True)
class Called:
    """What a call of the program left."""

    #: What it wrote to standard output.
    data: str
    #: The page of the same answer, for a reader.
    page: str
    #: Its tables, by name.
    tables: dict[str, _standoff.Table]
    #: Its pictures.
    pictures: tuple[Picture, ...]
    #: What it said to people.
    messages: tuple[str, ...]
    #: Whether it was stopped early.
    interrupted: bool
    #: What the rule has cost, if there was one.
    rule_cost: RuleCost | None

    def json(self) -> Any:
        """The data as JSON."""
        return json.loads(self.data)


def arguments_of(options: Mapping[str, Any]) -> list[str]:
    """Options as the command line has them: names with dashes, lists repeated, settings as ``path=value``.

    >>> arguments_of({"set": {"front.moves": 0.6}, "as_of": "2025-12-05", "record": False, "full": True})
    ['--set', 'front.moves=0.6', '--as-of', '2025-12-05', '--no-record', '--full']
    """
    words: list[str] = []
    for name, value in options.items():
        flag = "--" + name.replace("_", "-")
        if name == "record":
            words += [] if value is None or value else ["--no-record"]
        elif isinstance(value, bool):
            words += [flag] if value else []
        elif isinstance(value, Mapping):
            words += [word for path, number in value.items() for word in (flag, f"{path}={number}")]
        elif value is not None:
            several = isinstance(value, Iterable) and not isinstance(value, str | PathLike)
            words += [word for one in (value if several else [value]) for word in (flag, _text(one))]
    return words


def joined(values: Iterable[Any]) -> str | None:
    """Several values as one word of the command line, with commas; one that stands for itself alone is a text."""
    return values if isinstance(values, str) else ",".join(map(str, values)) or None


def _text(value: Any) -> str:
    return fspath(value) if isinstance(value, PathLike) else str(value)


def call(words: Sequence[str], options: Mapping[str, Any], rule: DecisionRule | None = None) -> Called:
    """Runs the program on these words and options; ``progress`` among them is for this process.

    A rule is one by which the actors of a forecast decide.

    Raises:
        InputError: the input or the arguments are wrong; the message has the place, what is allowed and a hint.
        RunError: the run failed.
        Exception: what a rule has raised.
        KeyboardInterrupt: Ctrl-C before there was anything to answer with.
    """
    if "rule" in options:
        raise InputError("only Scenario.forecast takes a rule")
    progress, given = options.get("progress", False), GivenRule.of(rule)
    own = {name: value for name, value in options.items() if name != "progress"}
    with show_progress(progress) as listener:
        ended = _standoff.call([*words, *arguments_of(own)], listener, is_notebook(), given)
    status, data, page, tables, pictures, messages, cost = ended
    if status == 2:
        raise InputError("\n".join(messages))
    if status not in (0, STOPPED_EARLY):
        raise RunError("\n".join(messages))
    if status == STOPPED_EARLY:
        _warn("stopped early: this is the answer so far", StoppedEarly)
    for message in messages:
        if message.startswith("warning"):
            _warn(message, StandoffWarning)
    drawn = tuple(Picture(*picture) for picture in pictures)
    return Called(data, page, dict(tables), drawn, tuple(messages), status == STOPPED_EARLY, RuleCost(*cost) if cost else None)


def _warn(message: str, category: type[Warning]) -> None:
    """Warns at the line outside of this package from which it was called."""
    depth, frame = 1, sys._getframe()
    while frame is not None and (frame.f_globals.get("__package__") or "").split(".")[0] == __package__:
        depth, frame = depth + 1, frame.f_back  # type: ignore[assignment]
    warnings.warn(message, category, stacklevel=depth)
