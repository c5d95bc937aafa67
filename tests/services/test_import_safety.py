"""No import may put one person in another's place, move anybody silently, or double an answer."""

import csv
from dataclasses import replace
from datetime import date

import pytest

from desktop.domain.entities import Household, Person, SurveyAnswer
from desktop.services import imports, rounds
from desktop.services import people as lookup
from tests.domain import make

HEAD = ("村", "组别", "户编号", "户主姓名", "姓名", "与户主关系", "性别", "身份证号码", "联系电话",
        "就业意愿")  # fmt: skip
OLD, YOUNG = make.id_no("1970-02-03", "男", 3), make.id_no("1982-09-10", "男", 5)
WIFE, CHILD = make.id_no("1972-05-06", "女", 2), make.id_no("2012-01-02", "女", 4)


@pytest.fixture
def sheet(tmp_path):
    def write(name, *rows):
        path = tmp_path / name
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([HEAD, *rows])
        return path

    return write


def row(name, number, *, group="1组", head="张伟", relation="户主", village="桃兴村", house="",
        phone="", will=""):  # fmt: skip
    return (village, group, house, head, name, relation, "男", number, phone, will)


def people(session):
    return {person.id_no: person for person in session.ledger.where(Person)}


def take(session, path, **more):
    return imports.take_in(session, file=path, **more)


def test_two_heads_of_one_name_in_two_groups_stay_two_people(township, sheet):
    take(township, sheet("a.csv", row("张伟", OLD)))
    report = take(township, sheet("b.csv", row("张伟", YOUNG, group="3组")))
    assert (report.added, report.updated) == (1, 0)
    assert set(people(township)) == {OLD, YOUNG}


def test_a_child_of_the_same_name_and_another_valid_number_is_somebody_else(township, sheet):
    number = "4331301102100001"
    take(township, sheet("a.csv", row("张明", OLD, house=number, relation="之子")))
    report = take(township, sheet("b.csv", row("张明", YOUNG, house=number, relation="之子")))
    assert report.added == 1
    assert set(people(township)) == {OLD, YOUNG}


def test_somebody_of_another_village_is_named_and_not_moved(township, sheet):
    take(township, sheet("a.csv", row("张伟", OLD, house="4331301102100001")))
    before = township.ledger.data.all("SELECT household FROM membership")
    moved = row("张伟", OLD, house="4331301102030009", village="桃源村")
    report = take(township, sheet("b.csv", moved))
    assert township.ledger.data.all("SELECT household FROM membership") == before
    assert any(remark.rule == 2 and "桃兴村" in remark.message for remark in report.findings)


def test_an_answer_is_kept_once_a_round_whatever_the_order(township, sheet):
    rounds.add(township, name="一季度", reference_date=date(2026, 3, 31))
    rounds.add(township, name="二季度", reference_date=date(2026, 6, 30))
    yes = sheet("yes.csv", row("张伟", OLD, will="是"))
    no = sheet("no.csv", row("张伟", OLD, will="否"))
    for name, path in (("二季度", yes), ("一季度", no)) * 3:
        take(township, path, round_name=name)
    answers = list(township.ledger.where(SurveyAnswer))
    assert len(answers) == 2
    (person,) = township.ledger.where(Person)
    _, member = lookup.member(township, person.id)
    assert member.answer.job_will is True


def test_a_newcomer_who_stands_first_joins_the_known_household(township, sheet):
    take(township, sheet("a.csv", row("张伟", OLD), row("李梅", WIFE, relation="配偶")))
    grown = sheet("b.csv", row("张小丽", CHILD, relation="之女"), row("张伟", OLD),
                  row("李梅", WIFE, relation="配偶"))  # fmt: skip
    report = take(township, grown)
    assert report.added == 1
    assert len(list(township.ledger.where(Household))) == 1


def test_the_same_undated_file_on_another_day_changes_nothing(township, sheet):
    path = sheet("a.csv", row("张伟", OLD, will="是"))
    take(township, path)
    later = replace(township, today=lambda: date(2028, 1, 2))
    report = take(later, path)
    assert (report.unchanged, report.batch) == (1, "")


@pytest.mark.parametrize("village", ["龙山县石牌镇桃兴村", "433130110210", "桃兴村"])
def test_a_village_is_known_by_name_code_or_full_name(township, sheet, village):
    report = take(township, sheet("a.csv", row("张伟", OLD, village=village)))
    assert (report.added, report.refused) == (1, 0)


def test_a_blank_village_is_not_guessed_from_the_title(township, sheet):
    report = take(township, sheet("石牌镇桃兴村.csv", row("张伟", OLD),
                                  row("王五", YOUNG, village="", head="王五")))  # fmt: skip
    assert (report.added, report.refused) == (1, 1)
