"""Households and people change with a date and a reason, and a key takes each change back."""

import pytest

from desktop.domain.entities import EmploymentSpell, Household, Membership, Person
from desktop.domain.errors import Refused
from desktop.domain.partial_date import PartialDate
from desktop.services import (
    entry,
    household_operations,
    people,
    person_merging,
    person_operations,
    spells,
    undo,
)
from desktop.storage import history
from tests.domain import make
from tests.services.homes import home, key
from tests.services.test_undo import alive

NAMES = ["田大山", "彭氏", "田小山", "向妹", "田三", "田女"]
RELATIONS = ["户主", "配偶", "之子", "之儿媳", "之孙子", "之女"]
SEXES = "男女男女男女"


@pytest.fixture
def family(township):
    household, members = home(township, *NAMES)
    for member, relation, sex in zip(members, RELATIONS, SEXES, strict=True):
        key(township, member.membership, relation=relation)
        key(township, member.person, sex=sex)
    return household, [member.person for member in members]


@pytest.fixture
def undoable(township):
    """What was seen before an operation is seen again after undo, and after redo what was after."""
    since = []

    def begin():
        since[:] = [township.ledger.position, alive(township)]

    yield begin
    after = alive(township)
    assert after != since[1]
    for step, state in ((undo.undo, since[1]), (undo.redo, after), (undo.undo, since[1])):
        assert step(township, since=since[0]).left == ()
        assert alive(township) == state


def rows(session, household):
    whole = people.family(session, household)
    return {m.person.name: m.membership.relation for m in whole.members}


def test_a_son_founds_a_household_with_his_wife_and_child(township, family, undoable):
    household, persons = family
    undoable()
    done = household_operations.split(
        township, household=household.id, persons=tuple(p.id for p in persons[2:5]),
        head=persons[2].id, reason="分家", on=PartialDate(2026, 5),
    )  # fmt: skip
    assert rows(township, done.households[0]) == {"田小山": "户主", "向妹": "配偶", "田三": "之子"}
    assert rows(township, household.id) == {"田大山": "户主", "彭氏": "配偶", "田女": "之女"}
    assert done.ask == ()
    new = township.ledger.get(Household, done.households[0])
    assert (new.group_name, new.household_no[-4:]) == ("1组", "0002")
    ended = [entry for entry in township.ledger.where(Membership) if entry.end]
    assert {(entry.end, entry.reason) for entry in ended} == {(PartialDate(2026, 5), "分家")}
    reasons = {c.reason for c in history.changes_of(township.ledger.data, ended[0].id, "end")}
    assert reasons == {"分家"}


def test_a_split_needs_a_head_who_goes_and_somebody_who_stays(township, family):
    household, persons = family
    everyone = tuple(person.id for person in persons)
    for going, head in ((everyone, persons[0].id), (everyone[2:], persons[0].id), ((), ""),
                        (("nobody",), "nobody")):  # fmt: skip
        with pytest.raises(Refused):
            household_operations.split(
                township, household=household.id, persons=going, head=head, reason="分家"
            )
    with pytest.raises(Refused, match="原因"):
        household_operations.split(township, household=household.id, persons=everyone[2:],
                                   head=everyone[2], reason=" ")  # fmt: skip
    with pytest.raises(Refused, match="已经有了"):
        household_operations.split(township, household=household.id, persons=everyone[2:],
                                   head=everyone[2], reason="分家",
                                   household_no=household.household_no)  # fmt: skip


def test_joined_households_are_one_and_relations_are_asked(township, family, undoable):
    household, _ = family
    other, (guest,) = home(township, "石三")
    undoable()
    done = household_operations.join(township, household=other.id, into=household.id, reason="投靠")
    assert len(rows(township, household.id)) == 7
    assert rows(township, other.id) == {}
    assert township.ledger.get(Household, other.id).status == "并入"
    assert township.ledger.get(Membership, done.ask[0]).person == guest.person.id


def test_a_new_head_turns_the_relations(township, family, undoable):
    household, persons = family
    undoable()
    done = household_operations.change_head(
        township, household=household.id, person=persons[2].id, reason="原户主年老"
    )
    assert rows(township, household.id) == {
        "田大山": "之父", "彭氏": "之母", "田小山": "户主", "向妹": "配偶", "田三": "之子",
        "田女": "之兄弟姐妹",
    }  # fmt: skip
    assert done.ask == ()


def test_only_somebody_else_who_is_there_becomes_head(township, family):
    household, persons = family
    person_operations.die(township, person=persons[1].id, reason="病故")
    for person in (persons[0].id, persons[1].id, "nobody"):
        with pytest.raises(Refused):
            household_operations.change_head(
                township, household=household.id, person=person, reason="变更"
            )


def test_a_household_may_be_away_or_empty(township, family, undoable):
    household, _ = family
    undoable()
    household_operations.set_status(
        township, household=household.id, status="整户在外", reason="外出务工"
    )
    found = township.ledger.get(Household, household.id)
    assert (found.status, found.status_reason) == ("整户在外", "外出务工")
    with pytest.raises(Refused, match="并户"):
        household_operations.set_status(
            township, household=household.id, status="并入", reason="投靠"
        )


def test_death_ends_jobs_and_keeps_the_row(township, family, undoable):
    household, persons = family
    job = spells.start_job(township, person=persons[2].id)
    undoable()
    person_operations.die(township, person=persons[2].id, reason="病故", on=PartialDate(2026, 4))
    assert township.ledger.get(EmploymentSpell, job.id).end == PartialDate(2026, 4)
    assert township.ledger.get(Person, persons[2].id).status == "死亡"
    assert "田小山" in rows(township, household.id)


