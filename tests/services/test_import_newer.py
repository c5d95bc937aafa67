"""An older sheet never overwrites what the ledger knows from a later day, and says so."""

import csv
from datetime import date, datetime

import pytest

from desktop.domain.entities import (
    EmploymentSpell,
    Household,
    Membership,
    Person,
    SurveyAnswer,
    Tag,
)
from desktop.domain.partial_date import PartialDate
from desktop.services import imports, rounds, undo
from tests.domain import make
from tests.services import homes

HEAD = ("村", "组别", "户编号", "姓名", "与户主关系", "身份证号码", "联系电话", "文化程度",
        "就业状态", "务工单位", "月收入", "就业意愿", "备注")  # fmt: skip
NUMBER = make.id_no("1970-02-03", "男", 3)
OTHER = make.id_no("1982-09-10", "男", 5)
ROUNDS = {
    "一季度": date(2026, 3, 31),
    "二季度": date(2026, 6, 30),
    "明年": date(2099, 3, 31),
}
"""Whatever a test keys lies between the second and the third of them."""


@pytest.fixture
def take(township, tmp_path):
    """Take in a sheet of one person, as of a round."""
    for name, day in ROUNDS.items():
        rounds.add(township, name=name, reference_date=day)

    def taken(name, **cells):
        path = tmp_path / "名单.csv"
        said = {"村": "桃兴村", "户编号": "4331301102100001", "姓名": "张伟",
                "与户主关系": "户主", "身份证号码": NUMBER} | cells  # fmt: skip
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([HEAD, [said.get(column, "") for column in HEAD]])
        return imports.take_in_more(township, file=path, round_name=name)

    return taken


def one(session, cls=Person):
    (found,) = session.ledger.where(cls)
    return found


def kept(report):
    """What the report says was kept: the column, and what the sheet says."""
    found = [remark for remark in report.findings if remark.message == "表中较旧，保留台账现值"]
    assert {remark.line for remark in found} <= {2}
    assert report.kept == bool(found)
    return {(remark.column, remark.value) for remark in found}


def test_a_value_of_a_later_round_stays_and_the_row_is_listed(township, take):
    take("二季度", 联系电话="13900000002", 文化程度="大专")
    report = take("一季度", 联系电话="13900000001", 文化程度="大专")
    assert one(township).phone == "13900000002"
    assert kept(report) == {("联系电话", "13900000001")}
    assert (report.unchanged, report.updated) == (1, 0)


def test_a_sheet_of_the_same_or_a_later_round_updates(township, take):
    take("一季度", 联系电话="13900000001")
    for name, phone in (("一季度", "13900000003"), ("二季度", "13900000002"),
                        ("二季度", "13900000004"), ("明年", "13900000005")):  # fmt: skip
        report = take(name, 联系电话=phone)
        assert one(township).phone == phone
        assert (report.updated, kept(report)) == (1, set())


def test_an_older_sheet_fills_what_the_ledger_does_not_know(township, take):
    take("二季度", 联系电话="13900000002")
    report = take("一季度", 文化程度="初中")
    assert (one(township).education, one(township).phone) == ("初中", "13900000002")
    assert kept(report) == set()


def test_what_was_keyed_after_the_day_of_the_sheet_stays(township, take):
    take("二季度", 联系电话="13900000001", 文化程度="大专")
    homes.key(township, one(township), phone="13900000009", education="")
    report = take("二季度", 联系电话="13900000002", 文化程度="大专")
    assert (one(township).phone, one(township).education) == ("13900000009", None)
    assert kept(report) == {("联系电话", "13900000002"), ("文化程度", "大专")}


def test_a_sheet_of_a_later_day_updates_what_was_keyed_before_it(township, take):
    take("二季度", 联系电话="13900000001")
    homes.key(township, one(township), phone="13900000009")
    assert kept(take("明年", 联系电话="13900000001")) == set()
    assert one(township).phone == "13900000001"


def test_on_one_day_only_what_was_keyed_over_just_that_value_stays(township, take, monkeypatch):
    day = datetime(2098, 1, 5, 12)  # noqa: DTZ001  the clock of the PC
    monkeypatch.setattr(township.ledger, "_clock", lambda: int(day.timestamp() * 1000))
    rounds.add(township, name="当天", reference_date=day.date())
    take("当天", 联系电话="13900000001", 文化程度="大专")
    homes.key(township, one(township), phone="13900000009", education="初中")
    report = take("当天", 联系电话="13900000001", 文化程度="小学")
    assert (one(township).phone, one(township).education) == ("13900000009", "小学")
    assert kept(report) == {("联系电话", "13900000001")}


def test_an_import_that_was_taken_back_stands_in_the_way_of_nothing(township, take):
    take("一季度", 联系电话="13900000001")
    later = take("二季度", 联系电话="13900000002")
    imports.undo(township, batch=later.batch)
    assert one(township).phone == "13900000001"
    assert kept(take("一季度", 联系电话="13900000003")) == set()
    assert one(township).phone == "13900000003"


def test_keying_that_was_undone_stands_in_the_way_of_nothing_and_done_again_it_does(township, take):
    take("二季度", 联系电话="13900000001")
    start = township.ledger.position
    homes.key(township, one(township), phone="13900000009")
    undo.undo(township, since=start)
    undo.redo(township, since=start)
    assert kept(take("二季度", 联系电话="13900000002")) == {("联系电话", "13900000002")}
    undo.undo(township, since=start)
    assert kept(take("二季度", 联系电话="13900000002")) == set()
    assert one(township).phone == "13900000002"


