"""One row of the table of deeds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from tests.cast import Cast
from tests.make import Matter
from yuanba.rules.core.actor import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One row per verb: its service, who calls it and what they usually say, after what, and who else may.

    `may` is who of `tests/access/everybody.py` is let in where that matter is accepted and helped with.
    `form` is what is typed at the desk, where it is not what the service is told; None where it has none.
    """

    service: Callable[..., object]
    who: Callable[[Cast, Matter], Actor]
    may: str = ""
    before: str = ""
    #: How long ago the page's matter began; what ends soon is pressed soon.
    ago: timedelta = timedelta(hours=4)
    usual: Mapping[str, object] = field(default_factory=dict)
    form: Mapping[str, object] | None = field(default_factory=dict)

    @property
    def typed(self) -> Mapping[str, object] | None:
        """What is typed into its form at the desk."""
        return self.form or self.usual if self.form is not None else None