def test_who_moved_out_may_come_back_to_another_household(township, family, undoable):
    household, persons = family
    other, _ = home(township, "石三")
    person_operations.move_out(township, person=persons[5].id, reason="迁往县城")
    undoable()
    person_operations.move_in(township, household=other.id, person=persons[5].id, relation="其他",
                              reason="迁回")  # fmt: skip
    assert rows(township, other.id) == {"石三": "户主", "田女": "其他"}
    assert "田女" not in rows(township, household.id)
    assert township.ledger.get(Person, persons[5].id).status == "在册"


def test_a_stranger_moves_in_by_name(township, family):
    household, persons = family
    done = person_operations.move_in(
        township, household=household.id, name="龙新", reason="投靠亲友"
    )
    assert rows(township, household.id)["龙新"] is None
    assert len(done.ask) == 1
    for person in ("", persons[2].id):
        with pytest.raises(Refused):
            person_operations.move_in(
                township, household=household.id, person=person, reason="迁入"
            )


def test_a_member_moves(township, family, undoable):
    household, persons = family
    other, _ = home(township, "石三")
    undoable()
    done = person_operations.move(township, person=persons[5].id, into=other.id, reason="过继",
                                  relation="ne")  # fmt: skip
    assert done.households == (other.id, household.id)
    assert rows(township, other.id)["田女"] == "之女"
    with pytest.raises(Refused):
        person_operations.move(township, person=persons[5].id, into=other.id, reason="过继")


def test_marriage_may_leave_the_register_behind(township, family, undoable):
    household, persons = family
    other, _ = home(township, "石三")
    undoable()
    person_operations.marry(township, person=persons[5].id, kind="外嫁", into=other.id,
                            keep_register=True)  # fmt: skip
    held = township.ledger.where(Membership, "t.person = ?", [persons[5].id])
    assert [(entry.kind, entry.household, entry.relation) for entry in held] == [
        ("户籍", household.id, "之女"),
        ("常住", other.id, "配偶"),
    ]
    assert "田女" in rows(township, household.id)


def test_marriage_elsewhere(township, family):
    _, persons = family
    other, _ = home(township, "石三")
    with pytest.raises(Refused, match="户主"):
        person_operations.marry(township, person=persons[0].id, kind="入赘")
    with pytest.raises(Refused, match="外嫁"):
        person_operations.marry(township, person=persons[5].id, kind="出走")
    person_operations.marry(township, person=persons[4].id, kind="入赘", into=other.id)
    assert rows(township, other.id)["田三"] == "配偶"
    person_operations.marry(township, person=persons[2].id, kind="入赘", keep_register=True)
    assert township.ledger.get(Person, persons[2].id).status == "在册"
    person_operations.marry(township, person=persons[5].id, kind="外嫁")
    assert township.ledger.get(Person, persons[5].id).status_reason == "外嫁"


# Two records of one person.


@pytest.fixture
def twins(township):
    first, (one,) = home(township, "田大山")
    second, (two,) = home(township, "田大川")
    key(township, one.person, id_no=make.id_no("1980-01-02", "男", 1), phone="138")
    key(township, two.person, phone="13800000002", education="初中")
    for person in (one.person, two.person):
        spells.start_job(township, person=person.id, employer="甲厂")
        spells.set_tag(township, tag="低保", person=person.id)
    spells.start_job(township, person=two.person.id, kind="务农", employer="乙厂")
    return first, one.person, second, two.person


@pytest.mark.parametrize("turned", [False, True])
def test_of_two_records_the_smaller_id_survives_with_everything(township, twins, undoable, turned):
    first, one, second, two = twins
    undoable()
    pair = {"person": two.id, "other": one.id} if turned else {"person": one.id, "other": two.id}
    kept = person_merging.merge_people(township, **pair, reason="重复录入", take=("phone",))
    assert kept.id == min(one.id, two.id) == one.id
    gone = township.ledger.get(Person, two.id)
    assert (gone.merged_into, gone.deleted) == (one.id, True)
    assert (kept.name, kept.education) == ("田大川" if turned else "田大山", "初中")
    assert (kept.phone, dict(kept.unread)) == (
        (None, {"phone": "138"}) if turned else ("13800000002", {})
    )
    member = people.member(township, one.id)
    assert member[0].household.id == (second.id if turned else first.id)
    assert sorted(spell.employer for spell in member[1].spells) == ["乙厂", "甲厂"]
    assert [tag.tag for tag in member[1].tags] == ["低保"]


def test_two_records_are_compared_side_by_side(township, twins):
    _, one, _, two = twins
    found = {d.label: (d.left, d.right) for d in
             person_merging.compare(township, person=one.id, other=two.id)}  # fmt: skip
    assert found["姓名"] == ("田大山", "田大川")
    assert found["联系电话"] == ("138", "13800000002")
    assert "就业状态" not in found


def test_the_same_household_is_not_doubled_by_a_merge(township, twins):
    first, one, _, _ = twins
    copy = entry.add_member(township, household=first.id, name="田大山", relation="其他")
    person_merging.merge_people(township, person=one.id, other=copy.person.id, reason="重复")
    assert rows(township, first.id) == {"田大山": "户主"}
    for pair in ((one.id, one.id, "重复"), (one.id, copy.person.id, "重复"), (one.id, "x", "")):
        with pytest.raises(Refused):
            person_merging.merge_people(township, person=pair[0], other=pair[1], reason=pair[2])
