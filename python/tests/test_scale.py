"""The simulation of many cores, beside closed forms and the page that quotes it."""

import importlib.util
import math
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def scale() -> ModuleType:
    """The script."""
    spec = importlib.util.spec_from_file_location("simulate", ROOT / "python" / "scale" / "simulate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    import sys

    sys.modules["simulate"] = module
    spec.loader.exec_module(module)
    return module


def test_without_failures_the_work_is_shared(scale: ModuleType) -> None:
    work = replace(scale.WORKS[0], units=1000, unit=2.0, before=5.0, after=7.0, spread=0.0)
    made = scale.simulate(work, 10, 100, 0.0)
    each = 20.0 + scale.START
    assert made.seconds == pytest.approx(5.0 + 10 * each + 7.0)
    assert made.failures == 0
    assert made.core_hours == pytest.approx((100 * each + 12.0) / 3600)
    assert made.idle == pytest.approx(1 - 2000 / (100 * each + 12.0))
    twice = scale.simulate(replace(work, points=2), 10, 100, 0.0)
    assert (twice.seconds, twice.core_hours, twice.idle) == pytest.approx((2 * made.seconds, 2 * made.core_hours, made.idle))


def test_shards_that_are_lost_take_as_long_as_the_closed_form(scale: ModuleType) -> None:
    """One core, failures at rate r, R seconds until it is replaced: T seconds take (exp(rT) - 1)(1/r + R) on average."""
    rate, length = 1 / 400, 300.0
    work = replace(scale.WORKS[0], units=400, unit=length - scale.START, before=0.0, after=0.0, spread=0.0)
    takes = [scale.simulate(work, 1, 400, 3600 * rate, seed).seconds / 400 for seed in range(40)]
    expected = (math.exp(rate * length) - 1) * (1 / rate + scale.REPLACED)
    error = np.std(takes, ddof=1) / math.sqrt(len(takes))
    assert abs(np.mean(takes) - expected) < 4 * error
    assert error < 0.02 * expected


def test_the_best_length_loses_least(scale: ModuleType) -> None:
    rate, seconds = 0.05 / 3600, 300.0
    best = scale.best_length(rate, seconds)
    lost = [scale.START / length + length / 2 * (rate + 1 / seconds) for length in (0.9 * best, best, 1.1 * best)]
    assert lost[1] == min(lost)
    work = replace(scale.WORKS[0], units=100_000, after=0.0)
    takes = [scale.simulate(work, 100, round(28_500 / length), 0.05).seconds for length in (best / 30, best, 30 * best)]
    assert takes[1] == min(takes)


@pytest.mark.parametrize("kind", ["may be taken back", "own"])
def test_the_page_quotes_the_simulation(scale: ModuleType, kind: str) -> None:
    page = (ROOT / "docs" / "src" / "scale.md").read_text(encoding="utf-8")
    assert "\n".join(scale.table(kind)) in page
    assert "\n".join(scale.by_length()) in page
