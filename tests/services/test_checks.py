"""Checking after an edit finds what checking everything would find."""

import os
import random
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.domain.entities import (
    Area,
    CodeItem,
    EmploymentSpell,
    Household,
    Membership,
    Person,
    RuleParameter,
    SurveyAnswer,
    Tag,
)
from desktop.domain.errors import Refused
from desktop.domain.finding import Severity
from desktop.domain.partial_date import PartialDate
from desktop.domain.reading import Unreadable
from desktop.services import checks, entry, ledgers
from desktop.services.roles import Role
from desktop.storage import families, undoing
from tests import population
from tests.domain import make

FULL = 500 * (os.environ.get("LEDGER_FULL") == "1")
PEOPLE = 60
NUMBERS = [make.id_no("1980-01-01", "男", serial) for serial in range(3)]
PHONES = ["13800000001", "13800000002"]


@pytest.fixture
def filled(township):
    """A township with some families of two villages, faults among them, all checked."""
    with township.ledger.act("test", "填表") as writer:
        for record in population.records(
            population.township("433130110", PEOPLE, seed=3, faults=0.3)
        ):
            writer.insert(record)
    checks.check_all(township)
    return township


def table(session):
    rows = session.ledger.data.all("SELECT * FROM finding")
    return sorted(rows, key=repr)


class Clerk:
    """Does something at random; what is drawn is told by one number, so that failures shrink."""

    def __init__(self, session, number):
        self.session = session
        self.ledger = session.ledger
        self.random = random.Random(number)

    def any(self, cls):
        found = list(self.ledger.where(cls))
        return self.random.choice(found) if found else None

    def update(self, record, **values):
        if record is not None:
            with self.ledger.act("test", "修改", batch=str(self.random.random())) as writer:
                writer.update(record, values)

    def number(self):
        numbers = [*NUMBERS, None, *(p.id_no for p in self.ledger.where(Person) if p.id_no)]
        return self.random.choice(numbers)

    # What a clerk does.

    def share_number(self):
        self.update(self.any(Person), id_no=self.number())

    def share_phone(self):
        for _ in range(3):
            self.update(self.any(Person), phone=self.random.choice([*PHONES, None]))

    def rename(self):
        self.update(self.any(Person), name=self.random.choice(["田大山", "?", None]))

    def age(self):
        self.update(self.any(Person), birth=PartialDate(self.random.choice([1930, 2010, 2020])))

    def leave(self):
        self.update(self.any(Person), status=self.random.choice(["死亡", "迁出", "在册", None]))

    def move(self):
        home = self.any(Household)
        self.update(self.any(Membership), household=home.id if home else None)

    def mix_up(self):
        self.update(self.any(Membership), person=self.any(Person).id)

    def end(self):
        self.update(self.any(Membership), end=self.random.choice([None, PartialDate(2020)]))

    def relate(self):
        relation = self.random.choice(["户主", "配偶", "之子", None])
        self.update(self.any(Membership), relation=relation)

    def move_house(self):
        villages = [*self.ledger.where(Area, "t.level = 'village'")]
        self.update(self.any(Household), village=self.random.choice(villages).id)

    def close_house(self):
        self.update(self.any(Household), status=self.random.choice(["销户", "在册"]))

    def work(self):
        spell = self.any(EmploymentSpell)
        wage = self.random.choice([None, 5, 5000, 900_000])
        self.update(spell, wage=wage, person=self.any(Person).id)

    def tag(self):
        tag, home = self.any(Tag), self.any(Household)
        values = {"household": home.id if home else None, "person": None}
        self.update(tag, **self.random.choice([values, {"person": self.any(Person).id}]))

    def answer(self):
        with self.ledger.act("test", "录入") as writer:
            writer.insert(SurveyAnswer(person=self.any(Person).id, unread={"job_will": "看情况"}))

    def delete(self):
        kinds = (Person, Household, Membership, EmploymentSpell, Tag, SurveyAnswer)
        record = self.any(self.random.choice(kinds))
        if record is not None:
            with self.ledger.act("test", "删除", batch=str(self.random.random())) as writer:
                writer.delete(record)

    def undo(self):
        rows = self.ledger.data.all("SELECT batch FROM act WHERE batch IS NOT NULL")
        if rows:
            undoing.undo_batch(self.ledger, self.random.choice(rows)[0], "撤销")

    def set_limit(self):
        limits = [*self.ledger.where(RuleParameter, "t.key = 'phone_shared_most'")]
        self.update(limits[0], value=self.random.choice(["1", "2", "5"]))

    def close_village(self):
        home = self.any(Household)
        village = self.ledger.get(Area, home.village) if home else None
        if village is not None:
            self.update(village, valid_to=PartialDate(2025))

    def relabel(self):
        items = [*self.ledger.where(CodeItem, "t.code_set = 'relation'")]
        self.update(self.random.choice(items), generation=self.random.choice([0, 1, -1]))


