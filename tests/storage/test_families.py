"""Households streamed with their members: registered there, or counted there."""

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.domain.entities import Household, Membership, Person
from desktop.domain.partial_date import PartialDate
from desktop.storage import families

KINDS = st.sampled_from(["户籍", "常住", "防返贫", None])
ENDED = PartialDate.parse("2025-03")


@pytest.fixture
def homes(ledger):
    """Two households of two villages."""
    with ledger.act("test", "两户") as writer:
        return [
            writer.insert(Household(household_no=number, village=village))
            for number, village in (("1", "v-one"), ("2", "v-two"))
        ]


def someone(ledger, *memberships, count_by=None, name="田大山"):
    """A person with memberships of (household, kind, ended)."""
    with ledger.act("test", "一人") as writer:
        person = writer.insert(Person(name=name, count_by=count_by))
        for home, kind, ended in memberships:
            writer.insert(
                Membership(
                    person=person.id, household=home.id, kind=kind, end=ENDED if ended else None
                )
            )
    return person


def counted(ledger, homes):
    """Who is counted in which household, by household number."""
    found = families.counted(ledger, [home.id for home in homes])
    return {
        family.household.household_no: [member.person.name for member in family.members]
        for family in found
    }


def test_somebody_registered_here_who_lives_there_counts_here(ledger, homes):
    one, two = homes
    someone(ledger, (one, "户籍", False), (two, "常住", False))
    assert counted(ledger, homes) == {"1": ["田大山"], "2": []}


def test_who_is_to_be_counted_where_they_live_counts_there_and_stays_a_villager(ledger, homes):
    one, two = homes
    someone(ledger, (one, "户籍", False), (two, "常住", False), count_by="常住")
    assert counted(ledger, homes) == {"1": [], "2": ["田大山"]}
    (_, there) = families.counted(ledger, [home.id for home in homes])
    assert there.members[0].registered_village == "v-one"


def test_who_no_longer_lives_there_counts_where_registered(ledger, homes):
    one, two = homes
    someone(ledger, (one, "户籍", False), (two, "常住", True), count_by="常住")
    assert counted(ledger, homes) == {"1": ["田大山"], "2": []}


def test_who_only_lives_here_is_counted_only_if_told_to(ledger, homes):
    one, two = homes
    someone(ledger, (one, "常住", False), name="田一")
    someone(ledger, (two, "常住", False), name="田二", count_by="常住")
    assert counted(ledger, homes) == {"1": [], "2": ["田二"]}


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.tuples(
            KINDS, st.lists(st.tuples(st.sampled_from([0, 1]), KINDS, st.booleans()), max_size=4)
        ),
        max_size=4,
    )
)
def test_each_person_counts_once_and_nobody_registered_is_forgotten(ledger, homes, people):
    ids = {
        someone(
            ledger, *((homes[at], kind, ended) for at, kind, ended in belongs), count_by=count_by
        ).id: {kind or "户籍" for _, kind, ended in belongs if not ended} & {"户籍", count_by}
        for count_by, belongs in people
    }
    found = Counter(
        member.person.id
        for family in families.counted(ledger, [home.id for home in homes])
        for member in family.members
    )
    assert {person: found[person] for person in ids} == {
        person: int(bool(kinds)) for person, kinds in ids.items()
    }
