"""冲突待办: what is asked, what a decision does, and that it travels."""

import pytest

from desktop.domain.entities import Person
from desktop.domain.errors import Refused
from desktop.services import conflicts, entry
from tests.services.offices import COUNTY, TOWNSHIP, carry, edit, introduce, office, populate


class Two:
    def __init__(self, folder):
        self.county, self.township = office(folder, COUNTY), office(folder, TOWNSHIP)
        introduce(folder, self.township, self.county)
        self.stick = folder / "stick"
        self.stick.mkdir()
        self.people = populate(self.township, 12)
        self.carry()

    def carry(self):
        carry(self.township, self.county, self.stick)
        carry(self.county, self.township, self.stick)

    def disagree(self, person, **values):
        """Both ends change the same fields; each value is a pair (township's, county's)."""
        edit(self.township, person, **{name: pair[0] for name, pair in values.items()})
        edit(self.county, person, **{name: pair[1] for name, pair in values.items()})

    def name(self, session, person):
        return session.ledger.get(Person, person).name

    def close(self):
        self.county.close()
        self.township.close()


@pytest.fixture
def two(tmp_path):
    both = Two(tmp_path)
    yield both
    both.close()


def test_a_name_is_asked_about_and_a_phone_is_taken(two):
    person = two.people[3].id
    two.disagree(person, name=("彭水生", "彭水声"), phone=("13900001111", "13900002222"))
    two.carry()
    for session in (two.township, two.county):
        asked = conflicts.listed(session, asked=True)
        taken = conflicts.listed(session, asked=False)
        assert [(one.label, one.asked) for one in asked + taken] == [
            ("姓名", True), ("联系电话", False)]  # fmt: skip
        assert conflicts.tally(session) == (1, 1)
        assert {side.level for side in asked[0].sides} == {"township", "county"}
        assert asked[0].village
        assert asked[0].person == person


def test_a_decision_travels_and_nobody_is_asked_again(two):
    person = two.people[3].id
    two.disagree(person, name=("彭水生", "彭水声"))
    two.carry()
    found = conflicts.listed(two.township)[0]
    place = [side.value for side in found.sides].index("彭水生")
    conflicts.decide(two.township, entity="person", record=person, field="name", side=place)
    two.carry()
    assert conflicts.listed(two.county) == conflicts.listed(two.township) == []
    assert {two.name(session, person) for session in (two.county, two.township)} == {"彭水生"}


def test_a_third_value_may_be_typed(two):
    person = two.people[3].id
    two.disagree(person, name=("彭水生", "彭水声"))
    two.carry()
    conflicts.decide(
        two.county, entity="person", record=person, field="name", text="彭水笙", reason="看了身份证"
    )
    two.carry()
    assert two.name(two.township, person) == "彭水笙"
    assert conflicts.listed(two.township) == []


def test_a_text_that_could_not_be_read_is_one_of_the_sides(two):
    person = two.people[3].id
    entry.set_cell(two.township, entity="person", record=person, field="phone", text="1390000")
    edit(two.county, person, phone="13900002222")
    two.carry()
    (found,) = conflicts.listed(two.county)
    assert {(side.value, side.unread) for side in found.sides} == {
        ("1390000", True), ("13900002222", False)}  # fmt: skip
    place = [side.unread for side in found.sides].index(True)
    conflicts.decide(two.county, entity="person", record=person, field="phone", side=place)
    now = two.county.ledger.get(Person, person)
    assert (now.phone, now.unread) == (None, {"phone": "1390000"})


def test_all_alike_are_settled_as_the_preview_said(two):
    chosen = [person.id for person in two.people[:4]]
    for n, person in enumerate(chosen):
        two.disagree(person, phone=(f"1390000111{n}", f"1390000222{n}"))
    two.carry()
    shown = conflicts.preview(two.county, entity="person", field="phone", take="township")
    assert [one.conflict.sides[one.side].value[:8] for one in shown] == ["13900001"] * 4
    before = two.county.ledger.position
    done = conflicts.decide_alike(two.county, entity="person", field="phone", take="township")
    assert done == 4
    assert two.county.ledger.position == before + 1
    phones = {two.county.ledger.get(Person, person).phone for person in chosen}
    assert phones == {f"1390000111{n}" for n in range(4)}
    assert conflicts.listed(two.county) == []


def test_what_is_settled_already_is_refused(two):
    person = two.people[3].id
    with pytest.raises(Refused, match="处理过"):
        conflicts.decide(two.county, entity="person", record=person, field="name", side=0)
    two.disagree(person, name=("彭水生", "彭水声"))
    two.carry()
    with pytest.raises(Refused, match="没有这一个值"):
        conflicts.decide(two.county, entity="person", record=person, field="name", side=2)
    with pytest.raises(Refused, match="请选其中一个"):
        conflicts.decide(two.county, entity="person", record=person, field="name")
    with pytest.raises(Refused, match="哪一方"):
        conflicts.preview(two.county, entity="person", field="name", take="别人")
