"""Scenarios: where they come from, what they say, and that they travel."""

import pickle
from pathlib import Path

import pytest
import standoff as so
from conftest import SMALL


def test_a_scenario_says_what_it_is(war: so.Scenario) -> None:
    assert "two-sided" in so.Scenario.names()
    assert (war.name, len(war.digest)) == ("two-sided", 64)
    assert "front.odds" in war.parameters["path"]


def test_a_builtin_one_travels_as_its_name(war: so.Scenario) -> None:
    packed = pickle.dumps(war)
    assert len(packed) < 400
    assert pickle.loads(packed).digest == war.digest


def test_others_travel_with_all_that_they_are_made_of(tmp_path: Path) -> None:
    so._standoff.call(["scenario", "new", "mine", "--like", "cenepa-1995", "--out", str(tmp_path / "mine")])
    (tmp_path / "mine" / "other.csv").write_text("no part of it")
    # Named by its file, it has the record beside it as well.
    mine = so.Scenario.read(tmp_path / "mine" / "scenario.toml")
    events = len(so.evidence.events(mine)["events"])
    assert events > 0
    packed = pickle.dumps(mine)
    before = mine.forecast(**SMALL)
    for path in sorted((tmp_path / "mine").rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    there = pickle.loads(packed)
    assert there.digest == mine.digest
    assert len(so.evidence.events(there)["events"]) == events
    assert there.forecast(**SMALL)["hold"] == before["hold"]


def test_what_has_changed_is_refused(war: so.Scenario) -> None:
    restore, (word, files, _) = war.__reduce__()
    with pytest.raises(so.InputError, match="is not what it was"):
        restore(word, files, "0" * 64)


def test_a_text_is_a_scenario(tmp_path: Path) -> None:
    so._standoff.call(["scenario", "new", "mine", "--out", str(tmp_path / "mine.toml")])
    text = (tmp_path / "mine.toml").read_text()
    assert so.Scenario.from_text(text).digest == so.Scenario.read(tmp_path / "mine.toml").digest
