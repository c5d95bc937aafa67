"""Every document on ordinary, empty, single, a thousand and nasty people: whole, legible, alike."""

import subprocess
from io import BytesIO

import pypdfium2 as pdfium
import pytest
from openpyxl import load_workbook

from desktop.export.documents import DOCUMENTS, Form
from desktop.export.documents.writing import pdf_of, write_sheet
from desktop.export.pdf.page import Paper
from tests.export.documents import people
from tests.export.documents.geometry import faults
from tests.export.documents.occasions import UNITS, occasion

ALL = list(DOCUMENTS)
LISTING_EACH = [name for name, one in DOCUMENTS.items() if one.form is not Form.SUMMARY]


def when(**given):
    return occasion(
        **{
            "findings_of": lambda family: tuple(people.findings_of(family)),
            "told": {"监督电话": "0743-6222222"},
            "units": (*UNITS, ("v-empty", "没有数据的村")),
        }
        | given
    )


def printed(name, families, paper=Paper.A4, **given):
    return pdf_of(DOCUMENTS[name], when(**given), list(families), paper)


def text_of(data, tmp_path):
    """What pdftotext finds, without the blanks between."""
    path = tmp_path / "表.pdf"
    path.write_bytes(data)
    subprocess.run(["qpdf", "--check", path], check=True, capture_output=True)
    told = subprocess.run(["pdftotext", path, "-"], check=True, capture_output=True, text=True)
    return "".join(told.stdout.split())


@pytest.fixture(scope="module")
def nasty():
    return list(people.nasty())


@pytest.mark.parametrize("paper", list(Paper))
@pytest.mark.parametrize("name", ALL)
def test_ordinary_people_are_printed_in_their_cells(name, paper, tmp_path):
    data, found = printed(name, people.ordinary(), paper)
    text = text_of(data, tmp_path)
    assert (found.pages > 0, found.missing) == (True, ())
    assert found.version in text
    assert "石牌镇人社所" in text
    if name in LISTING_EACH and name not in {"public_notice"}:
        assert any(name in text for name in ("向家大", "彭小妹"))
    assert list(faults(data)) == []


@pytest.mark.parametrize("paper", list(Paper))
@pytest.mark.parametrize("name", ALL)
def test_nasty_people_are_printed_in_their_cells(name, paper, nasty, tmp_path):
    data, found = printed(name, nasty, paper)
    text_of(data, tmp_path)
    assert set(found.missing) <= set(people.RARE_NAME)
    assert list(faults(data)) == []


@pytest.mark.parametrize("name", [name for name in LISTING_EACH if name != "public_notice"])
def test_a_name_of_many_letters_and_rare_characters_is_found(name, nasty, tmp_path):
    text = text_of(printed(name, nasty)[0], tmp_path)
    assert people.LONG_NAME in text or "\U00020bb7" in text


@pytest.mark.parametrize("name", ALL)
def test_an_empty_ledger_prints_a_sound_document(name, tmp_path):
    data, found = printed(name, [])
    text_of(data, tmp_path)
    assert found.pages >= 1
    assert list(faults(data)) == []


@pytest.mark.parametrize("name", ALL)
def test_one_household_is_printed(name, tmp_path):
    data, found = printed(name, people.alone())
    assert text_of(data, tmp_path)
    assert found.pages == 1


@pytest.fixture(scope="module")
def thousand():
    return list(people.thousand())


@pytest.mark.parametrize("name", ALL)
def test_a_thousand_people_flow_over_pages_with_their_head(name, thousand, tmp_path):
    data, found = printed(name, thousand)
    text = text_of(data, tmp_path)
    if DOCUMENTS[name].form is Form.ROSTER:
        assert found.rows >= 500
        assert found.pages - 1 <= text.count("序号") <= found.pages
        assert f"共{found.pages}页" in text
    with pdfium.PdfDocument(data) as document:
        assert len(document) == found.pages


@pytest.mark.parametrize("name", ALL)
def test_the_same_people_make_the_same_bytes_and_others_another_version(name):
    families = list(people.ordinary())
    data, found = printed(name, families)
    assert printed(name, families)[0] == data
    if name not in {"destination_summary", "transfer_form"}:
        assert printed(name, people.alone())[1].version != found.version


@pytest.mark.parametrize("name", ALL)
def test_a_workbook_holds_what_the_document_lists(name, tmp_path):
    path = tmp_path / "表.xlsx"
    families = list(people.ordinary())
    rows = write_sheet(path, DOCUMENTS[name], when(), families)
    assert rows == len(list(DOCUMENTS[name].rows(when(), families)))
    sheet = load_workbook(path).active
    labels = {column.label for column in DOCUMENTS[name].wide_table(when()).columns}
    assert labels <= {cell.value for row in sheet.iter_rows(max_row=5) for cell in row}


@pytest.mark.parametrize("name", [name for name in LISTING_EACH if name != "doubt_sheet"])
def test_only_those_who_were_chosen_are_listed(name, tmp_path):
    families = list(people.ordinary())
    chosen = families[1].members[0].person
    text = text_of(printed(name, families, people=frozenset({chosen.id}))[0], tmp_path)
    assert "向家大" not in text
    wants_work = name == "jobless_roster"
    assert (("田*山" if name == "public_notice" else "田大山") in text) is not wants_work


def test_a_page_that_lies_about_its_cells_would_be_found():
    data, _ = printed("labour_roster", people.alone())
    memory = BytesIO()
    with pdfium.PdfDocument(data) as document:
        page = document[0]
        for text in page.get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_TEXT]):
            text.set_matrix(text.get_matrix().translate(9, 0))
        page.gen_content()
        document.save(memory)
    assert list(faults(memory.getvalue()))
