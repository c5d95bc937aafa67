"""Printing the check list freezes it; a page that is scanned is found again."""

from datetime import date

import pypdfium2 as pdfium
import pytest

from desktop.domain import check_lists as marks
from desktop.domain.errors import AppError, Refused
from desktop.services import check_lists, check_prints, people, rounds
from tests.services.homes import VILLAGE, home


@pytest.fixture
def survey(township):
    home(township, "田大山", "彭氏")
    home(township, "向四", group="2组")
    return rounds.add(township, name="二季度", reference_date=date(2026, 6, 30)).id


def pages_of(file):
    with pdfium.PdfDocument(file) as found:
        return [page.get_textpage().get_text_bounded() for page in found]


def test_paper_and_screen_agree_page_by_page(township, survey, tmp_path):
    made = check_prints.pdf(township, survey=survey, village=VILLAGE, file=tmp_path / "表.pdf")
    village = people.village_of(township, VILLAGE)
    texts = pages_of(made.file)
    assert (made.pages, made.rows) == (2, 7)
    for at, text in enumerate(texts, start=1):
        shown = check_lists.page(township, survey=survey, village=village, number=at)
        for row in shown.rows:
            assert str(row.number) in text
            assert row.member is None or row.member.person.name in text


def test_one_group_is_printed_under_the_page_numbers_of_the_whole_list(township, survey, tmp_path):
    file = tmp_path / "表.pdf"
    made = check_prints.pdf(township, survey=survey, village=VILLAGE, group="2组", file=file)
    (text,) = pages_of(made.file)
    assert "第 2 页" in text
    assert "共 2 页" in text
    with pytest.raises(Refused):
        check_prints.pdf(township, survey=survey, village=VILLAGE, group="9组", file=file)


def test_looking_at_it_freezes_it_as_printing_does(township, survey):
    village = people.village_of(township, VILLAGE)
    assert check_prints.preview(township, survey=survey, village=VILLAGE).pages == 2
    assert len(check_lists.pages(township, survey=survey, village=village)) == 2
    check_prints.printed_on_paper(township, village=VILLAGE, pages=2)
    last = township.ledger.data.one("SELECT verb FROM act ORDER BY id DESC")
    assert last == ("check_list.paper",)


def test_the_workbook_has_every_line(township, survey, tmp_path):
    file = tmp_path / "表.xlsx"
    assert check_prints.sheet(township, survey=survey, village=VILLAGE, file=file) == 7
    assert file.exists()


def test_what_cannot_be_logged_is_not_left_behind(township, survey, tmp_path, monkeypatch):
    village = people.village_of(township, VILLAGE)
    check_lists.freeze(township, survey=survey, village=village)
    real = township.ledger.act

    def refuse(verb, *given, **more):
        if verb.startswith("check_list.print"):
            raise AppError("台账正忙")
        return real(verb, *given, **more)

    monkeypatch.setattr(township.ledger, "act", refuse)
    with pytest.raises(AppError, match="台账正忙"):
        check_prints.pdf(township, survey=survey, village=VILLAGE, file=tmp_path / "表.pdf")
    assert list(tmp_path.glob("*.pdf")) == []


def test_the_code_of_a_page_names_its_village_and_round(township, survey):
    code = township.ledger.book.places.get(people.village_of(township, VILLAGE)).code
    read = marks.read_mark(marks.mark(survey, code, 2))
    assert (read.village_code, read.page) == (code, 2)
    assert marks.is_of_round(read, survey)
