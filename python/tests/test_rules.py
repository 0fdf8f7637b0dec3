"""A decision rule of one's own."""

import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import standoff as so
from conftest import SMALL


class Echo(so.DecisionRule):
    """Decides all that can be decided, as the game would; counts what it is asked."""

    def __init__(self) -> None:
        self.asked: Counter[str] = Counter()
        self.lock = threading.Lock()

    def note(self, what: str) -> None:
        with self.lock:
            self.asked[what] += 1

    def propose(self, position: so.Position, owner: str, game: dict[str, float]) -> dict[str, float]:
        assert owner in ("invader", "defender", "great_power", "coalition")
        assert position.draft in game
        self.note("propose")
        return game

    def accept(self, position: so.Position, side: str, draft: str, game: float) -> float:
        assert 0 <= position.held <= 1
        assert side in ("invader", "defender")
        self.note(f"accept {side}")
        return game

    def refuse(self, position: so.Position, side: str, draft: str, game: float) -> float:
        self.note(f"refuse {side}")
        return game

    def consent(self, position: so.Position, draft: str, game: float) -> float:
        self.note("consent")
        return game

    def attack(self, position: so.Position, draft: str, delivered: bool, credibility: float, game: float) -> float:
        assert isinstance(delivered, bool)
        assert 0 <= credibility <= 1
        self.note("attack")
        return game


class Fixed(so.DecisionRule):
    """Each belligerent accepts any draft with a chance of its own."""

    def __init__(self, invader: object, defender: object) -> None:
        self.chances = {"invader": invader, "defender": defender}

    def accept(self, position: so.Position, side: str, draft: str, game: float) -> Any:
        return self.chances[side]


def without_rule(forecast: so.Forecast) -> dict[str, Any]:
    return {name: value for name, value in forecast.items() if name not in ("rule", "command")}


@pytest.mark.parametrize("threads", [1, 2, 8])
def test_a_rule_that_decides_as_the_game_gives_its_forecast(war: so.Scenario, forecast: so.Forecast, threads: int) -> None:
    rule = Echo()
    echoed = war.forecast(rule=rule, threads=threads, **SMALL)
    assert without_rule(echoed) == without_rule(forecast)
    assert echoed.runs["outcome.fighting-months"] == forecast.runs["outcome.fighting-months"]
    # What is asked of one side is asked of the other; every text that takes effect is consented to and may be broken.
    assert rule.asked["accept invader"] == rule.asked["accept defender"] == rule.asked["propose"] > 0
    assert rule.asked["consent"] == rule.asked["attack"] > 0
    assert echoed.rule_cost is not None
    assert echoed.rule_cost.decisions == sum(rule.asked.values())


def test_a_rule_is_named_with_what_it_costs(war: so.Scenario, forecast: so.Forecast) -> None:
    fixed = war.forecast(rule=Fixed(0.5, 0), **SMALL)
    assert fixed["rule"] == "Fixed"
    assert "rule" not in forecast
    assert fixed["command"] == forecast["command"] + " # and the rule Fixed"
    assert "Decided by the rule Fixed" in fixed.page
    assert fixed.rule_cost is not None
    assert fixed.rule_cost.seconds > 0
    assert repr(fixed).rstrip().endswith(str(fixed.rule_cost))
    assert "µs each" in repr(fixed)
    assert forecast.rule_cost is None
    assert "The rule" not in repr(forecast)


def test_a_rule_may_have_a_name(war: so.Scenario) -> None:
    rule = Fixed(0.5, 0)
    rule.name = "half\na yes"
    named = war.forecast(rule=rule, **SMALL)
    assert named["rule"] == "half\\na yes"
    assert "Decided by the rule half\\na yes" in named.page


def test_a_rule_that_is_not_asked_says_so() -> None:
    assert str(so.RuleCost(0, 0.0, 0.0)) == "The rule decided nothing."


def test_who_refuses_everything_signs_nothing(war: so.Scenario, forecast: so.Forecast) -> None:
    assert sum(forecast.runs["outcome.settled-24"]) > 0
    for invader, defender in [(0, 1), (1, 0), (False, True)]:
        stubborn = war.forecast(rule=Fixed(invader, defender), **SMALL)
        assert sum(stubborn.runs["outcome.settled-24"]) == 0
        assert stubborn["signed"] == []


