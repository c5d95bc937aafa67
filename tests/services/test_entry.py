"""What a clerk types is stored cell by cell, read as meant, and nothing typed is lost."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.domain.entities import (
    EmploymentSpell,
    Household,
    Membership,
    Person,
)
from desktop.domain.errors import Refused
from desktop.domain.partial_date import PartialDate
from desktop.domain.text import clean
from desktop.services import checks, conflicts, entry, people, rows, spells, verbs
from desktop.services.roles import Role
from tests.domain import make
from tests.services.homes import home, key

HE = make.id_no("1980-01-02", "男", 1)
SHE = make.id_no("1990-05-06", "女", 2)


def now(session, record):
    return session.ledger.get(type(record), record.id)


def acts(session):
    return session.ledger.data.one("SELECT count(*) FROM act")[0]


@pytest.fixture
def family(township):
    return home(township, "田大山", "田小山")


def test_a_cell_is_one_act_and_says_how_it_reads(township, family):
    person = family[1][0].person
    before = acts(township)
    cell = key(township, person, education="cz")
    assert (cell.value, cell.shown, cell.unread) == ("初中", "初中", "")
    assert acts(township) == before + 1
    assert now(township, person).education == "初中"


def test_typing_what_stands_there_leaves_no_trace(township, family):
    person = family[1][0].person
    key(township, person, education="cz")
    before = acts(township)
    key(township, person, education="初中")
    assert acts(township) == before


def test_what_cannot_be_read_is_kept_beside_the_emptied_field(township, family):
    person = family[1][0].person
    key(township, person, phone="13800000001")
    cell = key(township, person, phone="1380000")
    assert (cell.value, cell.shown, cell.unread) == (None, "", "1380000")
    assert [finding.rule for finding in cell.findings] == [25]
    assert set(cell.findings) <= set(cell.household_findings)
    mended = key(township, person, phone="13800000002")
    assert (mended.unread, mended.findings) == ("", ())


def test_an_empty_text_clears(township, family):
    person = family[1][0].person
    key(township, person, phone="1380000")
    assert key(township, person, phone="  ").unread == ""
    key(township, person, education="初中")
    assert key(township, person, education="").value is None


def test_an_id_number_tells_birth_and_sex_and_tells_them_anew(township, family):
    person = family[1][0].person
    cell = key(township, person, id_no=HE)
    assert set(cell.followed) == {"birth", "sex"}
    assert now(township, person).sex == "男"
    key(township, person, id_no=SHE)
    assert (now(township, person).sex, now(township, person).birth) == (
        "女",
        PartialDate(1990, 5, 6),
    )


def test_a_birth_that_was_typed_is_not_overwritten(township, family):
    person = family[1][0].person
    key(township, person, birth="1981年")
    cell = key(township, person, id_no=HE)
    assert cell.followed == ("sex",)
    assert now(township, person).birth == PartialDate(1981)
    assert 3 in {finding.rule for finding in cell.household_findings}


def test_a_work_place_tells_area_and_distance(township, family):
    person = family[1][0].person
    job = spells.start_job(township, person=person.id, work_place="广东深圳")
    assert (job.region_class, township.ledger.book.area_label(job.work_area)) == ("省外", "深圳市")
    key(township, job, work_place="本县")
    assert (now(township, job).region_class, now(township, job).work_area) == ("县内乡外", None)
    key(township, job, work_area="changsha")
    assert now(township, job).region_class == "省内市外"


def test_an_income_may_be_a_number_a_band_or_untold(township, family):
    job = spells.start_job(township, person=family[1][0].person.id)
    assert key(township, job, wage="3千5").unread == "3千5"
    assert key(township, job, wage="不愿说").unread == ""
    assert now(township, job).wage_band == "不愿说"
    assert key(township, job, wage="3,500元").value == 3500


def test_relation_and_village_are_typed_like_the_rest(township, family):
    household, members = family
    assert key(township, members[1].membership, relation="儿子").value == "之子"
    assert key(township, household, village="tyc").shown == "桃源村"


def test_a_reference_or_an_unknown_cell_is_refused(township, family):
    for entity, record, field in (
        ("membership", family[1][0].membership.id, "household"),
        ("person", family[1][0].person.id, "nothing"),
        ("person", "nobody", "name"),
        ("account", "x", "name"),
    ):
        with pytest.raises(Refused):
            entry.set_cell(township, entity=entity, record=record, field=field, text="1")


def test_an_edit_of_what_has_changed_meanwhile_is_a_conflict(township, family):
    person = family[1][0].person
    shown = entry.cell(township, entity="person", record=person.id, field="name")
    key(township, person, name="田大川")
    entry.set_cell(township, entity="person", record=person.id, field="name", text="田大江",
                   seen=shown.seen)  # fmt: skip
    assert len(entry.cell(township, entity="person", record=person.id, field="name").seen) == 2
    settled = key(township, person, name="田大河")
    assert len(settled.seen) == 1


@pytest.mark.parametrize(
    ("came", "typed"),
    [
        ("13800000001", "138?"),
        ("138?", "13800000001"),
        ("138?", "139?"),
        ("", "138?"),
        ("138?", ""),
    ],
)
def test_an_edit_begun_before_a_value_or_an_unread_text_came_is_one_conflict(
    township, family, came, typed
):
    person = family[1][0].person
    key(township, person, phone="13900000009")
    shown = entry.cell(township, entity="person", record=person.id, field="phone")
    key(township, person, phone=came)
    stale = entry.set_cell(township, entity="person", record=person.id, field="phone",
                           text=typed, seen=shown.seen)  # fmt: skip
    assert not (stale.shown and stale.unread)
    assert len(stale.seen) == 2
    (conflict,) = conflicts.listed(township)
    assert (conflict.field, {side.value for side in conflict.sides}) == ("phone", {came, typed})
    settled = key(township, person, phone="13700000007")
    assert (settled.shown, settled.unread, len(settled.seen)) == ("13700000007", "", 1)
    assert conflicts.listed(township) == []


def test_a_text_is_part_of_what_the_next_edit_has_seen(township, family):
    person = family[1][0].person
    key(township, person, phone="138?")
    shown = entry.cell(township, entity="person", record=person.id, field="phone")
    assert len(shown.seen) == 1
    cell = entry.set_cell(township, entity="person", record=person.id, field="phone",
                          text="13800000001", seen=shown.seen)  # fmt: skip
    assert (cell.shown, cell.unread, len(cell.seen)) == ("13800000001", "", 1)
    assert conflicts.listed(township) == []


def test_a_reader_types_nothing(township, family):
    with pytest.raises(Refused, match="录入"):
        key(replace(township, role=Role.READER), family[1][0].person, name="田三")


def test_cells_can_be_set_by_name(township, family):
    person = family[1][0].person
    texts = {"entity": "person", "record": person.id, "field": "name", "text": "田三"}
    assert verbs.call(township, "cell.set", texts).shown == "田三"


@given(st.sampled_from(["name", "phone", "birth", "education", "id_no", "mandarin"]), st.text())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
def test_whatever_is_typed_stands_somewhere(township, field, text):
    with township.ledger.rehearsal():
        _, members = home(township, "田大山")
        cell = key(township, members[0].person, **{field: text})
        assert bool(cell.shown or cell.unread) == bool(clean(text))


def test_households_are_numbered_on(township):
    code = "433130110210"
    first, second = (entry.add_household(township, village=code, group="1组") for _ in "ab")
    assert (first.household_no, second.household_no) == (code + "0001", code + "0002")
    entry.add_household(township, village=code, group="", household_no=code + "0041")
    assert entry.add_household(township, village=code, group="").household_no == code + "0042"
    with pytest.raises(Refused, match="已经有了"):
        entry.add_household(township, village=code, group="", household_no=code + "0041")
    entry.add_household(township, village=code, group="", household_no=code + "9999")
    with pytest.raises(Refused, match="9999"):
        entry.add_household(township, village=code, group="")


def test_the_first_member_is_the_head(township, family):
    assert [member.membership.relation for member in family[1]] == ["户主", None]
    household = family[0]
    child = entry.add_member(township, household=household.id, name="田三", relation="ez")
    odd = entry.add_member(township, household=household.id, name="田四", relation="远亲")
    assert (child.membership.relation, odd.membership.unread) == ("之子", {"relation": "远亲"})
    assert len(people.family(township, household.id).members) == 4


def test_a_copied_row_leaves_out_who_somebody_is(township, family):
    household, (_, wife) = family
    key(township, wife.person, id_no=SHE, education="初中", phone="13800000001", health="健康")
    key(township, wife.membership, relation="配偶")
    spells.start_job(township, person=wife.person.id, employer="蓝思科技")
    copy = rows.duplicate_row(township, membership=wife.membership.id)
    made = people.family(township, household.id).members[-1]
    assert made.person.id == copy.person.id
    assert (made.person.education, made.person.name, made.person.id_no) == ("初中", None, None)
    assert (made.person.phone, made.person.health) == (None, None)
    assert (made.membership.relation, made.spells[0].employer) == ("配偶", "蓝思科技")


def test_a_removed_row_takes_a_person_without_another_home_along(township, family):
    household, (_, son) = family
    job = spells.start_job(township, person=son.person.id)
    with pytest.raises(Refused, match="原因"):
        rows.remove_member(township, membership=son.membership.id, reason=" ")
    assert rows.remove_member(township, membership=son.membership.id, reason="录错")
    assert now(township, son.person).deleted
    assert now(township, job).deleted
    assert len(people.family(township, household.id).members) == 1


def test_a_person_with_another_home_stays(township, family):
    _, (_, son) = family
    other, _ = home(township, "石三")
    with township.ledger.act("test", "常住") as writer:
        writer.insert(Membership(person=son.person.id, household=other.id, kind="常住"))
    assert not rows.remove_member(township, membership=son.membership.id, reason="录错")
    assert not now(township, son.person).deleted


def test_a_new_job_ends_the_old_one_but_not_farming(township, family):
    person = family[1][0].person
    farm = spells.start_job(township, person=person.id, kind="务农")
    old = spells.start_job(township, person=person.id, start=PartialDate(2024, 3), employer="甲厂")
    new = spells.start_job(township, person=person.id, start=PartialDate(2025, 6), employer="乙厂")
    earlier = spells.start_job(township, person=person.id, start=PartialDate(2020), employer="丙厂")
    ended = {spell.id: spell.end for spell in township.ledger.where(EmploymentSpell)}
    assert ended[old.id] == PartialDate(2025, 6)
    assert [ended[one.id] for one in (farm, new, earlier)] == [None, None, None]


def test_a_job_ends_today_unless_it_is_said_when(township, family):
    job = spells.start_job(township, person=family[1][0].person.id)
    ended = spells.end_job(township, spell=job.id, reason="工资低")
    assert (ended.end, ended.end_reason) == (PartialDate(2026, 6, 30), "工资低")


def test_a_tag_that_holds_is_kept_and_not_doubled(township, family):
    household, (head, _) = family
    with pytest.raises(Refused):
        spells.set_tag(township, tag="低保")
    first = spells.set_tag(township, tag="低保", person=head.person.id)
    again = spells.set_tag(township, tag="低保", person=head.person.id, cert_no="7")
    assert (again.id, again.cert_no) == (first.id, "7")
    assert spells.end_tag(township, tag=first.id, reason="退出").end == PartialDate(2026, 6, 30)
    later = replace(township, today=lambda: date(2026, 7, 15))
    assert spells.set_tag(later, tag="低保", person=head.person.id).id != first.id
    assert spells.set_tag(township, tag="监测对象", household=household.id, kind="突发严重困难户")


def test_the_list_of_findings_is_right_after_each_cell(township, family):
    key(township, family[1][0].person, name="田?", id_no="123", birth="1981年", phone="1")
    key(township, family[1][1].membership, relation="配偶")
    before = set(checks.listed(township))
    checks.check_all(township)
    assert set(checks.listed(township)) == before
    assert township.ledger.get(Household, family[0].id).status == "在册"
    assert township.ledger.get(Person, family[1][0].person.id).name == "田?"
