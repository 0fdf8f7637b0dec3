"""The notebooks run from beginning to end, with small numbers in place of theirs."""

import re
import warnings
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

FOLDER = Path(__file__).parents[1] / "notebooks"
#: Counts of a notebook, by their names in capitals, and small ones.
COUNTS = re.compile(r"^([A-Z][A-Z, ]*) = [\d_, ]+$", re.MULTILINE)


def small(source: str) -> str:
    """The source with small counts."""
    few = {"RUNS": "64", "DRAWS": "8", "TRAJECTORIES": "2", "SHARDS": "4", "WORKERS": "2"}
    return COUNTS.sub(lambda found: f"{found[1]} = {', '.join(few[name] for name in found[1].split(', '))}", source)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.ipynb")), ids=lambda path: path.stem)
@pytest.mark.filterwarnings("ignore")
def test_notebooks_run(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    assert not any(cell.get("outputs") for cell in notebook.cells), "kept without what they print"
    shrunk = [small(cell.source) for cell in notebook.cells if cell.cell_type == "code"]
    assert any("RUNS" in source and "64" in source for source in shrunk)
    for cell, source in zip((one for one in notebook.cells if one.cell_type == "code"), shrunk, strict=True):
        cell.source = source
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        NotebookClient(notebook, timeout=300).execute()
