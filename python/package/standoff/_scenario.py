"""Scenarios and what can be asked of them."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from collections.abc import Iterable
from functools import partial
from os import fspath
from pathlib import Path as FilePath
from typing import Any, Unpack

from ._answers import Answer, Forecast, Table, Update, flat_table
from ._call import call, joined
from ._errors import InputError
from ._rules import DecisionRule
from .options import Day, Ensemble, Hindcasts, OnRecord, Path, Simulation

__all__ = ["Scenario", "brief", "schema", "score", "score_check"]

#: The scenario that the program takes where none is named.
DEFAULT = "ukraine-2025-12"


class Scenario:
    """A war as data: a built-in scenario, a file, or a folder with a ``scenario.toml`` and its record.

    >>> import standoff as so
    >>> so.Scenario.builtin("two-sided").title
    'A border war between Aria and Boria'
    """

    def __init__(self, word: Path) -> None:
        """The scenario that a word names, as on the command line.

        Raises:
            InputError: there is none, or it has faults, each with file, line and hint.
        """
        self._word = fspath(word)
        self._shown: dict[str, Any] = call(["scenario", "show", self._word, "--json"], {}).json()

    @classmethod
    def builtin(cls, name: str = DEFAULT) -> Scenario:
        """A scenario that comes with the program; :meth:`names` lists them."""
        if name not in cls.names():
            raise InputError(f"no built-in scenario is called {name!r}; there are {', '.join(cls.names())}")
        return cls(name)

    @classmethod
    def read(cls, path: Path) -> Scenario:
        """A scenario from a file, or from a folder with a ``scenario.toml`` and its record."""
        if not FilePath(path).exists():
            raise InputError(f"{fspath(path)}: there is no such file or folder")
        return cls(FilePath(path).absolute())

    @classmethod
    def from_text(cls, text: str) -> Scenario:
        """A scenario from its text."""
        return cls._from_files({"scenario.toml": text.encode()})

    @classmethod
    def _from_files(cls, files: dict[str, bytes]) -> Scenario:
        folder = tempfile.mkdtemp(prefix="standoff-")
        remove = partial(shutil.rmtree, folder, ignore_errors=True)
        try:
            for name, content in files.items():
                path = FilePath(folder, name)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
            made = cls(folder)
        except BaseException:
            remove()
            raise
        weakref.finalize(made, remove)
        return made

    @staticmethod
    def names() -> list[str]:
        """Names of the scenarios that come with the program."""
        return [one["name"] for one in call(["scenario", "list", "--json"], {}).json()]

    @property
    def name(self) -> str:
        """Its name."""
        return str(self._shown["name"])

    @property
    def title(self) -> str:
        """Its title for readers."""
        return str(self._shown["title"])

    @property
    def digest(self) -> str:
        """SHA-256 of what it says, without comments and titles."""
        return str(self._shown["digest"])

    @property
    def parameters(self) -> Table:
        """Every number with its path, value, unit, range, source and grade; ``low`` and ``high`` are the ends of the range."""
        rows = [dict(row) for row in self._shown["parameters"]]
        for row in rows:
            row["low"], row["high"] = row.pop("range", None) or (None, None)
        return flat_table(rows)

    @property
    def levers(self) -> list[str]:
        """Names of its levers."""
        return [lever["name"] for lever in self._shown["levers"]]

    def __repr__(self) -> str:
        return f"Scenario({self.name!r}: {self.title}, from {self._shown['start']})"

    def __reduce__(self) -> tuple[Any, ...]:
        files = None
        if self._word not in self.names():
            path = FilePath(self._word)
            own = path if path.is_file() else path / "scenario.toml"
            record = sorted(one for one in own.with_name("evidence").rglob("*") if one.is_file())
            files = {"scenario.toml": own.read_bytes()}
            files |= {one.relative_to(own.parent).as_posix(): one.read_bytes() for one in record}
        return _restore, (self._word, files, self.digest)

    def forecast(
        self,
        *,
        levers: Iterable[str] = (),
        without: Iterable[str] = (),
        questions: Iterable[str] = (),
        out: Path | None = None,
        seal: Path | None = None,
        made: Day | None = None,
        force: bool = False,
        rule: DecisionRule | None = None,
        **options: Unpack[Ensemble],
    ) -> Forecast:
        """How long the line holds, what ends it, and at whose cost.

        Args:
            levers: levers that are pulled in every future, each on its own day.
            without: mechanisms that are switched off.
            questions: names of the questions to answer; all if there is none.
            out: a folder for the bundle of the forecast.
            seal: a file for the answer, with a seal that breaks if anything in it changes.
            made: the day on which it is made and sealed; today if left out.
            force: whether what stands at ``out`` and ``seal`` is replaced.
            rule: how actors decide, in place of their solved game; :attr:`Forecast.rule_cost` says what it has cost. Not beside
                ``out`` and ``seal``: nobody could make the forecast again.
            options: those of :class:`~standoff.options.Ensemble`: ``runs`` (10,240), ``draws``, ``seed`` (1), ``set`` and so on.

        Raises:
            InputError: the input is wrong.
            RunError: the run failed.
        """
        parts = {"lever": levers, "without": without, "question": questions}
        own = {**parts, "out": out, "seal": seal, "made": made, "force": force}
        return Forecast(self._call("forecast", own, options, rule))

    def compare(
        self,
        levers: Iterable[str] = (),
        *,
        sweeps: Iterable[str] = (),
        outcomes: Iterable[str] = (),
        at: Day | None = None,
        foreseen: bool = False,
        surprise: bool = False,
        **options: Unpack[Ensemble],
    ) -> Answer:
        """The same futures with and without levers, each alone and all together.

        Args:
            levers: names of levers; without any, those that there are.
            sweeps: levers in several strengths, or quantities at several values, such as ``front.odds=0.4..0.6:5``.
            outcomes: outcomes to show only, such as ``holds-24``.
            at: the day on which all levers are pulled, in place of their own.
            foreseen: whether the actors foresee all levers; ``surprise`` whether none.
        """
        own = {"lever": levers, "sweep": sweeps, "outcome": outcomes, "at": at, "foreseen": foreseen, "surprise": surprise}
        return Answer(self._call("compare", own, options))

    def explain(
        self,
        parts: Iterable[str] = (),
        *,
        outcome: str | None = None,
        above: float | None = None,
        target: float | None = None,
        effort: str | None = None,
        bundle: Path | None = None,
        **options: Unpack[Ensemble],
    ) -> Answer:
        """Why a forecast says what it says: ``drivers``, ``boxes``, ``delay``, thresholds, what would have to be true."""
        part = joined(parts)
        own = {"part": part, "outcome": outcome, "above": above, "target": target, "effort": effort, "bundle": bundle}
        return Answer(self._call("explain", own, options))

    def difference(
        self,
        other: Scenario | None = None,
        *,
        draws: int | None = None,
        paths: int | None = None,
        full: bool = False,
        engine: str | None = None,
        outcome: str | None = None,
        **options: Unpack[OnRecord],
    ) -> Answer:
        """The gap between two forecasts by cause: of two scenarios, or of one and the same with the numbers of ``set``."""
        words = ["difference", self._word, *([other._word] if other else []), "--json"]
        own = {"draws": draws, "paths": paths, "full": full, "engine": engine, "outcome": outcome}
        return Answer(call(words, {**own, **options}))

    def policy(
        self,
        levers: Iterable[str] = (),
        *,
        measure: str | None = None,
        at_least: float | None = None,
        at_most: float | None = None,
        draws: int | None = None,
        paths: int | None = None,
        **options: Unpack[OnRecord],
    ) -> Answer:
        """How options hold up: worst case, regret and levels met, by each actor's own values."""
        own = {
            "lever": levers,
            "measure": measure,
            "at_least": at_least,
            "at_most": at_most,
            "draws": draws,
            "paths": paths,
        }
        return Answer(self._call("policy", own, options))

    def frontier(
        self,
        *,
        posture: str | None = None,
        held: float | None = None,
        truce: bool = False,
        levers: Iterable[str] = (),
        signable: float | None = None,
        draws: int | None = None,
        **options: Unpack[OnRecord],
    ) -> Answer:
        """Terms against durability: who could sign each package, would it last, who would refuse."""
        own = {"posture": posture, "held": held, "truce": truce, "lever": levers, "signable": signable, "draws": draws}
        return Answer(self._call("frontier", own, options))

    def assimilate(
        self,
        *,
        prior: bool = True,
        checkpoint: Path | None = None,
        out: Path | None = None,
        force: bool = False,
        **options: Unpack[Ensemble],
    ) -> Update:
        """The forecast brought up to date with dated events: how the answers moved and what was learnt.

        Args:
            prior: whether the forecast without evidence is made beside it.
            checkpoint: a file that keeps the population, to go on from.
            out: a folder for the bundle; ``force`` replaces one that stands there.
        """
        own = {"no_prior": not prior, "checkpoint": checkpoint, "out": out, "force": force}
        return Update(self._call("assimilate", own, options))

    def history(self, *, every: str | None = None, since: Day | None = None, **options: Unpack[Ensemble]) -> Answer:
        """How the answers moved along the record, date by date (``every`` month or week), and which events moved them."""
        return Answer(self._call("history", {"every": every, "from": since}, options))

    def hindcast(self, *, until: Day | None = None, every: int | None = None, **options: Unpack[Hindcasts]) -> Answer:
        """How forecasts from the past would have fared, ``every`` so many months, beside plain benchmarks."""
        return Answer(self._call("hindcast", {"until": until, "every": every}, options))

    def questions(self, by: Iterable[Day] = (), **options: Unpack[Ensemble]) -> Answer:
        """The same futures asked in different words: what the fine print of a question is worth."""
        return Answer(self._call("questions", {"by": by}, options))

    def diagnose(self, **options: Unpack[Simulation]) -> Answer:
        """Whether the numbers of a war can be trusted: who would sign what, what the answer hangs on, which signs are wrong."""
        return Answer(call(["scenario", "diagnose", self._word, "--json"], options))

    def brief(
        self,
        out: Path,
        *,
        since: Day | None = None,
        quick: bool = False,
        short: bool = False,
        force: bool = False,
        **options: Unpack[Ensemble],
    ) -> Answer:
        """This week's breakdown, with pictures, written into a folder: a page, Markdown, and its data."""
        own = {"out": out, "since": since, "quick": quick, "short": short, "force": force}
        return Answer(self._call("brief", own, options))

    def _call(self, verb: str, own: dict[str, Any], options: Any, rule: DecisionRule | None = None) -> Any:
        return call([verb, self._word, "--json"], {**own, **options}, rule)


