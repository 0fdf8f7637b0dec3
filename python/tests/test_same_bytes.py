"""Every verb gives the bytes of the command line."""

from collections.abc import Callable
from pathlib import Path

import pytest
import standoff as so
from conftest import SMALL

WORDS = ["--runs", "64", "--draws", "8", "--seed", "7"]
#: A war with a record, for the verbs that need one.
OLD_WAR = "cenepa-1995"

Program = Callable[..., str]


def test_forecasts_are_the_same_with_any_number_of_threads(program: Program, war: so.Scenario) -> None:
    printed = program("forecast", "two-sided", "--json", *WORDS)
    assert all(war.forecast(threads=threads, **SMALL).text == printed for threads in (1, 2, 3))


def test_a_forecast_has_the_page_of_the_command_line(program: Program, forecast: so.Forecast) -> None:
    assert str(forecast) == program("forecast", "two-sided", *WORDS)


@pytest.mark.parametrize(
    ("verb", "words", "call"),
    [
        (
            "compare",
            ["--sweep", "front.odds=0.45..0.65:3", *WORDS],
            lambda war: war.compare(sweeps=["front.odds=0.45..0.65:3"], **SMALL),
        ),
        ("explain", ["--part", "drivers", *WORDS], lambda war: war.explain(["drivers"], **SMALL)),
        (
            "difference",
            ["--set", "front.odds=0.6", "--draws", "8", "--paths", "4"],
            lambda war: war.difference(set={"front.odds": 0.6}, draws=8, paths=4),
        ),
        ("frontier", ["--draws", "8"], lambda war: war.frontier(draws=8)),
        ("questions", WORDS, lambda war: war.questions(**SMALL)),
    ],
)
def test_verbs_of_a_scenario(
    program: Program, war: so.Scenario, verb: str, words: list[str], call: Callable[[so.Scenario], so.Answer]
) -> None:
    assert call(war).text == program(verb, "two-sided", "--json", *words)


@pytest.mark.parametrize("verb", ["assimilate", "history"])
def test_verbs_of_a_record(program: Program, verb: str) -> None:
    old = so.Scenario.builtin(OLD_WAR)
    assert getattr(old, verb)(**SMALL).text == program(verb, OLD_WAR, "--json", *WORDS)


def test_hindcasts(program: Program) -> None:
    printed = program("hindcast", "--json", *WORDS, "--every", "12")
    assert so.Scenario.builtin().hindcast(every=12, **SMALL).text == printed


def test_policy(program: Program) -> None:
    default = so.Scenario.builtin()
    lever = default.levers[0]
    words = ["--lever", lever, "--draws", "4", "--paths", "4", "--no-record"]
    printed = program("policy", default.name, "--json", *words)
    assert default.policy([lever], draws=4, paths=4, record=False).text == printed


def test_brief(program: Program, tmp_path: Path, war: so.Scenario) -> None:
    made = war.brief(tmp_path / "here", quick=True, **SMALL)
    printed = program("brief", "two-sided", "--json", "--quick", "--out", str(tmp_path / "there"), *WORDS)
    assert made.text == printed
    names = {path.name for path in (tmp_path / "there").iterdir()}
    assert names == {path.name for path in (tmp_path / "here").iterdir()}


def test_theory_wars_evidence_and_schemas(program: Program) -> None:
    assert so.theory.run("V06", p=0.6).text == program("theory", "run", "V06", "--json", "--set", "p=0.6")
    assert so.theory.show("V06").text == program("theory", "show", "V06", "--json")
    assert len(so.theory.checks()) == program("theory", "list", "--json").count('"title"')
    assert len(so.wars.wars()) == program("wars", "list", "--json").count('"name"')
    old = so.Scenario.builtin(OLD_WAR)
    assert so.evidence.events(old).text == program("evidence", "list", OLD_WAR, "--json")
    assert so.evidence.check(old).text == program("evidence", "check", OLD_WAR, "--json")
    assert so.schema("forecast")["title"]


def test_stats(program: Program, tmp_path: Path) -> None:
    rows = {"t": [3.0, 5.0, 8.0, 2.0, 9.0, 4.0], "e": [1.0, 0.0, 1.0, 1.0, 0.0, 1.0]}
    path = tmp_path / "t.csv"
    path.write_text("t,e\n" + "".join(f"{t:g},{e:g}\n" for t, e in zip(*rows.values(), strict=True)))
    printed = program("stats", "survival", str(path), "--time", "t", "--event", "e", "--json")
    from_file = so.stats.survival(path, time="t", event="e")
    assert from_file.text == printed
    assert so.stats.survival(rows, time="t", event="e")["curves"] == from_file["curves"]


def test_score(program: Program, tmp_path: Path) -> None:
    forecasts, outcomes = tmp_path / "forecasts.csv", tmp_path / "outcomes.csv"
    forecasts.write_text("question,forecaster,made,probability\nq1,ours,2025-01-01,0.7\nq2,ours,2025-01-01,0.2\n")
    outcomes.write_text("question,outcome,resolved\nq1,yes,2025-06-01\nq2,no,2025-06-01\n")
    printed = program("score", str(forecasts), "--outcomes", str(outcomes), "--json")
    assert so.score(forecasts, outcomes=outcomes).text == printed
