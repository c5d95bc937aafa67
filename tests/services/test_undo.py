"""A key takes back what one keyed, over fields, records and screens; another does it again."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.domain.entities import Person
from desktop.domain.errors import Refused
from desktop.services import checks, entry, people, rows, spells, undo
from tests.services.homes import home, key
from tests.services.offices import dump


def start(session):
    return session.ledger.position


def back(session, since, times=1):
    return [undo.undo(session, since=since) for _ in range(times)][-1]


def again(session, since, times=1):
    return [undo.redo(session, since=since) for _ in range(times)][-1]


def alive(session):
    """What a clerk can see of people: everything that is not deleted."""
    tables = dump(session)
    return {
        (name, record): row
        for name, rows_ in tables.items()
        for record, row in rows_.items()
        if name not in {"waiver"} and not session.ledger.named(name, record).deleted
    }


def test_two_edits_of_one_field_go_one_by_one(township):
    since = start(township)
    _, (head,) = home(township, "田大山")
    for phone in ("13800000001", "13800000002"):
        key(township, head.person, phone=phone)
    seen = []
    for step in (back, back, again, again, back, back):
        step(township, since)
        seen.append(township.ledger.get(Person, head.person.id).phone)
    assert seen == ["13800000001", None, "13800000001", "13800000002", "13800000001", None]


def test_a_whole_household_goes_row_by_row_and_comes_again(township):
    since = start(township)
    household, (head, _) = home(township, "田大山", "田小山")
    key(township, head.person, name="田大川", education="cz")
    before = alive(township)
    back(township, since, 5)
    assert people.family(township, household.id) is None
    assert undo.ready(township, since=since) == ("", "新增户")
    again(township, since, 5)
    assert alive(township) == before
    back(township, since, 5)
    assert people.family(township, household.id) is None
    again(township, since, 5)
    assert alive(township) == before


def test_what_followed_goes_with_it(township):
    since = start(township)
    _, (head,) = home(township, "田大山")
    job = spells.start_job(township, person=head.person.id)
    key(township, job, work_place="广东深圳")
    result = back(township, since)
    assert result.label == "填写务工地点"
    assert {field for _, _, field in result.cells} == {"work_place", "work_area", "region_class"}
    assert result.set_back == 3


def test_a_removed_member_comes_back_whole(township):
    since = start(township)
    _, (_, son) = home(township, "田大山", "田小山")
    spells.start_job(township, person=son.person.id)
    before = alive(township)
    rows.remove_member(township, membership=son.membership.id, reason="录错")
    back(township, since)
    assert alive(township) == before
    again(township, since)
    assert township.ledger.get(Person, son.person.id).deleted


def test_what_somebody_changed_since_is_left_and_listed(township):
    since = start(township)
    _, (head,) = home(township, "田大山")
    key(township, head.person, phone="13800000001", education="cz")
    with township.ledger.act("import.file", "导入", batch="b") as writer:
        writer.update(head.person, {"education": "高中"})
    result = back(township, since)
    assert result.left == (("person", head.person.id, "education"),)
    assert result.set_back == 0
    back(township, since)
    assert township.ledger.get(Person, head.person.id).phone is None
    kept = back(township, since)
    assert kept.left == (("person", head.person.id, ""),)
    assert not township.ledger.get(Person, head.person.id).deleted


def test_only_this_sessions_own_keying_is_taken_back(township):
    home(township, "田大山")
    since = start(township)
    with pytest.raises(Refused, match="没有可撤销"):
        back(township, since)
    with pytest.raises(Refused, match="没有可重做"):
        again(township, since)


def test_after_something_new_there_is_nothing_to_do_again(township):
    since = start(township)
    _, (head,) = home(township, "田大山")
    key(township, head.person, phone="13800000001")
    back(township, since)
    key(township, head.person, education="cz")
    assert undo.ready(township, since=since) == ("填写文化程度", "")
    with pytest.raises(Refused):
        again(township, since)


class Clerk:
    """Keys in at random, told by one number."""

    def __init__(self, session, number):
        self.session = session
        self.random = random.Random(number)
        self.household, members = home(session, "田大山")
        self.members = [m.membership for m in members]

    def living(self):
        return people.family(self.session, self.household.id).members

    def deed(self):
        choice = self.random.choice([self.cell, self.cell, self.cell, self.add, self.remove,
                                     self.copy, self.job])  # fmt: skip
        choice()

    def cell(self):
        field = self.random.choice(["phone", "education", "birth", "name"])
        text = self.random.choice(["13800000001", "cz", "1980", "田三", "?", ""])
        if self.living():
            key(self.session, self.random.choice(self.living()).person, **{field: text})

    def add(self):
        entry.add_member(self.session, household=self.household.id, name="田四", relation="ez")

    def remove(self):
        if self.living():
            row = self.random.choice(self.living()).membership
            rows.remove_member(self.session, membership=row.id, reason="录错")

    def copy(self):
        if self.living():
            row = self.random.choice(self.living()).membership
            rows.duplicate_row(self.session, membership=row.id)

    def job(self):
        if self.living():
            row = self.random.choice(self.living())
            spells.start_job(self.session, person=row.person.id, work_place="深圳")


@given(st.integers(0, 10_000), st.lists(st.sampled_from("kkkuuurr"), max_size=14))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
def test_undo_and_redo_are_a_stack_of_what_was_seen(township, number, steps):
    with township.ledger.rehearsal():
        clerk = Clerk(township, number)
        since = start(township)
        undone, redone, last = [], [], township.ledger.position
        for step in steps:
            before = alive(township)
            if step == "k":
                clerk.deed()
                if township.ledger.position != last:
                    undone.append(before)
                    redone.clear()
            elif step == "u" and undone:
                result = back(township, since)
                assert result.left == ()
                assert alive(township) == undone.pop()
                redone.append(before)
            elif step == "r" and redone:
                again(township, since)
                assert alive(township) == redone.pop()
                undone.append(before)
            last = township.ledger.position
        found = set(checks.listed(township))
        checks.check_all(township)
        assert set(checks.listed(township)) == found
