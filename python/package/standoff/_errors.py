"""What can go wrong."""

__all__ = ["InputError", "RunError", "StandoffError", "StandoffWarning", "StoppedEarly"]


class StandoffError(Exception):
    """Everything that Standoff raises of its own."""


class InputError(StandoffError, ValueError):
    """The input or the arguments are wrong.

    The message is that of the command line: where, what was found, what is allowed, and a hint.
    """


class RunError(StandoffError, RuntimeError):
    """The run failed."""


class StandoffWarning(UserWarning):
    """Something in the input that does not stop an answer, and that its author should know."""


class StoppedEarly(StandoffWarning):
    """An answer was stopped by Ctrl-C and is made of the work done so far."""
