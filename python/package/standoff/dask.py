"""Shards on the workers of Dask: as many machines as there are.

>>> from dask.distributed import Client  # doctest: +SKIP
>>> client = Client(n_workers=2, threads_per_worker=1)  # doctest: +SKIP
>>> so.dask.forecast(client, so.Scenario.builtin(), shards=16, folder="/shared/run")  # doctest: +SKIP

A process does one call of the program at a time: give each worker one thread of Dask's, and as many worker processes as there are
cores.
"""

from __future__ import annotations

import tempfile
import uuid
from collections.abc import Callable, Iterable
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Unpack

from . import shards as _shards
from ._answers import Forecast
from ._errors import RunError
from ._progress import show_progress
from ._scenario import Scenario
from .options import Ensemble, Listener, Path

if TYPE_CHECKING:
    from distributed import Client

__all__ = ["forecast", "run_tasks"]

#: How often a shard that failed is tried again; how often one whose worker was lost, Dask's ``allowed-failures`` says (3).
RETRIES = 2


def forecast(
    client: Client,
    scenario: Scenario,
    *,
    shards: int = 64,
    folder: Path | None = None,
    levers: Iterable[str] = (),
    out: Path | None = None,
    **options: Unpack[Ensemble],
) -> Forecast:
    """A forecast whose shards are done by the workers of a client, with the bytes of one that is done here.

    Shards that are in the folder are not done again: a forecast that broke off goes on, with the same arguments. Ctrl-C cancels
    what is not begun.

    Args:
        client: a client of ``dask.distributed``.
        scenario: the war. Workers need neither its files nor those of its evidence: the folder has them.
        shards: how many; one of about ten seconds loses little to its start, and little where a worker is lost.
        folder: where shards are kept, on a disk that all workers see; if left out a temporary one on this machine.
        levers: levers that are pulled in every future.
        out: a folder for the bundle.
        options: those of :meth:`Scenario.forecast`; ``threads`` are those of each shard, one if left out.

    Raises:
        InputError: the input is wrong, or the folder holds something else.
        RunError: shards failed, again and again; the message names them, and the others stay in the folder.
    """
    threads, progress = options.pop("threads", 1), options.pop("progress", False)

    def in_folder(place: Path) -> Forecast:
        # Here, where the scenario and the files of evidence are; the folder then has all that workers need.
        tasks = _shards.begin(scenario, place, shards=shards, levers=levers, share=False, **options)
        run_tasks(client, tasks, threads=threads, progress=progress)
        answer = _shards.merge(place, out=out)
        assert isinstance(answer, Forecast)
        return answer

    if folder is not None:
        return in_folder(folder)
    with tempfile.TemporaryDirectory(prefix="standoff-", ignore_cleanup_errors=True) as temporary:
        run = FilePath(temporary, "run")
        try:
            return in_folder(run)
        finally:
            # A shard that is still under way finds no run any more, and writes nothing.
            if run.exists():
                run.rename(run.with_name("gone"))


def run_tasks(
    client: Client, tasks: list[_shards.Task], *, threads: int = 1, progress: bool | Listener = False
) -> list[_shards.ShardMade]:
    """Does shards on the workers of a client, each again where it fails or its worker is lost.

    Raises:
        RunError: some failed all the same; the message names them with the first reason. The others are kept.
    """
    from distributed import as_completed

    # Names of their own: a call that follows one that failed must not be given its failures.
    call = uuid.uuid4().hex[:8]
    names = [f"standoff-{task['run'][:12]}-{task['shard']}-of-{task['shards']}-{call}" for task in tasks]
    # One task does what is shared, with all cores of its machine, while there is nothing else to do.
    shared = client.submit(_shards.run_shared, tasks[0], key=f"{names[0]}-shared", retries=RETRIES)
    futures = [shared]
    try:
        shared.result()
        futures = client.map(_shards.run_shard, tasks, key=names, retries=RETRIES, threads=threads)
        failed: dict[int, BaseException] = {}
        with show_progress(progress) as listener:
            for done, future in enumerate(as_completed(futures), start=1):
                if future.status != "finished":
                    failed[futures.index(future)] = future.exception() or RunError("it was cancelled")
                _tell(listener, done, len(tasks))
        if failed:
            numbers = ", ".join(str(tasks[place]["shard"]) for place in sorted(failed))
            first = failed[min(failed)]
            raise RunError(f"shards {numbers} of {tasks[0]['shards']} failed; the first because {first}") from first
        made: list[_shards.ShardMade] = client.gather(futures)
        return made
    finally:
        # Whatever has ended this, what is not begun is not wanted any more.
        client.cancel([future for future in futures if not future.done()])


def _tell(listener: Callable[[int, int, str], object] | None, done: int, of: int) -> None:
    if listener is not None:
        listener(done, of, "shards")
