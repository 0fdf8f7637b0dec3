"""What the tests share: a small war, small runs, and the program beside which they are laid."""

import os
import subprocess
from collections.abc import Callable
from typing import TypedDict

import pytest
import standoff as so


class Size(TypedDict):
    """The size of an ensemble, and its seed."""

    runs: int
    draws: int
    seed: int


#: Runs that take a moment.
SMALL: Size = {"runs": 64, "draws": 8, "seed": 7}


@pytest.fixture(scope="session")
def war() -> so.Scenario:
    """The small war of the program."""
    return so.Scenario.builtin("two-sided")


@pytest.fixture(scope="session")
def forecast(war: so.Scenario) -> so.Forecast:
    """A small forecast of it."""
    return war.forecast(**SMALL)


@pytest.fixture(scope="session")
def program() -> Callable[..., str]:
    """What the command line prints for some words."""
    path = os.environ["STANDOFF"]

    def run(*words: str) -> str:
        return subprocess.run([path, *words], check=True, capture_output=True, text=True, encoding="utf-8").stdout

    return run
