"""Pictures of a forecast, which are drawn in a notebook."""

import xml.etree.ElementTree as ElementTree

import pytest
import standoff as so
from standoff import _call, _progress


def test_a_notebook_shows_the_page_and_three_pictures(war: so.Scenario, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = war.forecast(runs=64, draws=8)
    assert plain.pictures == ()
    monkeypatch.setattr(_call, "is_notebook", lambda: True)
    shown = war.forecast(runs=64, draws=8)
    assert [picture.name for picture in shown.pictures] == ["survival", "causes", "area"]
    for picture in shown.pictures:
        assert ElementTree.fromstring(picture._repr_svg_()).tag.endswith("svg")
        assert picture.title
    page = shown._repr_html_()
    assert page.count("<svg") == 3
    assert "<pre>" in page
    assert shown == plain


def test_a_terminal_is_no_notebook() -> None:
    assert not _progress.is_notebook()
