"""Connectors to other packages: each has what that package asks for, made of a scenario or a forecast.

They import the other package when they are called. A number is named by its path (``front.odds``), an outcome as in the columns
of ``runs`` (``holds-12``).
"""

from . import arviz, ema, lifelines, salib, sbi, scoringrules

__all__ = ["arviz", "ema", "lifelines", "salib", "sbi", "scoringrules"]
