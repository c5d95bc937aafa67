"""Numbers of the ledger, each against what the records say."""

import pytest

from desktop.domain.entities import Person
from desktop.domain.errors import Refused
from desktop.domain.finding import Severity
from desktop.services import checks, ledgers, prints, stats
from desktop.storage import mail
from desktop.storage.mail import Parcel
from tests.population import records
from tests.population import township as made_up

PERSONS = 150


@pytest.fixture
def filled(township):
    with township.ledger.act("test", "试验数据") as writer:
        for record in records(made_up("433130110", PERSONS, 5, faults=0.4)):
            writer.insert(record)
    checks.check_all(township)
    return township


def delete(session, person):
    with session.ledger.act("test", "删除") as writer:
        writer.delete(person)


def test_a_new_ledger_has_nothing(township):
    numbers = stats.home(township)
    assert (numbers.households, numbers.persons, numbers.unsent) == (0, 0, 0)
    assert (numbers.errors, numbers.doubts) == (0, 0)
    assert numbers.last_import is numbers.last_backup is numbers.last_sending is None


def test_the_first_page_counts_what_is_there(filled):
    ledger = filled.ledger
    numbers = stats.home(filled)
    assert numbers.persons == ledger.count("person") == PERSONS
    assert numbers.households == ledger.count("household")
    found = list(checks.listed(filled))
    assert numbers.errors == sum(finding.severity is Severity.ERROR for finding in found) > 0
    assert numbers.doubts == sum(finding.severity is Severity.DOUBT for finding in found)


def test_the_deleted_do_not_count(filled):
    delete(filled, next(filled.ledger.where(Person)))
    assert stats.home(filled).persons == filled.ledger.count("person") == PERSONS - 1


def test_an_answered_doubt_no_longer_counts(filled):
    doubt = next(one for one in checks.listed(filled) if one.severity is not Severity.ERROR)
    before = stats.stats(filled).findings
    checks.answer(filled, rule=doubt.rule, record=doubt.record, field=doubt.field,
                  value=doubt.value, reason="户口簿如此")  # fmt: skip
    after = stats.stats(filled).findings
    open_now = [one.severity for one in checks.listed(filled)]
    assert sum(after.values()) == len(open_now) < sum(before.values())
    assert after[doubt.severity.value] == open_now.count(doubt.severity)


def test_only_what_came_after_the_last_package_is_unsent(filled):
    ledger = filled.ledger
    assert stats.home(filled).unsent == PERSONS
    with ledger.transaction():
        mail.note(ledger.data, Parcel("p1", mail.OUT, "县局", ledger.device, "full", "已生成",
                  "2026-06-30T08:00:00", "", "", "", 0, ledger.position, ""))  # fmt: skip
    sent = stats.home(filled)
    assert sent.unsent == 0
    assert (sent.last_sending.office, sent.last_sending.state) == ("县局", "已生成")
    with ledger.act("test", "改电话") as writer:
        people = list(ledger.where(Person))[:2]
        for person in people:
            writer.update(person, {"phone": "13812345678", "remark": "改过"})
        writer.insert(Person(name="新人"))
    assert stats.home(filled).unsent == 3


def test_backups_are_told(filled):
    ledgers.save_backup(filled)
    assert stats.home(filled).last_backup is not None


def test_the_statistics_name_every_entity_and_the_size(filled):
    numbers = stats.stats(filled)
    ledger = filled.ledger
    assert numbers.entities == {entity.name: ledger.count(entity.name) for entity in
                                ledger.dictionary}  # fmt: skip
    assert numbers.bytes >= (ledger.folder / "data.db").stat().st_size
    assert numbers.position == ledger.position
    told = stats.lines(numbers)
    assert "单位：石牌镇人社所" in told
    assert f"人员：{PERSONS}" in told


def test_the_people_behind_a_figure_are_as_many_as_it_says(filled):
    shown = prints.on_screen(filled, document="household_summary")
    for name in ("labour", "transfer", "idle"):
        everybody = stats.people_behind(filled, indicator=name)
        assert len(everybody) == sum(row.figures[name] for row in shown.rows)
        for row in shown.rows:
            if row.figures:
                some = stats.people_behind(filled, indicator=name, village=row.label)
                assert len(some) == row.figures[name]
                assert set(some) <= set(everybody)


def test_an_unknown_figure_is_refused_with_what_there_is(filled):
    with pytest.raises(Refused, match="劳动力（labour）"):
        stats.people_behind(filled, indicator="happiness")
