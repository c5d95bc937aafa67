"""Keying in from the printed check list: the rest of a page 无变化, a newcomer on a blank line."""

from dataclasses import dataclass

from desktop.domain.check_lists import BLANK
from desktop.domain.entities import CheckSlot, Household, Membership, Person
from desktop.domain.errors import Refused
from desktop.domain.names import clean_name
from desktop.services import answering, check_lists, checks, keying, round_progress, visits
from desktop.services.check_lists import Row
from desktop.services.roles import Role
from desktop.services.round_progress import Difference
from desktop.services.session import Session
from desktop.services.verbs import verb
from desktop.storage import families


@dataclass(frozen=True, slots=True)
class Marked:
    """What one key on a page did: how many people, and the households that were left alone."""

    people: int
    households: int
    skipped: int


@verb("visit.page_unchanged", "本页其余无变化", Role.CLERK)
def rest_unchanged(session: Session, *, survey: str, village: str, page: int) -> Marked:
    """Mark 无变化 everybody on a page who has no answer yet.

    A household that was not met (无人, 拒访, …) is left alone.

    Raises:
        Refused: if the list has no such page, or the round is archived.
    """
    shown = check_lists.page(session, survey=survey, village=village, number=page)
    homes = {row.household.id: row for row in shown.rows}
    met = tuple(name for name, row in homes.items() if _was_met(row))
    people = visits.unchanged(session, survey=survey, households=met) if met else 0
    return Marked(people, len(met), len(homes) - len(met))


def _was_met(row: Row) -> bool:
    return row.visit is None or row.visit.result in {None, answering.DONE}


@verb("member.add_on_list", "核对表空行新增成员", Role.CLERK)
def add_member(session: Session, *, survey: str, slot: str, line: int, name: str) -> Person:
    """Add a person written on a blank line of the list, who stands on that line from now on.

    Raises:
        Refused: if the line is not blank, there is no name, or the round is archived.
    """
    ledger = session.ledger
    wanted = clean_name(name)
    if not wanted:
        raise Refused("空行请先填姓名")
    with ledger.transaction():
        found = answering.open_round(session, survey)
        place = keying.held(session, CheckSlot, slot)
        people = list(place.people or ())
        if not 0 <= line < len(people) or people[line] != BLANK:
            raise Refused("这一行已经有人，请刷新后再填")
        home = keying.held(session, Household, place.household or "")
        with ledger.act("member.add_on_list", "新增成员") as writer:
            person = writer.insert(Person(name=wanted, status="在册"))
            writer.insert(Membership(person=person.id, household=home.id, kind=families.REGISTERED))
            people[line] = person.id
            writer.update(place, {"people": tuple(people)})
            answering.answer(session, writer, found, person.id, home.id, changed=True)
        checks.refresh(session)
    return person


def differences(session: Session, *, survey: str, village: str = "") -> list[Difference]:
    """What a round found different, of one village if it is named.

    Raises:
        Refused: if the round is not here.
    """
    found = round_progress.differences(session, survey)
    if not village:
        return found
    inside = set(families.household_ids(session.ledger, [village]))
    return [difference for difference in found if difference.household in inside]