def test_rounds_end_as_often_as_the_rule_says(war: so.Scenario) -> None:
    class Open(Fixed):
        def refuse(self, position: so.Position, side: str, draft: str, game: float) -> float:
            return 0.25 if side == "invader" else 1.0

    made = war.forecast(rule=Open(0.5, 0.4), runs=1024, draws=16, seed=3)
    shares = {one["name"]: one["share"] for one in made["talks"]["results"]}
    rounds = sum(made.runs["rounds"])
    # The invader answers first; who does not accept refuses openly or evades.
    expected = {"invader says yes, but": 0.5 * 0.75, "invader refuses": 0.5 * 0.25, "defender refuses": 0.5 * 0.6}
    for name, share in expected.items():
        assert abs(shares[name] - share) < 4 * (share * (1 - share) / rounds) ** 0.5, (name, rounds)
    assert shares.get("defender says yes, but", 0) == 0


def test_drafts_are_tabled_as_the_rule_says(war: so.Scenario) -> None:
    class OnlyFreeze(Fixed):
        def propose(self, position: so.Position, owner: str, game: dict[str, float]) -> dict[str, float]:
            return {"freeze": 7}

    made = war.forecast(rule=OnlyFreeze(1, 1), **SMALL)
    assert [one["package"] for one in made["signed"]] == ["freeze"]


class Raises(so.DecisionRule):
    """Fails."""

    def accept(self, position: so.Position, side: str, draft: str, game: float) -> float:
        raise LookupError(f"no answer for {position.draft}")


def test_what_a_rule_raises_ends_the_work(war: so.Scenario, forecast: so.Forecast) -> None:
    with pytest.raises(LookupError, match="no answer for freeze") as found:
        war.forecast(rule=Raises(), **SMALL)
    assert any(entry.name == "accept" for entry in found.traceback)
    # Nothing of it is left for the next call.
    assert war.forecast(**SMALL) == forecast


def test_a_rule_cannot_call_the_program(war: so.Scenario) -> None:
    class Calls(so.DecisionRule):
        def accept(self, position: so.Position, side: str, draft: str, game: float) -> float:
            return 0.0 if war.forecast(runs=8, draws=2)["signed"] else game

    with pytest.raises(RuntimeError, match="a rule cannot call the program"):
        war.forecast(rule=Calls(), **SMALL)


@pytest.mark.parametrize("chance", [None, "half", -0.1, 1.1, float("nan"), float("inf"), [0.5], 10**400])
def test_what_is_no_chance_is_refused(war: so.Scenario, chance: object) -> None:
    with pytest.raises(so.InputError, match=r"this returned .*\n.*Fixed\.accept(.|\n)*a chance from 0 to 1"):
        war.forecast(rule=Fixed(0.5, chance), **SMALL)


@pytest.mark.parametrize(
    ("weights", "message"),
    [
        (None, "weights by name of a draft"),
        ([1.0], "weights by name of a draft"),
        ({}, "one of them above 0"),
        ({"freeze": 0}, "one of them above 0"),
        ({"freeze": 1e308, "cession": 1e308}, "one of them above 0"),
        ({"freeze": -1}, "a number from 0 up"),
        ({"freeze": float("nan")}, "a number from 0 up"),
        ({"freeze": "much"}, "a number from 0 up"),
        ({"freezes": 1}, "freeze"),
        ({3: 1}, "those that it was given"),
    ],
)
def test_weights_that_say_nothing_are_refused(war: so.Scenario, weights: Any, message: str) -> None:
    class Odd(so.DecisionRule):
        def propose(self, position: so.Position, owner: str, game: dict[str, float]) -> Any:
            return weights

    with pytest.raises(so.InputError, match=rf"Odd\.propose(.|\n)*{message}"):
        war.forecast(rule=Odd(), **SMALL)


def test_a_class_or_a_function_is_no_rule(war: so.Scenario) -> None:
    for no_rule, hint in [(Echo, "with brackets"), (lambda position: 0.5, "derive its class"), ("Echo", "derive its class")]:
        with pytest.raises(so.InputError, match=hint):
            war.forecast(rule=no_rule, **SMALL)  # type: ignore[arg-type]


def test_a_position_is_a_plain_value(war: so.Scenario) -> None:
    seen: list[so.Position] = []

    class Watches(so.DecisionRule):
        def propose(self, position: so.Position, owner: str, game: dict[str, float]) -> dict[str, float]:
            seen.append(position)
            return game

    war.forecast(rule=Watches(), threads=1, **SMALL)
    assert len(set(seen)) < len(seen)
    first = seen[0]
    assert isinstance(first, so.Position)
    assert first == so.Position(*first) == pickle.loads(pickle.dumps(first))
    assert (first.truce, first.backers, first.tide, first.gap_left) == (False, (), None, 1.0)
    assert "held=0.333" in repr(first)


