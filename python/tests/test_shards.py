"""Work that is cut into shards, and workers of Dask that are processes of their own."""

import os
import pickle
import signal
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest
import standoff as so
from conftest import SMALL
from distributed import Client, LocalCluster

#: Shards of runs that take a moment.
SHARDS = 8

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")


@pytest.fixture(scope="module")
def cluster() -> Iterator[LocalCluster]:
    """Two workers, each a process with one thread."""
    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0") as cluster:
        yield cluster


@pytest.fixture
def client(cluster: LocalCluster) -> Iterator[Client]:
    with Client(cluster) as client:
        client.wait_for_workers(2)
        yield client


def test_shards_in_other_processes_make_the_same_bytes(war: so.Scenario, forecast: so.Forecast, tmp_path: Path) -> None:
    tasks = so.shards.begin(war, tmp_path / "run", shards=3, **SMALL)
    assert pickle.loads(pickle.dumps(tasks)) == tasks
    assert len(pickle.dumps(tasks[0])) < 500
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        made = list(pool.map(so.shards.run_shard, tasks))
    assert [one["shard"] for one in made] == [1, 2, 3]
    assert sum(one["made"] for one in made) == SMALL["draws"]
    merged = so.shards.merge(tmp_path / "run")
    assert isinstance(merged, so.Forecast)
    assert (merged.text, merged.page) == (forecast.text, forecast.page)
    assert merged.runs["end"] == forecast.runs["end"]
    assert len(merged.paths) == len(forecast.paths)


@pytest.mark.parametrize("verb", ["explain", "policy"])
def test_other_verbs_are_cut_as_well(war: so.Scenario, tmp_path: Path, verb: Any) -> None:
    size = {"draws": 3, "seed": 2, "levers": ["stalemate"]} if verb == "policy" else {"runs": 16, "draws": 4}
    for task in so.shards.begin(war, tmp_path / "run", shards=2, verb=verb, **size):
        so.shards.run_shard(task, threads=1)
    whole = war.policy(["stalemate"], draws=3, seed=2) if verb == "policy" else war.explain(runs=16, draws=4)
    assert so.shards.merge(tmp_path / "run").text == whole.text


def test_a_score_of_wars_is_cut_by_days(tmp_path: Path) -> None:
    tasks = so.shards.begin_wars_score(tmp_path, shards=2, wars=["falklands-1982"], runs=16, draws=4)
    made = [so.shards.run_shard(task) for task in tasks]
    assert sum(one["made"] for one in made) > 1
    assert so.shards.merge(tmp_path)["wars"][0]["war"] == "falklands-1982"


def test_faults_name_the_shards(war: so.Scenario, forecast: so.Forecast, tmp_path: Path) -> None:
    folder = tmp_path / "run"
    tasks = so.shards.begin(war, folder, shards=4, **SMALL)
    so.shards.run_shard(tasks[1])
    with pytest.raises(so.InputError, match="shards 1,3-4"):
        so.shards.merge(folder)
    with pytest.raises(so.InputError, match="the shard is one of"):
        so.shards.run_shard({**tasks[0], "run": "another"})
    with pytest.raises(so.InputError, match="no run"):
        so.shards.run_shard({**tasks[0], "folder": str(tmp_path)})
    with pytest.raises(so.InputError, match="another run"):
        so.shards.begin(war, folder, shards=4, runs=64, draws=8, seed=8)
    assert so.shards.resume(folder, threads=1).text == forecast.text


def test_workers_make_the_same_bytes(client: Client, war: so.Scenario, forecast: so.Forecast, tmp_path: Path) -> None:
    heard: list[tuple[int, int, str]] = []
    made = so.dask.forecast(
        client, war, shards=SHARDS, progress=lambda *step: heard.append(step), out=tmp_path / "bundle", **SMALL
    )
    assert (made.text, made.page) == (forecast.text, forecast.page)
    assert [done for done, _, _ in heard] == list(range(1, SHARDS + 1))
    assert (tmp_path / "bundle" / "runs.parquet").exists()