def test_an_answer_is_written_in_the_round_of_its_sheet(township, take):
    take("二季度", 就业意愿="是")
    report = take("一季度", 就业意愿="否")
    assert kept(report) == set()
    said = {answer.round: answer.job_will for answer in township.ledger.where(SurveyAnswer)}
    names = {rounds.named(township, name).id: name for name in ROUNDS}
    assert {names[key]: value for key, value in said.items()} == {"二季度": True, "一季度": False}
    take("一季度", 就业意愿="是")
    assert all(answer.job_will for answer in township.ledger.where(SurveyAnswer))


def test_a_mended_answer_is_not_undone_by_the_same_sheet(township, take):
    take("二季度", 就业意愿="否")
    with township.ledger.act("cell.set", "改") as writer:
        writer.update(one(township, SurveyAnswer), {"job_will": True})
    assert kept(take("二季度", 就业意愿="否")) == {("就业意愿", "否")}
    assert one(township, SurveyAnswer).job_will is True


def test_an_older_job_does_not_end_a_newer_one(township, take):
    take("二季度", 务工单位="深圳新厂", 就业状态="转移就业")
    report = take("一季度", 务工单位="浏阳老厂", 就业状态="转移就业")
    spell = one(township, EmploymentSpell)
    assert (spell.employer, spell.end) == ("深圳新厂", None)
    assert kept(report) == {("务工单位", "浏阳老厂")}


def test_an_older_job_does_not_begin_again_once_it_has_ended(township, take):
    take("一季度", 务工单位="浏阳老厂")
    with township.ledger.act("job.end", "离职") as writer:
        writer.update(one(township, EmploymentSpell), {"end": PartialDate(2026, 2)})
    assert kept(take("一季度", 务工单位="浏阳老厂")) == {("务工单位", "浏阳老厂")}
    assert one(township, EmploymentSpell).end == PartialDate(2026, 2)


def test_an_older_job_does_not_employ_somebody_who_has_none_since(township, take):
    take("二季度", 就业状态="暂未就业")
    report = take("一季度", 务工单位="浏阳老厂")
    assert list(township.ledger.where(EmploymentSpell)) == []
    assert one(township).employment_status == "暂未就业"
    assert ("务工单位", "浏阳老厂") in kept(report)


def test_a_newer_job_follows_the_older_one(township, take):
    take("一季度", 务工单位="浏阳老厂")
    assert kept(take("二季度", 务工单位="深圳新厂")) == set()
    employers = {spell.employer: spell.end for spell in township.ledger.where(EmploymentSpell)}
    assert employers == {"浏阳老厂": PartialDate(2026, 6, about=True), "深圳新厂": None}


def test_a_tag_that_was_taken_away_since_is_not_given_again(township, take):
    take("二季度", 备注="低保户")
    with township.ledger.act("tag.remove", "取消标识") as writer:
        writer.delete(one(township, Tag))
    assert kept(take("二季度", 备注="低保户")) == {("特殊标识", "低保")}
    assert list(township.ledger.where(Tag)) == []
    take("明年", 备注="低保户")
    assert one(township, Tag).tag == "低保"


def test_somebody_who_left_a_household_since_is_not_put_back(township, take):
    take("二季度")
    with township.ledger.act("member.leave", "迁出") as writer:
        writer.update(one(township, Membership), {"end": PartialDate(2026, 11)})
    report = take("二季度")
    assert report.kept == 1
    assert len(list(township.ledger.where(Membership))) == 1
    take("明年")
    assert len(list(township.ledger.where(Membership))) == 2


def test_the_dry_run_lists_what_would_be_kept(township, take, tmp_path):
    take("二季度", 联系电话="13900000002")
    take("一季度", 联系电话="13900000001")
    shown = imports.preview(township, tmp_path / "名单.csv", round_name="一季度")
    assert kept(shown) == {("联系电话", "13900000001")}


# A value and a text that could not be read never stand together.


def test_a_good_value_clears_the_text_and_a_text_empties_the_field(township, take):
    take("一季度", 联系电话="13900000001")
    for name, said, held, unread in (
        ("一季度", "12345", None, {"phone": "12345"}),
        ("二季度", "13900000002", "13900000002", {}),
        ("二季度", "不详", None, {"phone": "不详"}),
    ):
        take(name, 联系电话=said)
        assert (one(township).phone, dict(one(township).unread)) == (held, unread)


def test_a_text_that_was_mended_since_does_not_come_back(township, take):
    take("二季度", 联系电话="12345")
    homes.key(township, one(township), phone="13900000009")
    assert kept(take("二季度", 联系电话="12345")) == {("联系电话", "12345")}
    assert (one(township).phone, dict(one(township).unread)) == ("13900000009", {})


@pytest.mark.parametrize("damaged", ["4.33130197002030E+17", NUMBER[:15] + "000"])
def test_a_number_with_digits_lost_does_not_empty_the_number_itself(township, take, damaged):
    take("一季度")
    report = take("二季度", 身份证号码=damaged)
    assert (report.added, report.unchanged) == (0, 1)
    assert (one(township).id_no, dict(one(township).unread)) == (NUMBER, {})


def test_a_damaged_number_of_somebody_else_is_seen(township, take):
    take("一季度")
    take("二季度", 身份证号码=OTHER[:15] + "000", 与户主关系="户主")
    assert {person.id_no for person in township.ledger.where(Person)} <= {NUMBER, None}
    assert any(person.unread.get("id_no") for person in township.ledger.where(Person))


def test_the_household_keeps_what_was_keyed_since(township, take):
    take("二季度", 组别="1组")
    homes.key(township, one(township, Household), group_name="7组")
    report = take("二季度", 组别="2组")
    assert one(township, Household).group_name == "7组"
    assert kept(report) == {("组别", "2组")}