DEEDS = sorted(name for name in vars(Clerk) if not name.startswith("_")
               and name not in {"any", "update", "number"})  # fmt: skip


@given(st.lists(st.tuples(st.sampled_from(DEEDS), st.integers(0, 10**6)), max_size=10))
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    max_examples=FULL or 25,
)
def test_after_edits_the_touched_groups_are_enough(filled, deeds):
    with filled.ledger.rehearsal():
        for deed, number in deeds:
            getattr(Clerk(filled, number), deed)()
            checks.refresh(filled)
            found, behind = table(filled), checks.stale(filled)
            checks.check_all(filled)
            assert behind or found == table(filled), deed


def test_a_refresh_looks_at_the_touched_households_only(filled):
    person = next(filled.ledger.where(Person, "t.id_no IS NOT NULL"))
    Clerk(filled, 1).update(person, health="健康")
    assert len(checks.refresh(filled)) == 1
    assert list(checks.refresh(filled)) == []


def test_a_new_reference_day_has_everything_checked(filled):
    later = replace(filled, today=lambda: date(2046, 6, 30))
    before = table(filled)
    filled.ledger.data.run("UPDATE survey_round SET reference_date = NULL")
    Clerk(filled, 1).update(next(filled.ledger.where(Person)), health="健康")
    checks.refresh(later)
    found = table(filled)
    checks.check_all(later)
    assert found == table(filled)
    assert found != before


def test_an_edit_on_a_new_day_checks_its_household_and_leaves_the_rest(filled, monkeypatch):
    filled.ledger.data.run("UPDATE survey_round SET reference_date = NULL")
    checks.check_all(filled)
    later, plain, looked = replace(filled, today=lambda: date(2046, 6, 30)), checks.check_family, []
    person = next(filled.ledger.where(Person, "t.id_no IS NOT NULL"))

    def look(family, context):
        looked.append((family.household.id, filled.ledger.data.in_transaction))
        return plain(family, context)

    monkeypatch.setattr(checks, "check_family", look)
    entry.set_cell(later, entity="person", record=person.id, field="health", text="健康")
    assert len(looked) == 1
    assert checks.stale(later)
    looked.clear()
    everybody = checks.refresh(later)
    assert looked == [(household, False) for household in everybody]
    assert len(everybody) > 1
    assert not checks.stale(later)


def test_what_somebody_else_writes_while_all_is_checked_is_not_held_up(filled, monkeypatch):
    plain, other = checks.check_family, filled.for_thread()
    person = next(filled.ledger.where(Person, "t.id_no IS NOT NULL"))
    names = iter(["田二", *[""] * 1000])

    def edit_elsewhere(family, context):
        name = next(names)
        if name:
            with other.at_once():
                Clerk(other, 1).update(person, name=name)
        return plain(family, context)

    monkeypatch.setattr(checks, "check_family", edit_elsewhere)
    filled.ledger.put("checked_day", "2000-01-01")
    checks.refresh(filled)
    other.close()
    assert filled.ledger.get(Person, person.id).name == "田二"
    assert checks.refresh(filled) == [families.household_of(filled.ledger, person.id)]
    found = table(filled)
    checks.check_all(filled)
    assert table(filled) == found