def test_workers_take_the_record_once(client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = so.Scenario.from_text(_text_of("two-sided"))
    log = tmp_path / "log.csv"
    columns = "id,kind,date,until,party,subject,answer,value,unit,source,confidence,known,replaces,distinct,note"
    log.write_text(f"{columns}\narea,area-held,2025-07-31,,invader,,,250,km2,press,0.95,2025-08-02,,,\n")
    folder = tmp_path / "run"
    monkeypatch.chdir(tmp_path)
    made = so.dask.forecast(client, own, shards=3, folder=folder, evidence="log.csv", **SMALL)
    assert made == own.forecast(evidence="log.csv", **SMALL)
    assert len(list(folder.rglob("shared.part"))) == 1


def test_a_worker_that_is_killed_and_one_that_comes_late(tmp_path: Path) -> None:
    war, size = so.Scenario.builtin(), {"runs": 192, "draws": 24, "record": False}
    whole = war.forecast(**size)  # type: ignore[arg-type]
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0") as cluster,
        Client(cluster) as client,
    ):
        client.wait_for_workers(2)
        pids = client.run(os.getpid)
        killed: list[int] = []

        def kill_and_add(done: int, of: int, _: str) -> None:
            if done == 2:
                # In the middle of a shard: each takes most of a second.
                time.sleep(0.1)
                killed.append(pids[min(pids)])
                os.kill(killed[0], signal.SIGKILL)
                cluster.scale(3)

        made = so.dask.forecast(client, war, shards=12, folder=tmp_path / "run", progress=kill_and_add, **size)  # type: ignore[arg-type]
        assert len(killed) == 1
        assert not _alive(killed[0])
        client.wait_for_workers(3)
    assert made.text == whole.text


def test_a_shard_that_fails_is_named_and_the_others_stay(
    client: Client, war: so.Scenario, forecast: so.Forecast, tmp_path: Path
) -> None:
    folder, other = tmp_path / "run", tmp_path / "other"
    so.dask.forecast(client, war, shards=3, folder=other, runs=64, draws=8, seed=8)
    so.shards.begin(war, folder, shards=3, **SMALL)
    [foreign] = other.glob("parts/futures-*/0002-of-0003.part")
    place = folder / foreign.relative_to(other)
    place.parent.mkdir(parents=True)
    place.write_bytes(foreign.read_bytes())
    with pytest.raises(so.RunError, match="shards 2 of 3 failed") as caught:
        so.dask.forecast(client, war, shards=3, folder=folder, **SMALL)
    assert sorted(one.name for one in place.parent.glob("*.part")) == [f"000{shard}-of-0003.part" for shard in (1, 2, 3)]
    place.unlink()
    # Whoever still holds the failure is not given it again.
    assert caught.value is not None
    assert so.dask.forecast(client, war, shards=3, folder=folder, **SMALL).text == forecast.text


def test_two_forecasts_at_once_and_one_that_is_interrupted(client: Client, war: so.Scenario, forecast: so.Forecast) -> None:
    with ThreadPoolExecutor(2) as pool:
        both = [pool.submit(so.dask.forecast, client, war, shards=4, **SMALL) for _ in range(2)]
        assert [one.result().text for one in both] == [forecast.text] * 2

    def interrupt(done: int, of: int, _: str) -> None:
        raise KeyboardInterrupt

    before = set(Path(tempfile.gettempdir()).glob("standoff-*"))
    with pytest.raises(KeyboardInterrupt):
        so.dask.forecast(client, war, shards=8, progress=interrupt, **SMALL)
    # The shards that were under way have ended.
    assert client.submit(len, "end").result() == 3
    assert set(Path(tempfile.gettempdir()).glob("standoff-*")) <= before


def test_a_worker_that_does_not_see_the_folder_says_so(client: Client, war: so.Scenario, tmp_path: Path) -> None:
    tasks = so.shards.begin(war, tmp_path / "run", shards=2, **SMALL)
    elsewhere: list[so.shards.Task] = [{**task, "folder": str(tmp_path / "elsewhere")} for task in tasks]
    with pytest.raises(so.InputError, match="no run in this folder"):
        so.dask.run_tasks(client, elsewhere)


def test_four_workers_on_a_finer_cut(war: so.Scenario, forecast: so.Forecast) -> None:
    with (
        LocalCluster(n_workers=4, threads_per_worker=1, processes=True, dashboard_address=":0") as cluster,
        Client(cluster) as client,
    ):
        assert so.dask.forecast(client, war, shards=16, **SMALL).text == forecast.text


def _text_of(name: str) -> str:
    return (Path(__file__).parents[2] / "scenarios" / name / "scenario.toml").read_text(encoding="utf-8")


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True
