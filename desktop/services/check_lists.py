"""The check list of a round: frozen when it is printed, keyed in by page and row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desktop.domain.check_lists import BLANK, Home, fill_blanks, lay_out
from desktop.domain.entities import CheckSlot, Household, HouseholdVisit, Person, SurveyRound
from desktop.domain.errors import Refused
from desktop.domain.facts import Family, Member
from desktop.domain.rules.view import HOUSEHOLDS_GONE, is_gone
from desktop.services import answering, keying, people
from desktop.services.roles import Role
from desktop.services.session import Session
from desktop.services.verbs import verb
from desktop.storage import check_slots, families
from desktop.storage.check_slots import PageCount as PageCount
from desktop.storage.writing import Writer

UNCHANGED, CHANGED = "无变化", "有变化"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of a page.

    Attributes:
        number: the row number printed on it.
        slot: the record that holds the line, and which of its lines it is.
        at: the line within the slot.
        member: who stands on it; None on a blank line, and where somebody has left.
        is_first: the household's first line on the page.
        visit: what came of the visit to the household in the round, if there was one.
        state: 无变化 or 有变化 once the person is answered, else empty.
        note: why nobody is to be asked here, such as 死亡.
    """

    number: int
    slot: CheckSlot
    at: int
    household: Household
    member: Member | None
    is_first: bool
    visit: HouseholdVisit | None
    state: str
    note: str

    @property
    def is_blank(self) -> bool:
        """Whether somebody new can be written here."""
        return self.member is None and not self.note


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the list, as it stands now in the order in which it was printed."""

    survey: SurveyRound
    village: str
    number: int
    rows: tuple[Row, ...]

    def row(self, number: int) -> Row | None:
        """The line of a row number."""
        return next((row for row in self.rows if row.number == number), None)


@verb("check_list.freeze", "排核对表", Role.CLERK)
def freeze(session: Session, *, survey: str, village: str) -> list[PageCount]:
    """Give every household of a village its place on the list of a round; the pages there are.

    Who has a place keeps it. Newcomers to a household take its blank lines, new households
    stand on pages after the last one.

    Raises:
        Refused: if the round is archived, or the village is not known or has nobody.
    """
    ledger = session.ledger
    place = people.village_of(session, village)
    if place is None:
        raise Refused("请写明是哪个村的核对表")
    with ledger.transaction():
        found = answering.open_round(session, survey)
        with ledger.act("check_list.freeze", f"排核对表（{found.name}）", always=False) as writer:
            _place_everybody(session, writer, found, place)
    pages_now = check_slots.pages(ledger, survey, place)
    if not pages_now:
        raise Refused("这个村还没有在册的户，先导入或新增户再打印核对表")
    return pages_now


def _place_everybody(session: Session, writer: Writer, survey: SurveyRound, village: str) -> None:
    known = check_slots.of_village(session.ledger, survey.id, village)
    held: dict[str, list[CheckSlot]] = {}
    for slot in known:
        held.setdefault(slot.household or "", []).append(slot)
    homes = list(_homes(session, writer, village, held))
    if known:
        # Pages that come later gather what is new, whatever group it is of.
        homes = [home._replace(group="") for home in homes]
    last = max((slot.page or 0 for slot in known), default=0)
    for placed in lay_out(homes, last + 1):
        writer.insert(
            CheckSlot(round=survey.id, household=placed.household, village=village,
                      page=placed.page, row=placed.row, people=placed.people)
        )  # fmt: skip


def _homes(
    session: Session, writer: Writer, village: str, held: dict[str, list[CheckSlot]]
) -> Iterator[Home]:
    """The households to be placed; those that have a place only if it has become too small."""
    for group, family in _by_group(session, village):
        here = _asked(session, family)
        slots = held.get(family.household.id)
        if slots is None:
            if family.household.status not in HOUSEHOLDS_GONE:
                yield Home(family.household.id, group, here)
            continue
        listed = _listed(session, slots)
        left = [person for person in here if person not in listed]
        for slot in slots:
            if left and BLANK in (slot.people or ()):
                filled, count = fill_blanks(slot.people or (), left)
                writer.update(slot, {"people": filled})
                left = left[count:]
        if left:
            yield Home(family.household.id, group, tuple(left))


def _listed(session: Session, slots: Sequence[CheckSlot]) -> set[str]:
    """Who has a line, and whoever such a person was merged into."""
    people_here = {person for slot in slots for person in slot.people or () if person != BLANK}
    merged = session.ledger.among(Person, "id", people_here)
    return people_here | {person.merged_into for person in merged if person.merged_into}


def _by_group(session: Session, village: str) -> Iterator[tuple[str, Family]]:
    ledger = session.ledger
    found = [one for one in people.villages(session, empty=False) if one.place.id == village]
    for group in found[0].groups if found else ():
        ids = families.household_ids(ledger, [village], group.name)
        for family in families.families(ledger, ids):
            yield group.name, family


def _asked(session: Session, family: Family) -> tuple[str, ...]:
    day = session.today()
    here = [member for member in family.members if not is_gone(member, day)]
    here.sort(key=lambda member: not member.is_head)
    return tuple(member.person.id for member in here)


def pages(session: Session, *, survey: str, village: str) -> list[PageCount]:
    """The pages of a village's list, and how far each has been keyed in; none before printing."""
    return check_slots.pages(session.ledger, survey, village)


def page(session: Session, *, survey: str, village: str, number: int) -> Page:
    """One page as it stands now, every line where it was printed.

    Raises:
        Refused: if the round is not here, or the village's list has no such page.
    """
    found = keying.held(session, SurveyRound, survey)
    slots = check_slots.of_village(session.ledger, survey, village, number)
    if not slots:
        last = max((one.page for one in pages(session, survey=survey, village=village)), default=0)
        there = f"一共 {last} 页" if last else "这个村本轮还没有打印核对表"
        raise Refused(f"没有第 {number} 页，{there}")
    return Page(found, village, number, tuple(lines(session, survey, slots)))


def lines(session: Session, survey: str, slots: Sequence[CheckSlot]) -> Iterator[Row]:
    """The lines of some places of the list, in order."""
    ledger = session.ledger
    homes = [slot.household or "" for slot in slots]
    found = {family.household.id: family for family in families.families(ledger, set(homes))}
    everybody = [person for slot in slots for person in slot.people or () if person != BLANK]
    answers = answering.answers_in(ledger, survey, everybody)
    states = {name: CHANGED if one.changed else UNCHANGED for name, one in answers.items()}
    visits = {home: answering.visit_in(ledger, survey, home) for home in found}
    for slot in slots:
        home = slot.household or ""
        family = found.get(home)
        if family is None:
            continue
        for at, person in enumerate(slot.people or ()):
            member, note = _who(session, family, person)
            yield Row(
                number=(slot.row or 0) + at, slot=slot, at=at, household=family.household,
                member=member, is_first=at == 0, visit=visits.get(home),
                state=states.get(member.person.id, "") if member else "", note=note,
            )  # fmt: skip


def _who(session: Session, family: Family, person: str) -> tuple[Member | None, str]:
    """Who stands on a line now, and why nobody is to be asked, if nobody is."""
    if person == BLANK:
        return None, ""
    here = {member.person.id: member for member in family.members}
    known = session.ledger.get(Person, person) if person not in here else None
    member = here.get(person) or here.get((known.merged_into if known else None) or "")
    if member is None:
        return None, "已不在本户"
    gone = is_gone(member, session.today())
    return member, (member.person.status or "已不在本户") if gone else ""
