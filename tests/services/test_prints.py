"""Printing and exporting from a ledger: scope, paper, audit, progress, refusals."""

from pathlib import Path

import pypdfium2 as pdfium
import pytest
from openpyxl import load_workbook

from desktop.domain.entities import Household, Membership, Person
from desktop.domain.errors import AppError, Cancelled, Refused
from desktop.domain.partial_date import PartialDate
from desktop.services import prints, stats, verbs
from desktop.storage import history
from tests.population import records
from tests.population import township as made_up

PERSONS = 180


@pytest.fixture
def filled(township):
    with township.ledger.act("test", "试验数据") as writer:
        for record in records(made_up("433130110", PERSONS, 3)):
            writer.insert(record)
    return township


def text_of(path):
    with pdfium.PdfDocument(path) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def acts(session):
    return [act for _, act in history.recent_acts(session.ledger.data, 5)]


def test_every_document_is_named_without_a_ledger_and_its_label_can_be_a_file_name():
    known = prints.documents()
    assert [entry.name for entry in known[:2]] == ["labour_roster", "household_summary"]
    assert known[-1].name == "handover"
    assert len({entry.label for entry in known}) == len(known) == 17
    assert all(entry.formats == ("pdf", "xlsx") for entry in known[:-1])
    assert all(Path(entry.label).name == entry.label for entry in known)


@pytest.mark.parametrize("document", ["labour_roster", "household_summary", "劳动力资源花名册"])
def test_a_document_is_printed_and_the_act_is_logged_without_a_name(filled, tmp_path, document):
    file = tmp_path / "表.pdf"
    made = prints.pdf(filled, document=document, file=file)
    assert made.pages == len(pdfium.PdfDocument(file))
    assert made.rows > 0
    act = acts(filled)[0]
    assert act.verb == "print.pdf"
    assert f"{made.rows}行" in act.label
    assert "龙山县石牌镇" in act.label


def test_a_sheet_has_as_many_rows_as_it_says(filled, tmp_path):
    file = tmp_path / "表.xlsx"
    rows = prints.sheet(filled, document="labour_roster", file=file)
    sheet = load_workbook(file).active
    numbered = [row for row in sheet.iter_rows(min_row=4, values_only=True) if type(row[0]) is int]
    assert len(numbered) == rows
    assert acts(filled)[0].verb == "export.sheet"


@pytest.mark.parametrize("village", ["433130110206", "卧龙村", "卧龙"])
def test_one_village_is_printed_by_code_or_name(filled, tmp_path, village):
    file = tmp_path / "村.pdf"
    prints.pdf(filled, document="labour_roster", file=file, village=village)
    text = text_of(file)
    assert "龙山县石牌镇卧龙村劳动力资源花名册" in text
    assert "玉河村" not in text


def test_the_summary_of_a_village_has_its_groups_and_they_sum_to_the_village(filled):
    whole = prints.on_screen(filled, document="household_summary")
    village = next(row for row in whole.rows if row.label == "卧龙村")
    part = prints.on_screen(filled, document="household_summary", village="卧龙村")
    assert all(row.label.endswith("组") for row in part.rows)
    assert sum((row.figures for row in part.rows), village.figures - village.figures) == +(
        village.figures
    )


def test_the_summary_counts_everybody_once(filled):
    shown = prints.on_screen(filled, document="household_summary")
    labour = sum(row.figures["labour"] for row in shown.rows)
    roster = prints.on_screen(filled, document="labour_roster")
    assert 0 < labour <= len(roster.rows)
    assert shown.table.columns[0].label == "所属行政区"


def test_another_labour_age_changes_who_counts(filled):
    def labour(policy):
        shown = prints.on_screen(filled, document="household_summary", policy=policy)
        return sum(row.figures["labour"] for row in shown.rows)

    assert labour("zero_employment") < labour("statistics") == labour(None)


def test_what_there_is_not_is_refused_with_what_there_is(filled, tmp_path):
    file = tmp_path / "表.pdf"
    for given, named in (
        ({"document": "payroll"}, "劳动力资源花名册"),
        ({"village": "天边村"}, "卧龙村"),
        ({"village": "430181"}, "卧龙村"),
        ({"paper": "A5"}, "A4或A3"),
        ({"policy": "1900"}, "survey_60_55"),
    ):
        with pytest.raises(Refused, match=named):
            prints.pdf(filled, **{"document": "labour_roster", "file": file} | given)
    assert not file.exists()
    assert acts(filled)[0].verb == "test"


def test_giving_up_leaves_neither_file_nor_act(filled, tmp_path):
    def give_up(done, total):
        raise Cancelled

    file = tmp_path / "表.pdf"
    for make in (prints.pdf, prints.sheet):
        with pytest.raises(Cancelled):
            make(filled, document="labour_roster", file=file, progress=give_up)
    assert list(tmp_path.glob("表*")) == []
    assert acts(filled)[0].verb == "test"


def test_what_cannot_be_logged_is_not_left_behind(filled, tmp_path, monkeypatch):
    def refuse(*_, **__):
        raise AppError("台账正忙")

    file = tmp_path / "表.pdf"
    monkeypatch.setattr(filled.ledger, "act", refuse)
    with pytest.raises(AppError, match="台账正忙"):
        prints.pdf(filled, document="labour_roster", file=file)
    assert not file.exists()


def test_progress_counts_households_up_to_all(filled, tmp_path):
    told = []
    prints.pdf(filled, document="household_summary", file=tmp_path / "表.pdf",
               progress=lambda done, total: told.append((done, total)))  # fmt: skip
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1] > 0


def test_an_empty_ledger_prints_too(township, tmp_path):
    for document in ("labour_roster", "household_summary"):
        made = prints.pdf(township, document=document, file=tmp_path / f"{document}.pdf")
        assert made.pages >= 1


def test_the_command_line_prints_by_name(filled, tmp_path):
    file = tmp_path / "表.pdf"
    made = verbs.call(
        filled, "print.pdf", {"document": "labour_roster", "file": str(file), "paper": "a3"}
    )
    assert made.file == file
    width, height = pdfium.PdfDocument(file)[0].get_size()
    assert (round(width / 72 * 25.4), round(height / 72 * 25.4)) == (420, 297)


def test_pages_sent_to_a_printer_are_logged(filled):
    prints.printed_on_paper(filled, document="labour_roster", pages=3, village="卧龙村")
    act = acts(filled)[0]
    assert (act.verb, act.label) == (
        "print.paper",
        "打印劳动力资源花名册（龙山县石牌镇卧龙村，3页）",
    )


def test_the_summary_counts_somebody_of_two_households_once_by_count_by(township):
    one, two = list(township.ledger.book.places.villages(township.ledger.fact("area")))[:2]
    with township.ledger.act("test", "外嫁女") as writer:
        homes = [writer.insert(Household(village=village.id)) for village in (one, two)]
        person = writer.insert(
            Person(name="田小兰", sex="女", birth=PartialDate.parse("1990-01-01"))
        )
        for home, kind in zip(homes, ("户籍", "常住"), strict=True):
            writer.insert(Membership(person=person.id, household=home.id, kind=kind))

    def labour():
        rows = prints.on_screen(township, document="household_summary").rows
        return {row.label: row.figures["labour"] for row in rows if row.figures["labour"]}

    assert labour() == {one.name: 1}
    assert stats.people_behind(township, indicator="labour") == [person.id]
    with township.ledger.act("test", "统计归属") as writer:
        writer.update(person, {"count_by": "常住"})
    assert labour() == {two.name: 1}
    assert stats.people_behind(township, indicator="labour") == [person.id]