def _restore(word: str, files: dict[str, bytes] | None, digest: str) -> Scenario:
    made = Scenario(word) if files is None else Scenario._from_files(files)
    if made.digest != digest:
        raise InputError(f"the scenario {made.name} is not what it was: its digest is {made.digest}, and was {digest}")
    return made


def brief(bundle: Path, out: Path, *, short: bool = False, force: bool = False) -> Answer:
    """The brief of a bundle that was written before, into a folder."""
    return Answer(call(["brief", "--json"], {"bundle": bundle, "out": out, "short": short, "force": force}))


def score(*forecasts: Path, outcomes: Path, every: bool = False, bins: int | None = None, seed: int | None = None) -> Answer:
    """Forecasts against outcomes: scores, reliability, who does better.

    Args:
        forecasts: sealed forecasts, and tables of forecasts entered by hand.
        outcomes: a table of what came.
        every: whether every forecast counts, not only the last of each forecaster on a question.
    """
    words = ["score", *(fspath(path) for path in forecasts), "--json"]
    return Answer(call(words, {"outcomes": outcomes, "every": every, "bins": bins, "seed": seed}))


def score_check(*seals: Path) -> Answer:
    """Whether sealed forecasts are as they were.

    Raises:
        RunError: one of them is not.
    """
    return Answer(call(["score", "check", *(fspath(path) for path in seals), "--json"], {}))


def schema(answer: str) -> dict[str, Any]:
    """The JSON Schema of an answer, such as ``"forecast"``."""
    return dict(call(["schema", *answer.split()], {}).json())
