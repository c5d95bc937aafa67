"""What a round asks more or less of than is usual; it travels with the round."""

from desktop.domain import asking
from desktop.domain.entities import SurveyRound
from desktop.domain.errors import Refused
from desktop.services import answering
from desktop.services.roles import Role
from desktop.services.session import Session
from desktop.services.verbs import verb


@verb("round.asks", "调整本轮提问", Role.REVIEWER)
def set_asks(session: Session, *, survey: str, asks: tuple[str, ...] = ()) -> SurveyRound:
    """Move fields of a round to 必问, 选问 or 不问; those not named are asked as usual.

    Args:
        session: who does it.
        survey: the round.
        asks: the path of a field and how it is asked, such as ``person.email=必问``.

    Raises:
        Refused: if the round is archived, or a field or word is not known.
    """
    dictionary = session.ledger.dictionary
    found = answering.open_round(session, survey)
    for ask in asks:
        if not asking.read(ask, dictionary):
            raise Refused(f"“{ask}”不能这样调整，请写成“项目=必问”（或选问、不问）")
    moved = asking.written(asking.read(";".join(asks), dictionary))
    with session.ledger.act("round.asks", f"{found.name}：调整提问", always=False) as writer:
        return writer.update(found, {"asks": moved or None})
