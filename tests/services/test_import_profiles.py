"""Columns decided on for a file are kept with its headings, and its words are learned."""

import csv

import pytest

from desktop.domain.entities import ImportProfile, Person
from desktop.domain.errors import Refused
from desktop.services import imports, incoming, people
from desktop.services.importing.marks import CellFate
from desktop.services.imports import Reading
from tests.domain import make

HEAD = ["村", "户编号", "户主名", "怎么称呼", "与户主关系", "身份证号", "读到哪里", "星座"]
NUMBER = make.id_no("1970-02-03", "男", 3)
DECIDED = ("怎么称呼=姓名", "读到哪里=人员·文化程度", "星座=备注")


@pytest.fixture
def village(township):
    return people.villages(township)[4].place.name


@pytest.fixture
def table(tmp_path, village):
    def made(name, *rows, head=HEAD):
        file = tmp_path / name
        with file.open("w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows([head, *([village, *row] for row in rows)])
        return file

    return made


ROW = ["4331301102100001", "", "张伟", "户主", NUMBER, "初小", "白羊"]


def person(session):
    (found,) = session.ledger.where(Person)
    return found


def test_a_list_in_its_own_words_is_read_as_decided_and_known_again(township, table):
    file = table("春季.csv", ROW)
    (looked,) = incoming.look(township, [file])
    assert "没有找到人员名单" in looked.refused
    assert "怎么称呼" in [heading.text for heading in looked.headings]
    report = imports.take_in(township, file=file, columns=DECIDED)
    assert report.added == 1
    assert (person(township).name, person(township).remark) == ("张伟", "白羊")
    again = table("秋季.csv", [*ROW[:-1], "金牛"])
    (looked,) = incoming.look(township, [again])
    assert (looked.layout, looked.refused) == ("春季", "")
    assert looked.report.updated == 1
    assert all(heading.chosen for heading in looked.headings if heading.text in "怎么称呼、星座")


def test_a_profile_is_one_record_that_later_decisions_add_to(township, table):
    imports.take_in(township, file=table("春季.csv", ROW), columns=DECIDED)
    imports.take_in(township, file=table("秋季.csv", ROW), columns=("星座=不取用",))
    (profile,) = township.ledger.where(ImportProfile)
    assert set(profile.columns) == {"person.name=怎么称呼", "person.education=读到哪里", "=星座"}
    position = township.ledger.position
    imports.take_in(township, file=table("冬季.csv", ROW), columns=("星座=不取用",))
    assert township.ledger.position == position


def test_looking_with_a_decision_keeps_nothing(township, table):
    file = table("春季.csv", ROW)
    (looked,) = incoming.look_as(township, [Reading(file=file, columns=DECIDED)])
    assert looked.report.added == 1
    assert not list(township.ledger.where(ImportProfile))


@pytest.mark.parametrize(
    ("pair", "sentence"),
    [
        ("怎么称呼", "写得不对"),
        ("=姓名", "写得不对"),
        ("怎么称呼=雅号", "没有“雅号”这一栏"),
    ],
)
def test_a_pair_that_means_nothing_is_refused(township, table, pair, sentence):
    with pytest.raises(Refused, match=sentence):
        imports.take_in(township, file=table("a.csv", ROW), columns=(pair,))


def test_two_columns_cannot_be_the_same(township, table):
    with pytest.raises(Refused, match="请只留一列"):
        imports.preview(township, table("a.csv", ROW), columns=("怎么称呼=姓名", "星座=姓名"))


def test_a_word_that_means_no_choice_is_asked_about_and_learned(township, table):
    file = table("春季.csv", ROW)
    reading = Reading(file=file, columns=DECIDED)
    (looked,) = incoming.look_as(township, [reading])
    (word,) = looked.words
    assert (word.text, word.label, word.count) == ("初小", "文化程度", 1)
    assert ("小学", "小学") in incoming.word_choices(township, word)
    incoming.learn(township, word, "小学")
    (looked,) = incoming.look_as(township, [reading])
    assert looked.words == ()
    imports.take_in_read(township, reading)
    assert person(township).education == "小学"


def test_each_cell_says_what_becomes_of_it(township, table):
    file = table("春季.csv", ROW)
    imports.take_in(township, file=file, columns=DECIDED)
    stranger = ["4331301102100002", "", "", "户主", "", "小学", ""]
    later = table("秋季.csv", [*ROW[:-2], "大学", "双鱼"], stranger)
    (looked,) = incoming.look(township, [later])
    shown = looked.shown

    def mark(line, heading):
        return looked.mark(looked.lines[line], shown.index(heading))

    assert mark(0, "怎么称呼").fate is CellFate.SAME
    assert mark(0, "星座").fate is CellFate.CHANGED
    assert "白羊" in mark(0, "星座").note
    assert mark(1, "怎么称呼").fate is CellFate.REFUSED
    assert "没有姓名" in mark(1, "怎么称呼").note


def test_a_mended_cell_is_taken_as_it_is_now(township, table):
    file = table("春季.csv", [*ROW[:-2], "小学", "白羊"], [*ROW[:2], "", "配偶", "", "小学", ""])
    reading = Reading(file=file, columns=DECIDED, mends={("春季", 2, 3): "李梅"})
    (looked,) = incoming.look_as(township, [reading])
    assert (looked.report.added, looked.report.refused) == (2, 0)
    assert looked.lines[1].texts[looked.shown.index("怎么称呼")] == "李梅"
    imports.take_in_read(township, reading)
    assert {found.name for found in township.ledger.where(Person)} == {"张伟", "李梅"}


def test_a_monitoring_export_and_a_hand_made_list_are_known_from_the_start(township, table):
    export = table(
        "导出.csv",
        ["1", "2", "张伟", NUMBER, "6"],
        head=["村", "户编号", "人口编号", "姓名", "证件号码", "本年度务工时间"],
    )
    (looked,) = incoming.look(township, [export])
    assert looked.layout.startswith("防返贫系统导出")
    assert looked.headings[-1].target == "employment_spell.months_in_year"
    mine = table("花名册.csv", ["张伟", NUMBER, "鞋厂"], head=["村", "姓名", "身份证", "厂名"])
    (looked,) = incoming.look(township, [mine])
    assert (looked.layout, looked.headings[-1].target) == (
        "手工花名册", "employment_spell.employer")  # fmt: skip


def test_the_lists_of_one_file_are_one_batch(township, tmp_path, village):
    from openpyxl import Workbook

    book = Workbook()
    for number, name in enumerate(("张伟", "李梅")):
        sheet = book.active if number == 0 else book.create_sheet("二组")
        sheet.append(["村", "户编号", "姓名", "与户主关系"])
        sheet.append([village, str(number + 1), name, "户主"])
    book.save(tmp_path / "两组.xlsx")
    report = imports.take_in(township, file=tmp_path / "两组.xlsx")
    assert report.added == 2
    assert set(report.outcomes.values()) == {"added"}
    assert len(report.outcomes) == 2
    imports.undo(township, batch=report.batch)
    assert not list(township.ledger.where(Person))
