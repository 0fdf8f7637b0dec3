"""Decision rules of the user's own, by which the actors of a forecast decide in place of their solved game."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from ._errors import InputError

__all__ = ["DecisionRule", "GivenRule", "Position", "Role", "RuleCost"]

#: What a rule may decide.
METHODS = ("propose", "accept", "refuse", "consent", "attack")

#: A role in the war.
Role = Literal["invader", "defender", "great_power", "coalition"]
#: A belligerent.
Side = Literal["invader", "defender"]


class Position(NamedTuple):
    """The position of the war, as actors see it when they decide.

    Attributes:
        held: share of the stake that the invader holds, from 0 to 1.
        coverage: share of the defender's need that aid covers.
        truce: whether a truce is in force.
        pooled: whether pooled money flows or is decided.
        posture: name of the great power's posture.
        backers: names of the backers that stand behind their side.
        invader_stamina: stamina of the invader: 2 at its best, 0 worn out.
        defender_stamina: stamina of the defender, in the same way.
        draft: the draft that the last round left on the table; the one to be decided on is an argument of its own.
        tide: the side that the tide at the front favours, if there is one.
        gap_left: share of the disagreement about the odds at the start that learning has left.
    """

    held: float
    coverage: float
    truce: bool
    pooled: bool
    posture: str
    backers: tuple[str, ...]
    invader_stamina: int
    defender_stamina: int
    draft: str
    tide: Side | None
    gap_left: float


class DecisionRule:
    """How actors decide. Override what they decide otherwise than in their solved game; what is not overridden is never called.

    Each method is told the position of the war, as the actors see it, and what the game says, from which it may start. It gives a
    chance and not a choice, so that the random numbers stay those of the forecast. The same arguments must get the same answer
    each time: futures are played on several threads, in no fixed order. A rule cannot call the program, nor wait for a thread
    that does. Only a forecast takes one.

    Futures follow the rule from the day on which the forecast begins. The game is solved all the same, as if every actor followed
    it: nobody foresees the rule or learns from it. What a deal is worth, who would sign what at the start, and what stalls the
    talks come from the game.

    >>> import standoff as so
    >>> class NeverSigns(so.DecisionRule):
    ...     def accept(self, position, side, draft, game):
    ...         return 0.0 if side == "defender" else game
    >>> forecast = so.Scenario.builtin("two-sided").forecast(rule=NeverSigns(), runs=64, draws=8)
    >>> sum(forecast.runs["outcome.settled-24"])
    0.0
    """

    #: Its name in the answer; the name of the class if there is none.
    name: str | None = None

    def propose(self, position: Position, owner: Role, game: dict[str, float]) -> Mapping[str, float]:
        """The drafts that the owner of a track may table in a round of talks: weights by name, which need not sum to 1.

        Args:
            position: position of the war.
            owner: whose track it is.
            game: chances of all drafts by the game.
        """
        return game

    def accept(self, position: Position, side: Side, draft: str, game: float) -> float:
        """The chance that a belligerent accepts a draft.

        Both are asked each time; the defender's answer counts where the invader accepts. Trust that a limited truce has made or
        broken then shifts the odds, whether the chance is the game's or a rule's.
        """
        return game

    def refuse(self, position: Position, side: Side, draft: str, game: float) -> float:
        """The chance that a belligerent that does not accept a draft refuses openly instead of evading."""
        return game

    def consent(self, position: Position, draft: str, game: float) -> float:
        """The chance that the coalition delivers its parts of a draft as it takes effect."""
        return game

    def attack(self, position: Position, draft: str, delivered: bool, credibility: float, game: float) -> float:
        """The chance a month that the invader attacks again after a draft has taken effect.

        It is then multiplied by a factor for how the deal came about and who watches over it: 0 stays 0, 1 seldom stays 1.
        Attacks beyond the stake have a chance of their own, so that a peace can fail all the same.

        Args:
            position: position of the war as the draft takes effect.
            draft: the draft.
            delivered: whether the coalition delivers its parts of it.
            credibility: credibility of guarantees, from 0 to 1.
            game: the chance by the game.
        """
        return game


@dataclass(frozen=True)
class RuleCost:
    """What a rule has cost.

    Attributes:
        decisions: decisions that it was asked for.
        seconds: seconds in the rule.
        waited: seconds, summed over threads, of waiting for the interpreter, which runs one at a time, and of acquiring and
            releasing it.
    """

    decisions: int
    seconds: float
    waited: float

    def __str__(self) -> str:
        if not self.decisions:
            return "The rule decided nothing."
        each = 1e6 * self.seconds / self.decisions
        return (
            f"The rule took {self.seconds:.2g} s for {self.decisions:,} decisions, {each:.2g} µs each, "
            f"and {self.waited:.2g} s in which threads waited for the interpreter."
        )


@dataclass(frozen=True)
class GivenRule:
    """The methods of a rule that decide something, as the compiled part reads them."""

    name: str
    position: type[Position]
    propose: Callable[..., Any] | None
    accept: Callable[..., Any] | None
    refuse: Callable[..., Any] | None
    consent: Callable[..., Any] | None
    attack: Callable[..., Any] | None

    @classmethod
    def of(cls, rule: DecisionRule | None) -> GivenRule | None:
        """The methods of a rule that are its own."""
        if rule is None:
            return None
        if not isinstance(rule, DecisionRule):
            hint = (
                "give it an instance, with brackets" if isinstance(rule, type) else "derive its class from standoff.DecisionRule"
            )
            raise InputError(f"a rule is a standoff.DecisionRule, and this is {rule!r}: {hint}")

        methods = {name: _own_method(rule, name) for name in METHODS}
        kind = type(rule).__name__
        left = [name for name, method in methods.items() if method is None]
        for own in sorted(set(dir(type(rule))) - set(dir(DecisionRule))):
            meant = difflib.get_close_matches(own, left, 1, 0.75)
            if meant and callable(getattr(rule, own)):
                raise InputError(f"{kind}.{own} would never be called: did you mean {meant[0]}?")
        if not any(methods.values()):
            raise InputError(f"the rule {kind} decides nothing: override {', '.join(METHODS[:-1])} or {METHODS[-1]}")
        return cls(rule.name or kind, Position, **methods)


def _own_method(rule: DecisionRule, name: str) -> Callable[..., Any] | None:
    method = getattr(rule, name)
    if not callable(method):
        raise InputError(f"{type(rule).__name__}.{name} is {method!r}: a method is needed, or none")
    return None if getattr(method, "__func__", None) is getattr(DecisionRule, name) else method
