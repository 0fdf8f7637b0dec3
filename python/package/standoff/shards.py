"""Work that is cut into shards, for several processes or machines.

A run is begun, its shards are done wherever there is a core, and the answer is made from what they have kept.

>>> import standoff as so, tempfile
>>> folder = tempfile.mkdtemp()
>>> tasks = so.shards.begin(so.Scenario.builtin("two-sided"), folder, shards=3, runs=24, draws=6)
>>> made = [so.shards.run_shard(task) for task in tasks]
>>> so.shards.merge(folder) == so.Scenario.builtin("two-sided").forecast(runs=24, draws=6)
True

All that workers share is the folder: a disk that all of them see, or an object store that is mounted as one. ``run_shard`` is a
pure function of a small dictionary, so that any pool can call it: joblib, Ray, Slurm, or Dask (:mod:`standoff.dask`).
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path as FilePath
from typing import Any, Literal, TypedDict, Unpack

from ._answers import Answer, Forecast
from ._call import call
from ._errors import InputError
from ._scenario import Scenario
from .options import Ensemble, Path, Work

__all__ = ["ShardMade", "Task", "Verb", "begin", "begin_wars_score", "merge", "resume", "run_shard", "run_shared"]

#: Verbs of a scenario whose work can be cut.
Verb = Literal["forecast", "explain", "policy"]


class Task(TypedDict):
    """One shard of a run: all that whoever does it needs to know."""

    #: Folder of the run.
    folder: str
    #: SHA-256 of what the run is: verb, numbers, scenario, record, version and cut.
    run: str
    #: The shard, from 1.
    shard: int
    #: Number of shards.
    shards: int


class ShardMade(TypedDict):
    """What a shard has left."""

    #: SHA-256 of what the run is.
    run: str
    #: The shard, from 1; none for what all shards share.
    shard: int | None
    #: Number of shards.
    shards: int
    #: Units of work that were done now.
    made: int
    #: Phases that wait for other shards.
    awaited: list[dict[str, Any]]
    #: Whether the answer can be made.
    complete: bool
    #: Folder of the run.
    folder: str


def begin(
    scenario: Scenario,
    folder: Path,
    *,
    shards: int,
    verb: Verb = "forecast",
    levers: Iterable[str] = (),
    share: bool = True,
    **options: Unpack[Ensemble],
) -> list[Task]:
    """Begins a run in a folder, and does there what all its shards share: the record is taken once. Returns its shards.

    The folder then has all that a shard needs, the scenario and the log among it. A run that was begun before goes on: what is
    there is not done again.

    Args:
        scenario: the war.
        folder: a new folder, or that of the same run.
        shards: how many; one for each draw at most has something to do.
        verb: ``forecast``, ``explain`` or ``policy``.
        levers: levers that are pulled, or those that a policy tries.
        share: whether what is shared is done now; otherwise :func:`run_shared` does it elsewhere.
        options: those of the verb, as without shards.

    Raises:
        InputError: the input is wrong, or the folder holds something else.
    """
    return _begin([verb, scenario._word], folder, shards, {"lever": levers, **options}, share)


def begin_wars_score(
    folder: Path,
    *,
    shards: int,
    wars: Iterable[str] = (),
    runs: int | None = None,
    draws: int | None = None,
    **options: Unpack[Work],
) -> list[Task]:
    """Begins a score of wars in a folder: each day from which a war is forecast is a unit of its work."""
    return _begin(["wars", "score", *wars], folder, shards, {"runs": runs, "draws": draws, **options}, share=True)


def _begin(words: list[str], folder: Path, shards: int, options: dict[str, Any], share: bool) -> list[Task]:
    place, word = FilePath(folder).absolute(), f"{'shared' if share else 'begin'}/{shards}"
    made: ShardMade = call([*words, "--shard", word, "--out", str(place), "--json"], options).json()
    return [Task(folder=str(place), run=made["run"], shard=shard, shards=shards) for shard in range(1, shards + 1)]


def run_shard(task: Task, *, threads: int | None = None) -> ShardMade:
    """Does one shard, unless it is there, and keeps it in the folder of the run: whole or not at all, the same bytes each time.

    A process does one call at a time. Give a pool as many processes as there are cores and ``threads=1``, or one process and all
    threads.

    Raises:
        InputError: the folder holds no run, or another one.
        RunError: the work failed.
    """
    return _resume(task, str(task["shard"]), threads)


def run_shared(task: Task, *, threads: int | None = None) -> ShardMade:
    """Does what all shards of the run of a task share, unless it is there.

    Raises:
        InputError: the folder holds no run, or another one.
        RunError: the work failed.
    """
    return _resume(task, "shared", threads)


def _resume(task: Task, shard: str, threads: int | None) -> ShardMade:
    made: ShardMade = call(["resume", task["folder"], "--shard", shard, "--json"], {"threads": threads}).json()
    if made["run"] != task["run"]:
        raise InputError(f"{task['folder']}: this is the run {made['run']}, and the shard is one of {task['run']}")
    return made


def merge(folder: Path, *, out: Path | None = None, seal: Path | None = None, force: bool = False) -> Answer:
    """The answer of a run from its shards: that of the run that was never cut, byte for byte.

    Args:
        folder: folder of the run.
        out: a folder for the bundle of a forecast.
        seal: a file for the forecast with a seal.
        force: whether what stands at ``out`` and ``seal`` is replaced.

    Returns:
        The answer; of a forecast a :class:`Forecast`.

    Raises:
        InputError: shards are missing, damaged, or of another run; the message names them.
    """
    return _answer("merge", folder, {"out": out, "seal": seal, "force": force})


def resume(
    folder: Path, *, out: Path | None = None, seal: Path | None = None, force: bool = False, **work: Unpack[Work]
) -> Answer:
    """Does here what is missing of a run, and returns its answer as :func:`merge` does."""
    return _answer("resume", folder, {"out": out, "seal": seal, "force": force, **work})


def _answer(verb: str, folder: Path, options: dict[str, Any]) -> Answer:
    called = call([verb, str(FilePath(folder).absolute()), "--json"], options)
    return Forecast(called) if "runs" in called.tables else Answer(called)
