"""The classic models, each checked against its closed form."""

from __future__ import annotations

import json
from typing import Any

from ._answers import Answer, Table, flat_table
from ._call import call

__all__ = ["checks", "run", "show"]


def checks() -> Table:
    """All checks: number, title, source."""
    return flat_table(call(["theory", "list", "--json"], {}).json())


def show(check: str) -> Answer:
    """One check: what it says, its inputs, and what is expected of it."""
    return Answer(call(["theory", "show", check, "--json"], {}))


def run(check: str, **inputs: Any) -> Answer:
    """Runs a check, with other inputs if wanted; ``ok`` says whether the result is what is expected.

    >>> import standoff as so
    >>> so.theory.run("V06", p=0.6)["ok"]
    True
    """
    return Answer(call(["theory", "run", check, "--json"], {"set": {name: json.dumps(value) for name, value in inputs.items()}}))