def test_a_changed_list_is_checked_by_after_the_act_that_changed_it(filled):
    (limit,) = filled.ledger.where(RuleParameter, "t.key = 'phone_shared_most'")
    Clerk(filled, 1).update(limit, value="0")
    person = next(filled.ledger.where(Person, "t.id_no IS NOT NULL"))
    entry.set_cell(filled, entity="person", record=person.id, field="health", text="健康")
    assert checks.stale(filled)
    checks.refresh(filled)
    assert not checks.stale(filled)


def doubt_of(session):
    return next(f for f in checks.listed(session) if f.severity is Severity.DOUBT)


def test_an_answered_doubt_is_listed_no_more_until_its_value_changes(filled):
    doubt = doubt_of(filled)
    reason = next(filled.ledger.where(CodeItem, "t.code_set = 'waiver_reason'")).label
    checks.answer(filled, rule=doubt.rule, record=doubt.record, field=doubt.field,
                  value=doubt.value, reason=reason)  # fmt: skip
    assert doubt not in checks.listed(filled)
    assert doubt in checks.listed(filled, with_answered=True)
    checks.check_all(filled)
    assert doubt not in checks.listed(filled)
    filled.ledger.data.run(
        "UPDATE finding SET value = value || '!' WHERE rule = ? AND record = ?",
        [doubt.rule, doubt.record],
    )
    assert (doubt.rule, doubt.record) in {(f.rule, f.record) for f in checks.listed(filled)}


def test_doubts_alike_are_answered_together_and_errors_never(filled):
    rules = {finding.rule for finding in checks.listed(filled)}
    reason = next(filled.ledger.where(CodeItem, "t.code_set = 'waiver_reason'")).key
    for rule in rules:
        checks.answer_alike(filled, rule=rule, reason=reason)
    assert {finding.severity for finding in checks.listed(filled)} == {Severity.ERROR}


def test_a_reason_that_is_not_preset_is_refused(filled):
    doubt = doubt_of(filled)
    with pytest.raises(Unreadable):
        checks.answer(filled, rule=doubt.rule, record=doubt.record, field=doubt.field,
                      value=doubt.value, reason="我说没问题")  # fmt: skip


def test_findings_are_chosen_by_village_rule_and_level(filled):
    every = list(checks.listed(filled))
    village = next(filled.ledger.where(Household)).village
    homes = {h.id for h in filled.ledger.where(Household, "t.village = ?", [village])}
    chosen = list(checks.listed(filled, village=village))
    assert chosen == [finding for finding in every if finding.household in homes]
    rule = every[0].rule
    assert list(checks.listed(filled, rule=rule)) == [f for f in every if f.rule == rule]
    assert sum(tally.number for tally in checks.tallies(filled)) == len(every)


def test_a_reader_may_look_and_not_answer(filled):
    reader = replace(filled, role=Role.READER)
    assert list(checks.listed(reader)) == list(checks.listed(filled))
    with pytest.raises(Refused, match="录入"):
        checks.answer_alike(reader, rule=15, reason="情况属实")
    assert ledgers.verify(filled) == []


def test_what_changes_while_everything_is_checked_is_checked_next(filled, monkeypatch):
    clerk, plain, edited = Clerk(filled, 1), checks.check_family, []
    person = next(filled.ledger.where(Person, "t.id_no IS NOT NULL"))
    clerk.update(person, name="田大山")

    def edit_meanwhile(family, context):
        found = plain(family, context)
        if not edited and any(member.person.id == person.id for member in family.members):
            edited.append(person)
            clerk.update(person, sex="女" if person.sex == "男" else "男")
        return found

    monkeypatch.setattr(checks, "check_family", edit_meanwhile)
    checks.check_all(filled)
    assert edited
    checks.refresh(filled)
    assert any(f.rule == 4 and f.record == person.id for f in checks.listed(filled))
