"""Keying in: a cell, a household, a member."""

from dataclasses import replace

from desktop.domain.choosing import chosen
from desktop.domain.codebook import CodeBook
from desktop.domain.entities import Area, Household, Membership, Person
from desktop.domain.errors import Refused
from desktop.domain.facts import HEAD, Member
from desktop.domain.names import clean_name
from desktop.domain.reading import Unreadable
from desktop.domain.text import clean, compact
from desktop.services import answering, checks, keying, people
from desktop.services.keying import Cell
from desktop.services.roles import Role
from desktop.services.session import Session
from desktop.services.verbs import verb
from desktop.storage import families, numbering

_DIGITS = 4


@verb("cell.set", "填写", Role.CLERK)
def set_cell(
    session: Session,
    *,
    entity: str,
    record: str,
    field: str,
    text: str,
    seen: tuple[str, ...] | None = None,
    survey: str = "",
) -> Cell:
    """Store what was typed into one cell, as one act, and check what it concerns.

    Args:
        session: who types.
        entity: the entity's name.
        record: the record's id.
        field: the field's name.
        text: as typed; what cannot be read is kept beside the emptied field.
        seen: the names that the editor's cell had (``Cell.seen``); the present ones by default.
        survey: the round in which it is keyed; the person's answer there then says 有变化.

    Raises:
        Refused: if there is no such cell, or it belongs to an archived round.
    """
    ledger = session.ledger
    with ledger.transaction():
        held = keying.keyed(session, entity, record)
        declared = keying.field_of(session, held, field)
        answering.refuse_archived(session, held)
        label = f"填写{declared.label}"
        with ledger.act("cell.set", label, always=False) as writer:
            followed = keying.store(session, writer, held, declared, text, seen=seen)
            if survey and writer.wrote:
                answering.note(session, writer, survey, keying.keyed(session, entity, record))
        checks.refresh(session)
    return keying.look(session, entity, record, field, followed)


def cell(session: Session, *, entity: str, record: str, field: str) -> Cell:
    """A cell as it stands, to be shown in an editor."""
    return keying.look(session, entity, record, field)


@verb("household.add", "新增户", Role.CLERK)
def add_household(
    session: Session, *, village: str, group: str, household_no: str | None = None
) -> Household:
    """Add a household; without a number it gets the next free one of its village.

    Raises:
        Refused: if the village is not known, the number is in use, or none is free.
    """
    ledger = session.ledger
    with ledger.transaction():
        place = people.village_of(session, village)
        if place is None:
            raise Refused("请写明是哪个村")
        number = clean(household_no or "") or next_number(session, place)
        if number and numbering.is_taken(ledger, number):
            raise Refused(f"户编号{number}已经有了，请换一个，或查找这一户")
        with ledger.act("household.add", "新增户") as writer:
            made = writer.insert(
                Household(village=place, group_name=clean(group) or None,
                          household_no=number, status="在册")
            )  # fmt: skip
        checks.refresh(session)
    return made


def next_number(session: Session, village: str) -> str | None:
    """The next free household number of a village; None if the village has no code of its own.

    Raises:
        Refused: if all are used.
    """
    area = session.ledger.get(Area, village)
    prefix = (area.code if area else None) or ""
    if len(prefix) != 12:
        return None
    number = numbering.highest(session.ledger, prefix, _DIGITS) + 1
    if number >= 10**_DIGITS:
        raise Refused("这个村的户编号已排到9999，请自己填写一个户编号")
    return f"{prefix}{number:0{_DIGITS}}"


@verb("member.add", "新增成员", Role.CLERK)
def add_member(session: Session, *, household: str, name: str = "", relation: str = "") -> Member:
    """Add a person to a household; the first one is 户主 unless it is said otherwise.

    Raises:
        Refused: if the household is not here.
    """
    ledger = session.ledger
    with ledger.transaction():
        keying.held(session, Household, household)
        family = families.family(ledger, household)
        said = relation if compact(relation) or (family and family.members) else HEAD
        with ledger.act("member.add", "新增成员") as writer:
            person = writer.insert(Person(name=clean_name(name) or None, status="在册"))
            entry = writer.insert(_membership(ledger.book, person.id, household, said))
        checks.refresh(session)
    return Member(person, entry)


def _membership(book: CodeBook, person: str, household: str, said: str) -> Membership:
    entry = Membership(person=person, household=household, kind=families.REGISTERED)
    if not compact(said):
        return entry
    try:
        return replace(entry, relation=chosen(book, "relation", said))
    except Unreadable:
        return replace(entry, unread={"relation": clean(said)})