class Misspelt(so.DecisionRule):
    """Decides something, and means to decide more."""

    def acept(self, position: so.Position, side: str, draft: str, game: float) -> float:
        return 0.0

    def attack(self, position: so.Position, draft: str, delivered: bool, credibility: float, game: float) -> float:
        return game


class NoMethod(so.DecisionRule):
    """Has a value where a method should be."""

    accept = None  # type: ignore[assignment]


class Helped(Fixed):
    """Has helpers of its own, one of which is called nearly like a method that it has."""

    accepts = 3

    def accepted(self, side: str) -> Any:
        return self.chances[side]

    def accept(self, position: so.Position, side: str, draft: str, game: float) -> Any:
        return self.accepted(side)


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        (so.DecisionRule(), "DecisionRule decides nothing: override propose, accept, refuse, consent or attack"),
        (Misspelt(), r"Misspelt\.acept would never be called: did you mean accept\?"),
        (NoMethod(), r"NoMethod\.accept is None: a method is needed"),
    ],
)
def test_a_rule_that_cannot_be_meant_is_refused(war: so.Scenario, rule: so.DecisionRule, message: str) -> None:
    with pytest.raises(so.InputError, match=message):
        war.forecast(rule=rule, **SMALL)


def test_a_rule_may_have_helpers(war: so.Scenario) -> None:
    assert war.forecast(rule=Helped(0.5, 0), **SMALL).runs["rounds"] == war.forecast(rule=Fixed(0.5, 0), **SMALL).runs["rounds"]


@pytest.mark.parametrize("verb", ["compare", "explain", "policy", "frontier", "assimilate", "questions"])
def test_other_verbs_take_no_rule(war: so.Scenario, verb: str) -> None:
    with pytest.raises(so.InputError, match=r"only Scenario\.forecast takes a rule"):
        getattr(war, verb)(rule=Fixed(0, 0))


CTRL_C = """
import standoff as so, sys, time
class Slow(so.DecisionRule):
    asked = 0
    def accept(self, position, side, draft, game):
        self.asked += 1
        time.sleep(float(sys.argv[1]))
        return game
war, rule = so.Scenario.builtin("two-sided"), Slow()
try:
    made = war.forecast(rule=rule, runs=4_000, draws=1_000, progress=lambda *_: print("on", flush=True))
    print("answered", made.interrupted)
except KeyboardInterrupt:
    before = rule.asked
    assert war.forecast(runs=8, draws=2)["runs"] == 8
    print("ended", rule.asked - before)
"""


@pytest.mark.skipif(os.name != "posix", reason="signals")
@pytest.mark.parametrize(("times", "seconds", "end"), [(1, 0.01, "answered True"), (2, 0.2, "ended 0")])
def test_ctrl_c_ends_a_rule(times: int, seconds: float, end: str) -> None:
    """After the first the draws under way are finished, which by the slower rule takes far longer than the second waits."""
    child = subprocess.Popen(
        [sys.executable, "-c", CTRL_C, str(seconds)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "on\n"
    for _ in range(times):
        child.send_signal(signal.SIGINT)
        time.sleep(0.3)
    out, errors = child.communicate(timeout=120)
    assert child.returncode == 0, errors
    assert out.strip().endswith(end), (out[-200:], errors)


def test_what_a_number_raises_reaches_the_caller(war: so.Scenario) -> None:
    class Broken:
        def __float__(self) -> float:
            raise ZeroDivisionError("mine")

    with pytest.raises(ZeroDivisionError, match="mine"):
        war.forecast(rule=Fixed(Broken(), 1), **SMALL)


def test_what_others_should_make_again_is_not_kept(war: so.Scenario, tmp_path: Path) -> None:
    for where in ({"out": tmp_path / "bundle"}, {"seal": tmp_path / "sealed.json"}):
        with pytest.raises(so.InputError, match="the rule Echo is not kept"):
            war.forecast(rule=Echo(), **where, **SMALL)  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


def test_a_rule_decides_from_the_end_of_the_record_on() -> None:
    war = so.Scenario.builtin()
    size: Any = {"runs": 64, "draws": 8, "as_of": "2025-06-30"}
    echoed, plain = war.forecast(rule=Echo(), **size), war.forecast(**size)
    assert without_rule(echoed) == without_rule(plain)
    assert "record" in plain
    stubborn = war.forecast(rule=Fixed(0, 0), **size)
    assert stubborn["signed"] == []
    # The forecast without the record, which stands beside it, is by the same rule.
    assert stubborn["record"]["without"] != plain["record"]["without"]
