"""The base class of every refusal that a person may read."""

from typing import ClassVar


class Refused(Exception):  # noqa: N818
    """Raised when an action is refused; the base class of every refusal that is shown to a person.

    A refusal is a code with arguments; the sentence is made at the entrance, in the reader's language. Each
    subclass stands beside the function that raises it.
    """

    code: ClassVar[str] = "refused"

    def __init__(self, **arguments: str | int) -> None:
        super().__init__(self.code, arguments)
        self.arguments: dict[str, str | int] = arguments

    def __str__(self) -> str:
        """The code with its arguments, for logs and tests; never shown to a resident."""
        told = ", ".join(f"{name}={value}" for name, value in sorted(self.arguments.items()))
        return f"{self.code} ({told})" if told else self.code
