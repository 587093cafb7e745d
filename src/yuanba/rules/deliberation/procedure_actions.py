"""The rows of the actions on a procedure: whoever runs the council records its steps."""

from yuanba.rules.core.action import Action, Rights
from yuanba.rules.core.declared import Text
from yuanba.rules.core.verb import Verb
from yuanba.rules.deliberation.verbs import ProcedureVerb


def procedure_actions(running: Rights) -> dict[Verb, Action]:
    """Return the rows of the actions on a procedure, which whoever runs the council may do."""
    return {
        ProcedureVerb.BEGIN: Action(
            label=Text(zh="启动程序", en="Begin the procedure"),
            icon="checks",
            rights=running,
            pack_keys=("meetings",),
        ),
        ProcedureVerb.TAKE: Action(
            label=Text(zh="记录这一步", en="Record the step"),
            icon="check",
            rights=running,
            pack_keys=("meetings",),
        ),
        ProcedureVerb.CORRECT: Action(
            label=Text(zh="更正上一步", en="Correct the last step"),
            icon="arrow-back-up",
            rights=running,
            needs_reason=True,
        ),
    }
