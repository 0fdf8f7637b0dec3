"""What the book and the README show in Python runs as it stands there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("page", ["docs/src/python.md"])
def test_snippets_run_one_after_the_other(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    snippets = re.findall(r"^```python\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    assert snippets
    names: dict[str, object] = {}
    for snippet in snippets:
        exec(compile(snippet, page, "exec"), names)


def test_the_commands_of_the_readme_are_those_of_the_book() -> None:
    commands = re.compile(r"^pip install \./python\npython -c .*$", re.MULTILINE)
    pages = ["README.md", "python/README.md", "docs/src/python.md"]
    assert len({commands.search((ROOT / page).read_text(encoding="utf-8"))[0] for page in pages}) == 1  # type: ignore[index]
