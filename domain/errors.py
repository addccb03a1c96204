"""What a refusal is; each rule's own refusals stand beside the rule."""

from typing import ClassVar


class Refused(Exception):
    """A command that will not be carried out, and leaves no trace.

    Subclasses name the rule that was broken, carry its data as attributes, and
    know nothing of HTTP: the API looks their type up in its own table.
    """

    code: ClassVar[str]
