"""Progress, in a terminal and in a notebook."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from .options import Listener

__all__ = ["is_notebook", "show_progress"]


@contextmanager
def show_progress(wanted: bool | Listener) -> Iterator[Listener | None]:
    """What is called with the work done: nothing, a bar, or the listener that was given."""
    if callable(wanted):
        yield wanted
    elif not wanted:
        yield None
    elif bar := _notebook_bar():
        try:
            yield bar.show
        finally:
            bar.close()
    else:
        lines = _Lines()
        try:
            yield lines.show
        finally:
            lines.close()


class _Lines:
    """A line that changes on a terminal; in a file one for each tenth of the work."""

    def __init__(self) -> None:
        self.changes = sys.stderr.isatty()
        self.tenth = 0

    def show(self, done: int, of: int, words: str) -> None:
        text = f"{done:,}/{of:,} · {words}"
        if self.changes:
            print(f"\r\x1b[2K{text}", end="", file=sys.stderr, flush=True)
        elif (tenth := 10 * done // max(of, 1)) != self.tenth:
            self.tenth = tenth
            print(text, file=sys.stderr, flush=True)

    def close(self) -> None:
        if self.changes:
            print("\r\x1b[2K", end="", file=sys.stderr, flush=True)


class _NotebookBar:
    """A bar of ipywidgets."""

    def __init__(self, widgets: Any, display: Callable[[Any], object]) -> None:
        self.bar = widgets.IntProgress(min=0, max=1)
        self.label = widgets.Label()
        self.box = widgets.HBox([self.bar, self.label])
        display(self.box)

    def show(self, done: int, of: int, words: str) -> None:
        self.bar.max, self.bar.value, self.label.value = of, done, words

    def close(self) -> None:
        self.box.close()


def is_notebook() -> bool:
    """Whether a notebook runs this: its shell has a kernel, which that of a terminal has not."""
    ipython = sys.modules.get("IPython")
    return ipython is not None and hasattr(ipython.get_ipython(), "kernel")


def _notebook_bar() -> _NotebookBar | None:
    """A bar where this is a notebook that can show one."""
    if not is_notebook():
        return None
    try:
        import ipywidgets
        from IPython.display import display
    except ImportError:
        return None
    return _NotebookBar(ipywidgets, display)
