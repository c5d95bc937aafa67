"""The cells of a household's members: which record each belongs to, and how one is stored."""

from dataclasses import dataclass
from datetime import date

from desktop.domain.choosing import read_typed
from desktop.domain.dictionary import Field
from desktop.domain.entities import HouseholdVisit
from desktop.domain.facts import Member
from desktop.domain.reading import Unreadable
from desktop.services import beginning, entry, rounds, tagging, visits
from desktop.services.following import household_of
from desktop.services.keying import Cell
from desktop.services.session import Session
from desktop.ui.columns import record_of


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a cell is stored; ``record`` is empty where the first word has yet to begin it."""

    field: Field
    person: str
    record: str
    household: str = ""


def spot_of(member: Member, field: Field, day: date, survey: str) -> Spot:
    """Where a field of a member is stored: an answer of a former round is not touched."""
    if field.entity == "tag":
        return Spot(field, member.person.id, "")
    record = record_of(member, field.entity, day)
    former = field.entity == "survey_answer" and survey and getattr(record, "round", "") != survey
    return Spot(field, member.person.id, record.id if record and not former else "")


def spot_of_visit(household: str, visit: HouseholdVisit | None, field: Field) -> Spot:
    """Where a field of a household's visit is stored."""
    return Spot(field, "", visit.id if visit else "", household)


def survey_of(session: Session) -> str:
    """The round that is keyed in: the latest one, unless it is archived; empty for none."""
    latest = next(iter(rounds.listed(session)), None)
    return latest.id if latest and latest.state != rounds.ARCHIVED else ""


def seen(session: Session, spot: Spot) -> tuple[str, ...] | None:
    """The names of what the cell shows, to be handed back with the edit."""
    if not spot.record:
        return None
    field = spot.field
    return entry.cell(session, entity=field.entity, record=spot.record, field=field.name).seen


def store(
    session: Session, spot: Spot, text: str, saw: tuple[str, ...] | None, survey: str
) -> Cell | None:
    """Store what was typed; None if there is nothing to begin with an empty text.

    Raises:
        AppError: if it cannot be stored now; nothing was changed.
    """
    entity, name = spot.field.entity, spot.field.name
    with session.at_once():
        if spot.household:
            return visits.say(session, survey=survey, household=spot.household, field=name,
                              text=text, seen=saw)  # fmt: skip
        if entity == "tag":
            tagging.list_tags(session, person=spot.person, text=text, survey=survey)
            return None
        if spot.record:
            return entry.set_cell(session, entity=entity, record=spot.record, field=name,
                                  text=text, seen=saw, survey=survey)  # fmt: skip
        if not text.strip():
            return None
        return beginning.begin_cell(session, entity=entity, person=spot.person, field=name,
                                    text=text, survey=survey)  # fmt: skip


def why_unread(session: Session, field: Field, text: str) -> str:
    """Why a text cannot be read as a field; empty if it can."""
    ledger = session.ledger
    try:
        read_typed(field.kind, text, ledger.book, ledger.fact("area"))
    except Unreadable as defect:
        return str(defect)
    return ""


def home_of(session: Session, entity: str, record: str) -> str:
    """The household that a record concerns; empty if there is none, or it is gone."""
    ledger = session.ledger
    found = ledger.get(ledger.dictionary[entity].cls, record)
    return household_of(ledger, found) if found and not found.deleted else ""
