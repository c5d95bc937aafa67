"""A list of others beside the ledger: what is alike, what differs, whom one side lacks."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from desktop.domain.comparing import Fate, Key
from desktop.domain.entities import Person
from desktop.domain.errors import Refused
from desktop.services import (
    compared,
    comparisons,
    imports,
    list_prints,
    person_lists,
    saved_filters,
)
from tests.domain.make import id_no

SAMPLES = Path(__file__).parents[2] / "resources" / "samples"
ROSTER = """村,户编号,姓名,与户主关系,身份证号,出生日期,联系电话,文化程度
桃兴村,1,田大山,户主,{0},1980-03-05,13800138001,初中
桃兴村,1,田小山,之子,{1},2004-07-01,,高中
桃源村,2,彭水生,户主,{2},1975-01-09,13800138003,小学
"""
FATHER, SON, OTHER = (
    id_no("1980-03-05", "男", 1),
    id_no("2004-07-01", "男", 2),
    id_no("1975-01-09", "男", 3),
)
STRANGER = id_no("1990-02-02", "女", 4)


@pytest.fixture
def filled(township, tmp_path):
    """Two of 桃兴村 and one of 桃源村."""
    path = tmp_path / "台账.csv"
    path.write_text(ROSTER.format(FATHER, SON, OTHER), encoding="utf-8")
    imports.take_in(township, file=path)
    return township


@pytest.fixture
def listed(tmp_path):
    """Write a list that somebody sent."""

    def write(*lines, name="名单.csv"):
        path = tmp_path / name
        path.write_text("\n".join(lines), encoding="utf-8")
        return path

    return write


def told(found):
    return {(one.name, one.fate.value) for one in found.subjects}


def test_each_row_is_alike_different_or_missing_on_one_side(filled, listed):
    path = listed(
        "村,姓名,身份证号,联系电话",
        f"桃兴村,田大山,{FATHER},13800138001",
        f"桃源村,彭水生,{OTHER},13900139000",
        f"桃源村,向秀英,{STRANGER},13800138009",
    )
    found = comparisons.compare(filled, file=path)
    assert found.key is Key.ID_NO
    assert told(found) == {
        ("田大山", "一致"),
        ("彭水生", "不同"),
        ("向秀英", "只在对方"),
        ("田小山", "只在台账"),
    }
    (different,) = found.of(Fate.DIFFERENT)
    assert [str(one) for one in different.apart] == ["联系电话：对方 13900139000，台账 13800138003"]


def test_nothing_is_changed_by_comparing(filled, listed):
    before = filled.ledger.position
    comparisons.compare(filled, file=listed("姓名,身份证号", f"田大山,{FATHER}"))
    assert filled.ledger.position == before


def test_only_the_villages_that_the_list_speaks_of_are_missed(filled, listed):
    path = listed("村,姓名,身份证号", f"桃源村,彭水生,{OTHER}")
    assert told(comparisons.compare(filled, file=path)) == {("彭水生", "一致")}
    chosen = comparisons.compare(filled, file=path, villages=["桃兴村"])
    assert chosen.scope == "桃兴村"
    assert [one.name for one in chosen.of(Fate.OURS)] == ["田大山", "田小山"]


def test_a_list_without_villages_is_compared_with_everybody(filled, listed):
    found = comparisons.compare(filled, file=listed("姓名,身份证号", f"田大山,{FATHER}"))
    assert found.scope == "全部村"
    assert found.counts == {Fate.SAME: 1, Fate.OURS: 2}


def test_who_has_left_is_found_but_not_missed(filled, listed):
    dead = next(filled.ledger.where(Person, "t.name = '田小山'"))
    with filled.ledger.act("test", "登记死亡") as writer:
        writer.update(dead, {"status": "死亡"})
    head = "姓名,身份证号"
    missing = comparisons.compare(filled, file=listed(head, f"彭水生,{OTHER}"))
    assert [one.name for one in missing.of(Fate.OURS)] == ["田大山"]
    found = comparisons.compare(filled, file=listed(head, f"田小山,{SON}"))
    assert ("田小山", "一致") in told(found)


@pytest.mark.parametrize("seen", [f"{FATHER[:15]}000", "4.33130198003050E+17", FATHER[:17], ""])
def test_a_damaged_number_is_set_apart_and_matched_with_nobody(filled, listed, seen):
    path = listed("村,姓名,身份证号", f"桃兴村,田大山,{seen}", f"桃兴村,田小山,{SON}")
    found = comparisons.compare(filled, file=path)
    (unsure,) = found.of(Fate.UNSURE)
    assert (unsure.name, unsure.id_no, unsure.person) == ("田大山", seen, "")
    assert unsure.why
    (missed,) = found.of(Fate.OURS)
    assert (missed.name, missed.why) == ("田大山", "名单里有同名的人认不准")


@pytest.mark.parametrize(
    ("head", "row", "key"),
    [
        ("村,姓名", "桃兴村,田大山", Key.VILLAGE),
        ("姓名,出生年月", "田大山,1980.3", Key.BIRTH),
        ("姓名,联系电话", "田大山,13800138001", Key.PHONE),
    ],
)
def test_without_a_number_somebody_is_known_by_name_and_one_thing_more(
    filled, listed, head, row, key
):
    found = comparisons.compare(filled, file=listed(f"{head},文化程度", f"{row},小学"))
    assert found.key is key
    (one,) = found.of(Fate.DIFFERENT)
    assert (one.name, str(one.apart[0])) == ("田大山", "文化程度：对方 小学，台账 初中")


def test_namesakes_in_a_village_are_left_to_a_person(filled, listed):
    path = listed("村,姓名", "桃兴村,田大山", "桃兴村,田大山")
    found = comparisons.compare(filled, file=path)
    assert [one.fate for one in found.subjects if one.line] == [Fate.UNSURE] * 2


def test_a_key_that_the_list_has_no_column_for_is_refused(filled, listed):
    path = listed("姓名,性别,文化程度", "田大山,男,初中")
    numbered = listed("姓名,身份证号", f"田小山,{SON}", name="有号.csv")
    with pytest.raises(Refused, match="认不准是谁"):
        comparisons.compare(filled, file=path)
    with pytest.raises(Refused, match="要用的列"):
        comparisons.compare(filled, file=numbered, key="姓名+电话尾号")
    with pytest.raises(Refused, match="可以选"):
        comparisons.compare(filled, file=numbered, key="指纹")


@pytest.mark.parametrize("sample", sorted(SAMPLES.iterdir()), ids=lambda path: path.stem[3:])
def test_a_sample_that_was_taken_in_agrees_with_the_ledger(township, sample):
    report = imports.take_in(township, file=sample)
    found = comparisons.compare(township, file=sample)
    counts = found.counts
    assert sum(1 for one in found.subjects if one.line) == report.rows
    assert counts[Fate.THEIRS] == 0
    assert counts[Fate.SAME] > 0.9 * report.rows
    for one in found.of(Fate.UNSURE):
        assert one.why


def test_the_workbook_holds_every_result_with_numbers_as_text(filled, listed, tmp_path):
    path = listed(
        "村,姓名,身份证号,联系电话",
        f"桃兴村,田大山,{FATHER},13800138001",
        f"桃源村,彭水生,{OTHER},139",
    )
    out = tmp_path / "结果.xlsx"
    comparisons.compare_to_file(filled, file=path, out=out)
    book = load_workbook(out)
    assert book.sheetnames == [fate.value for fate in Fate]
    cells = {cell.value: cell for row in book["不同"].iter_rows() for cell in row if cell.value}
    assert cells[OTHER].data_type == "s"
    assert {"对方", "台账", "13800138003"} <= set(cells)


def test_a_result_is_kept_as_a_filter_of_just_those_people(filled, listed):
    path = listed("村,姓名,身份证号", f"桃源村,彭水生,{OTHER}", f"桃兴村,田大山,{FATHER}")
    assert comparisons.keep(filled, file=path, result="只在台账", name="社保没有的") == 1
    (saved,) = saved_filters.saved(filled)
    (person,) = person_lists.person_ids(filled, saved.wanted)
    assert filled.ledger.get(Person, person).name == "田小山"
    assert person_lists.words(filled, saved.wanted) == "社保没有的"
    saved_filters.forget(filled, "社保没有的")
    assert saved_filters.saved(filled) == []
    assert person_lists.person_ids(filled, saved.wanted) == []


def test_nobody_of_the_ledger_makes_no_filter(filled, listed):
    path = listed("姓名,身份证号", f"向秀英,{STRANGER}")
    with pytest.raises(Refused, match="没有台账里的人"):
        comparisons.keep(filled, file=path, result="只在对方", name="外人")
    with pytest.raises(Refused, match="可以选"):
        comparisons.keep(filled, file=path, result="别的", name="外人")


def test_a_result_is_printed_as_it_is_shown(filled, listed, tmp_path):
    found = comparisons.compare(filled, file=listed("姓名,身份证号", f"田大山,{FATHER}"))

    def make(session):
        return compared.listing_of(session, compared=found, fate=Fate.OURS)

    assert list_prints.write(filled, make, file=tmp_path / "只在台账.pdf") == 2
    assert list_prints.preview(filled, make).pages == 1
