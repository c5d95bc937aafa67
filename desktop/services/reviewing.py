"""Looking through what was surveyed: a household is accepted, or returned with remarks at cells."""

from collections.abc import Sequence
from typing import Any

from desktop.domain.entities import HouseholdVisit, ReviewComment
from desktop.domain.errors import Refused
from desktop.domain.levels import Level
from desktop.domain.text import clean
from desktop.services import answering, keying
from desktop.services.following import household_of
from desktop.services.roles import Role
from desktop.services.session import Session
from desktop.services.verbs import verb
from desktop.storage.writing import Writer

RETURNED, DRAFT, BY_VILLAGE, BY_TOWNSHIP = "退回", "草稿", "村审", "乡审"
_JOIN = "；"
_SHORT = 200


def comments(session: Session, survey: str, household: str) -> list[ReviewComment]:
    """The remarks about a household in a round that are not settled, oldest first."""
    condition = "t.household = ? AND t.round = ? AND coalesce(t.settled, 0) = 0"
    return list(session.ledger.where(ReviewComment, condition, [household, survey]))


def returned(session: Session, survey: str) -> dict[str, str]:
    """The households that stand returned in a round, and why."""
    condition = "t.round = ? AND t.state = ?"
    marked = session.ledger.where(HouseholdVisit, condition, [survey, RETURNED])
    homes = list(dict.fromkeys(visit.household or "" for visit in marked))
    return {
        household: visit.returned or ""
        for household, visit in standing(session, survey, homes).items()
        if visit.state == RETURNED
    }


def standing(session: Session, survey: str, households: Sequence[str]) -> dict[str, HouseholdVisit]:
    """The latest visit of a round to each of some households that were visited."""
    found: dict[str, HouseholdVisit] = {}
    for visit in session.ledger.among(HouseholdVisit, "household", households):
        if visit.round == survey:
            home = visit.household or ""
            found[home] = max((found.get(home, visit), visit), key=_order)
    return found


def _order(visit: HouseholdVisit) -> tuple[int, str]:
    return visit.visit_no or 0, visit.id


@verb("visit.comment", "审核意见", Role.REVIEWER)
def comment(
    session: Session,
    *,
    survey: str,
    household: str,
    entity: str,
    record: str,
    field: str,
    text: str,
) -> ReviewComment | None:
    """Say something about a cell in place of what was said before; an empty text takes it back.

    Raises:
        Refused: if there is no such cell, or the round is archived.
    """
    ledger = session.ledger
    with ledger.transaction():
        found = answering.open_round(session, survey)
        held = keying.keyed(session, entity, record)
        declared = keying.field_of(session, held, field)
        if household_of(ledger, held) != household:
            raise Refused("这一格不在这一户，请刷新后再试")
        shown = declared.kind.show(getattr(held, field), ledger.book) or held.unread.get(field, "")
        known = [
            one for one in comments(session, survey, household)
            if (one.record, one.field) == (record, field)
        ]  # fmt: skip
        with ledger.act("visit.comment", f"审核意见：{declared.label}", always=False) as writer:
            for former in known[1 if clean(text) else 0 :]:
                writer.delete(former)
            if not clean(text):
                return None
            said: dict[str, Any] = {"comment": clean(text)[:_SHORT], "said": shown}
            if known:
                return writer.update(known[0], said)
            return writer.insert(
                ReviewComment(
                    round=found.id, household=household, subject=entity, record=record,
                    field=field, **said,
                )
            )  # fmt: skip


@verb("visit.return", "退回", Role.REVIEWER)
def send_back(session: Session, *, survey: str, household: str, reason: str = "") -> HouseholdVisit:
    """Return a household for correction, with a reason or with the remarks at its cells.

    Raises:
        Refused: if neither is there, nobody has been there in this round, or it is archived.
    """
    said = [one.comment or "" for one in comments(session, survey, household)]
    why = clean(reason) or _JOIN.join(said)
    if not why:
        raise Refused("请写明退回的原因，或先在要改的格子上写意见")
    return _mark(session, survey, household, "visit.return", "退回",
                 {"state": RETURNED, "returned": why[:_SHORT]})  # fmt: skip


@verb("visit.accept", "审核通过", Role.REVIEWER)
def accept(session: Session, *, survey: str, household: str) -> HouseholdVisit:
    """Accept a household as it stands; what was remarked is settled.

    Raises:
        Refused: if nobody has been there in this round, or it is archived.
    """
    state = BY_VILLAGE if session.ledger.level is Level.VILLAGE else BY_TOWNSHIP
    return _mark(session, survey, household, "visit.accept", "审核通过",
                 {"state": state, "returned": None})  # fmt: skip


@verb("visit.mended", "退回已改好", Role.CLERK)
def mended(session: Session, *, survey: str, household: str) -> HouseholdVisit:
    """Say that a returned household has been mended, to be looked through again.

    Raises:
        Refused: if it is not returned, or the round is archived.
    """
    if household not in returned(session, survey):
        raise Refused("这一户没有被退回，不用标“已改好”")
    return _mark(session, survey, household, "visit.mended", "退回已改好",
                 {"state": DRAFT, "returned": None})  # fmt: skip


def _mark(
    session: Session, survey: str, household: str, act: str, label: str, values: dict[str, Any]
) -> HouseholdVisit:
    ledger = session.ledger
    with ledger.transaction():
        answering.open_round(session, survey)
        found = answering.visit_in(ledger, survey, household)
        if found is None:
            raise Refused("本轮还没有访问过这一户，没有可审核的内容")
        with ledger.act(act, label, always=False) as writer:
            if values["state"] != RETURNED:
                _settle(session, writer, survey, household)
            return writer.update(found, values)


def _settle(session: Session, writer: Writer, survey: str, household: str) -> None:
    for one in comments(session, survey, household):
        writer.update(one, {"settled": True})
