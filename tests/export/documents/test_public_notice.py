"""公示名单 shows no more than is allowed, and says its period and telephone."""

from datetime import date

import pypdfium2 as pdfium
import pytest

from desktop.domain.errors import Refused
from desktop.domain.labour import basis_of
from desktop.export.documents import DOCUMENTS
from desktop.export.documents.public_notice import ALLOWED, period
from desktop.export.documents.writing import pdf_of, write_sheet
from desktop.export.pdf.page import MM, Paper
from tests.domain import make
from tests.export.documents import people
from tests.export.documents.occasions import occasion

NOTICE = DOCUMENTS["public_notice"]
PHONE = {"监督电话": "0743-6222222"}


def text_of(told=PHONE, paper=Paper.A4, families=None, **given):
    data, _ = pdf_of(NOTICE, occasion(told=told, **given), families or people.alone(), paper)
    with pdfium.PdfDocument(data) as document:
        return "".join("".join(page.get_textpage().get_text_bounded() for page in document).split())


def test_names_are_masked_and_nothing_else_of_a_person_is_told():
    families = people.alone()
    person = families[0].members[0].person
    text = text_of(families=families)
    assert "向*大" in text
    for secret in (person.name, person.id_no, person.id_no[-4:], person.phone):
        assert secret not in text
    assert "0743-6222222" in text
    assert "2026年7月1日至2026年7月7日" in text


def test_without_a_telephone_there_is_no_notice():
    with pytest.raises(Refused, match="监督电话"):
        text_of(told={})


@pytest.mark.parametrize(
    "path",
    ["person.phone", "person.birth", "person.bank_account", "household.address", "person.health",
     "tag.tag", "person.remark", "employment_spell.wage", "person.id_no", "person.nothing"],
)  # fmt: skip
def test_a_column_that_shows_too_much_is_refused_on_paper_and_as_a_sheet(path, tmp_path):
    told = PHONE | {"栏目": f"person.name，{path}"}
    with pytest.raises(Refused, match="不能列出"):
        text_of(told=told)
    with pytest.raises(Refused, match="不能列出"):
        write_sheet(tmp_path / "x.xlsx", NOTICE, occasion(told=told), people.alone())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("switch", "shown"), [("6+4", (6, 4)), ("6+0", (6, 0)), ("4+2", (4, 2))])
def test_the_county_may_let_part_of_the_id_number_be_shown(switch, shown):
    book = make.book(notice_id_mask=switch)
    families = people.alone()
    number = families[0].members[0].person.id_no
    told = PHONE | {"栏目": "person.name,person.id_no"}
    text = text_of(told=told, families=families, book=book, basis=basis_of(book, make.DAY))
    head, tail = shown
    assert number[:head] + "*" * (18 - head - tail) + number[18 - tail :] in text
    assert number not in text


def test_what_could_not_be_read_is_not_shown():
    secret = "430181199003050017"
    home = make.family(people.everywhere("向家大"), group_name=None, unread={"group_name": secret})
    assert secret not in text_of(families=[home])


def test_the_list_of_what_may_be_shown_holds_no_number_phone_or_place():
    assert not {"person.phone", "household.address", "person.birth"} & ALLOWED


def test_weekends_are_no_working_days():
    assert period(date(2026, 7, 3), 5) == (date(2026, 7, 6), date(2026, 7, 10))
    assert period(date(2026, 7, 1), 5) == (date(2026, 7, 2), date(2026, 7, 8))


def page_numbers(paper, count):
    """Where — n — begins on each page, in millimetres from left and bottom."""
    families = [make.family(people.everywhere(f"向{n}"), group_name="1组") for n in range(count)]
    data, _ = pdf_of(NOTICE, occasion(told=PHONE), families, paper)
    with pdfium.PdfDocument(data) as document:
        for page in document:
            text = page.get_textpage()
            dashes = [text.get_charbox(at) for at in range(text.count_chars())
                      if text.get_text_range(at, 1) == "—"]  # fmt: skip
            boxes = [tuple(side / MM for side in box) for box in dashes[-2:]]
            yield page.get_width() / MM, page.get_height() / MM, boxes


def test_page_numbers_stand_at_the_outer_edge_below_the_body():
    first, second, *_ = page_numbers(Paper.A4, 60)
    width, _, boxes = first
    assert max(box[2] for box in boxes) == pytest.approx(width - 26 - 5, abs=2)
    assert boxes[0][1] == pytest.approx(35 - 7, abs=2)
    assert min(box[0] for box in second[2]) == pytest.approx(28 + 5, abs=2)


def test_a_landscape_page_bears_its_number_where_the_portrait_one_does():
    first, second, *_ = page_numbers(Paper.A3, 60)
    _, _, low = first
    assert all(box[0] == pytest.approx(35 - 7, abs=3) for box in low)
    assert min(box[1] for box in low) == pytest.approx(26 + 5, abs=2)
    _, height, high = second
    assert max(box[3] for box in high) == pytest.approx(height - 28 - 5, abs=2)
