"""One person, several households: registered in one, living or assisted in others."""

import pytest

from desktop.domain.errors import Refused
from desktop.domain.partial_date import PartialDate
from desktop.services import belongings, people, undo
from tests.services.homes import home


@pytest.fixture
def two_homes(township):
    first, (mother, daughter) = home(township, "田大山", "田小妹")
    second, _ = home(township, "王家旺", group="2组")
    return first, second, daughter.person.id, mother.person.id


def kinds(session, person):
    return [
        (line.membership.kind, line.membership.household, line.is_open)
        for line in belongings.belongings(session, person)
    ]


def test_living_elsewhere_leaves_the_registration_where_it_is(township, two_homes):
    first, second, daughter, _ = two_homes
    since = township.ledger.position
    done = belongings.belong(township, person=daughter, household=second.id, kind="常住",
                             reason="婚后常住", on=PartialDate(2026, 5))  # fmt: skip
    assert len(done.ask) == 1
    assert kinds(township, daughter) == [("户籍", first.id, True), ("常住", second.id, True)]
    assert people.household_of(township, daughter) == first.id
    undo.undo(township, since=since)
    assert kinds(township, daughter) == [("户籍", first.id, True)]


def test_of_two_places_to_live_the_former_ends(township, two_homes):
    first, second, daughter, _ = two_homes
    third, _ = home(township, "李长顺", group="3组")
    for place in (second, third):
        belongings.belong(township, person=daughter, household=place.id, kind="常住户",
                          reason="搬家", relation="其他")  # fmt: skip
    assert kinds(township, daughter) == [
        ("户籍", first.id, True), ("常住", third.id, True), ("常住", second.id, False)
    ]  # fmt: skip


def test_it_ends_with_a_reason_but_the_registration_does_not(township, two_homes):
    _, second, daughter, _ = two_homes
    belongings.belong(
        township, person=daughter, household=second.id, kind="防返贫", reason="系统登记"
    )
    registered, assisted = belongings.belongings(township, daughter)
    belongings.end(township, membership=assisted.membership.id, reason="不再帮扶")
    assert [line.is_open for line in belongings.belongings(township, daughter)] == [True, False]
    for line, reason in ((registered, "x"), (assisted, "再次"), (registered, " ")):
        with pytest.raises(Refused):
            belongings.end(township, membership=line.membership.id, reason=reason)


def test_the_same_household_twice_or_a_registration_is_refused(township, two_homes):
    _, second, daughter, _ = two_homes
    belongings.belong(township, person=daughter, household=second.id, kind="常住", reason="住")
    for kind in ("常住", "户籍"):
        with pytest.raises(Refused):
            belongings.belong(
                township, person=daughter, household=second.id, kind=kind, reason="住"
            )


def test_a_household_reads_by_its_head_and_place(township, two_homes):
    first, *_ = two_homes
    words = belongings.home_words(township, first.id)
    assert words.startswith("田大山户　桃兴村1组")
    assert belongings.home_words(township, "none") == "不在台账里的户"
