"""What a person has answered to doubts, and taking such an answer back."""

from desktop.domain.entities import Waiver
from desktop.domain.errors import Refused
from desktop.domain.finding import Finding
from desktop.domain.rules import answered, answers
from desktop.services.roles import Role
from desktop.services.session import Session
from desktop.services.verbs import verb


def answer_of(session: Session, finding: Finding) -> Waiver | None:
    """The answer that a doubt was given and that still holds."""
    condition, values = "t.record = ? AND t.rule = ?", [finding.record, finding.rule]
    for waiver in session.ledger.where(Waiver, condition, values):
        if answered(finding, answers([waiver])):
            return waiver
    return None


@verb("finding.withdraw", "撤回答复", Role.CLERK)
def withdraw(session: Session, *, waiver: str) -> None:
    """Take an answer back: the doubt stands open again.

    Raises:
        Refused: if the answer is not here.
    """
    ledger = session.ledger
    with ledger.transaction():
        found = ledger.get(Waiver, waiver)
        if found is None or found.deleted:
            raise Refused("这条答复已经撤回")
        with ledger.act("finding.withdraw", "撤回答复") as writer:
            writer.delete(found)
