"""Futures weighed by a likelihood of one's own, beside what must come out."""

import math

import numpy as np
import pytest
import standoff as so

NAME = "outcome.holds-12"


@pytest.fixture(scope="module")
def made() -> so.Forecast:
    """A forecast with the trajectory of every future."""
    return so.Scenario.builtin("two-sided").forecast(runs=256, draws=16, seed=3)


def test_a_likelihood_that_tells_nothing_changes_nothing(made: so.Forecast) -> None:
    weighed = made.weigh(lambda _: -7.0)
    assert weighed.weights == pytest.approx(np.full(256, 1 / 256))
    assert weighed.effective == pytest.approx(256)
    assert weighed.log_evidence == pytest.approx(-7.0)
    held = np.array(made.runs[NAME], dtype=float)
    mean, error = weighed.mean("holds-12")
    assert mean == pytest.approx(held.mean())
    by_draw = held.reshape(16, 16).mean(axis=1)
    assert error == pytest.approx(by_draw.std() / math.sqrt(16))


def test_what_cannot_be_is_left_out(made: so.Forecast) -> None:
    """An observation that is true in some futures, and false in the others: what is left is the share among them."""
    rounds = np.array(made.runs["rounds"], dtype=float)
    many = rounds >= np.median(rounds)
    weighed = made.weigh(lambda future: 0.0 if future["rounds"] >= np.median(rounds) else -math.inf)
    assert weighed.effective == pytest.approx(many.sum())
    assert weighed.log_evidence == pytest.approx(math.log(many.mean()))
    area = np.array(made.runs["outcome.cost.invader.area"], dtype=float)
    assert weighed.mean("cost.invader.area")[0] == pytest.approx(area[many].mean())


def test_trajectories_can_be_observed(made: so.Forecast) -> None:
    """Ground that is read after three months with a normal error moves the ground after six towards it."""

    def read(future: so.Future) -> float:
        area = future["path"]["area"]
        return -0.5 * ((float(area[min(3, len(area) - 1)]) - 200.0) / 50.0) ** 2

    plain, weighed = made.weigh(lambda _: 0.0), made.weigh(read)
    assert 1 < weighed.effective < plain.effective
    expected = np.exp([read({"path": path}) for path in _paths(made)])
    assert weighed.weights == pytest.approx(expected / expected.sum())
    assert "µs a future" in repr(weighed)


def test_faults_say_what_is_wrong(made: so.Forecast) -> None:
    with pytest.raises(so.InputError, match="no future can explain"):
        made.weigh(lambda _: -math.inf)
    with pytest.raises(so.InputError, match="future 0 is nan"):
        made.weigh(lambda _: math.nan)
    large = so.Scenario.builtin("two-sided").forecast(runs=2048, draws=8)
    with pytest.raises(so.InputError, match="give it fewer runs"):
        large.weigh(lambda _: 0.0)


def _paths(made: so.Forecast) -> list[dict[str, list[float]]]:
    table = made.paths
    paths: dict[tuple[int, int], list[float]] = {}
    for draw, path, area in zip(table["draw"], table["path"], table["area"], strict=True):
        paths.setdefault((draw, path), []).append(area)
    keys = zip(made.runs["draw"], made.runs["path"], strict=True)
    return [{"area": paths[key]} for key in keys]
