"""The employers that this ledger knows, offered while one is typed."""

from dataclasses import dataclass

from desktop.domain.employers import Employers
from desktop.services.session import Session
from desktop.storage import employers

_MOST = 3000
"""More would take longer to spell than anybody waits; those of most people are among them."""


@dataclass(slots=True)
class KnownEmployers:
    """Employers as known at a log position of the ledger."""

    names: Employers
    position: int


def known(session: Session) -> KnownEmployers:
    """The employers of the ledger, those of most people first."""
    position = session.ledger.position
    return KnownEmployers(Employers(employers.names(session.ledger, _MOST)), position)


def catch_up(session: Session, known_then: KnownEmployers) -> None:
    """Let them know what was written down since."""
    position = session.ledger.position
    if position != known_then.position:
        known_then.names.add(employers.names_since(session.ledger, known_then.position))
        known_then.position = position
