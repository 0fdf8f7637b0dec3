"""What goes wrong is said as the command line says it, and nothing is lost."""

import os
import signal
import subprocess
import sys
import textwrap
import threading
from pathlib import Path

import pytest
import standoff as so
from conftest import SMALL


def test_faults_of_input_have_their_place_and_a_hint(tmp_path: Path, war: so.Scenario) -> None:
    path = tmp_path / "war.toml"
    path.write_text("format = 1\nname = 3\n")
    with pytest.raises(so.InputError, match=r"(?s)war\.toml:2.*allowed"):
        so.Scenario.read(path)
    with pytest.raises(so.InputError, match=r"did you mean `front\.odds`"):
        war.forecast(set={"front.ods": 0.5}, **SMALL)
    with pytest.raises(so.InputError, match="no such file"):
        so.Scenario.read(tmp_path / "nowhere")
    with pytest.raises(so.InputError, match="invalid value"):
        war.forecast(runs=0)
    with pytest.raises(so.StandoffError):
        so.theory.run("V99")


def test_a_broken_seal_is_an_error_of_the_run(tmp_path: Path, war: so.Scenario) -> None:
    path = tmp_path / "sealed.json"
    war.forecast(seal=path, made="2025-07-01", **SMALL)
    so.score_check(path)
    path.write_text(path.read_text().replace('"made": "2025-07-01"', '"made": "2025-07-02"'))
    with pytest.raises(so.RunError):
        so.score_check(path)


def test_progress_is_told(war: so.Scenario) -> None:
    seen: list[tuple[int, int, str]] = []
    war.forecast(runs=40_960, draws=64, progress=lambda done, of, words: seen.append((done, of, words)))
    assert seen
    assert all(done <= of == 40_960 and "holds" in words for done, of, words in seen)


def test_a_listener_that_fails_stops_the_work(war: so.Scenario) -> None:
    def fail(done: int, of: int, words: str) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        war.forecast(runs=200_000, draws=2_000, progress=fail)
    assert war.forecast(**SMALL).interrupted is False


def test_threads_of_python_wait_for_each_other(war: so.Scenario, forecast: so.Forecast) -> None:
    found: list[str] = []
    threads = [threading.Thread(target=lambda: found.append(war.forecast(**SMALL).text)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [forecast.text] * 4


@pytest.mark.skipif(os.name != "posix", reason="sends a signal")
def test_ctrl_c_gives_the_answer_so_far() -> None:
    script = textwrap.dedent("""
        import warnings
        import standoff as so
        warnings.simplefilter("always")
        war = so.Scenario.builtin("two-sided")
        made = war.forecast(runs=4_000_000, draws=40_000, progress=lambda *_: print("on", flush=True))
        assert made.interrupted and made["interrupted"] and 0 < made["runs"] < 4_000_000
        print("answered")
    """)
    child = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert child.stdout is not None
    assert child.stdout.readline() == "on\n"
    child.send_signal(signal.SIGINT)
    out, errors = child.communicate(timeout=120)
    assert child.returncode == 0, errors
    assert out.endswith("answered\n")
    assert "StoppedEarly" in errors


@pytest.mark.skipif(os.name != "posix", reason="asks the system")
def test_memory_is_released(war: so.Scenario) -> None:
    import resource

    def peak_mb() -> float:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

    for _ in range(3):
        war.forecast(runs=4_000, draws=16)
    before = peak_mb()
    for _ in range(12):
        war.forecast(runs=4_000, draws=16)
    # One such forecast holds some 20 MB.
    assert peak_mb() - before < 30


@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_forked_process_answers_too(war: so.Scenario, forecast: so.Forecast) -> None:
    import multiprocessing

    with multiprocessing.get_context("fork").Pool(1) as pool:
        assert pool.apply_async(_text_of_forecast, (war,)).get(timeout=60) == forecast.text


def _text_of_forecast(war: so.Scenario) -> str:
    return war.forecast(**SMALL).text


def test_warnings_point_at_the_line_that_asked(war: so.Scenario) -> None:
    with pytest.warns(so.StandoffWarning, match="beyond the plausible range") as told:
        war.compare(sweeps=["front.odds=0.3..0.6:2"], **SMALL)
    assert told[0].filename == __file__


def test_a_text_stands_for_itself_where_several_are_wanted(war: so.Scenario) -> None:
    assert war.explain("drivers", **SMALL).text == war.explain(["drivers"], **SMALL).text
    with pytest.raises(so.InputError, match="`age`"):
        so.stats.survival({"t": [1, 2, 3], "e": [1, 1, 0]}, time="t", event="e", cox="age")
