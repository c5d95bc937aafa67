"""Many documents at once, in a folder or in one file, and what was printed lately."""

import subprocess

import pypdfium2 as pdfium
import pytest

from desktop.domain.errors import Refused
from desktop.services import batches, people, prints
from tests.population import records
from tests.population import township as made_up

BOTH = ("labour_roster", "household_summary")


@pytest.fixture
def filled(township):
    with township.ledger.act("test", "试验数据") as writer:
        for record in records(made_up("433130110", 60, 3)):
            writer.insert(record)
    return township


@pytest.fixture
def villages(filled):
    return tuple(one.place.code for one in people.villages(filled, empty=False)[:2])


def test_a_folder_gets_a_file_of_each_document_and_village(filled, villages, tmp_path):
    folder = tmp_path / "批"
    folder.mkdir()
    made = batches.to_folder(filled, documents=BOTH, villages=villages, folder=folder)
    names = {one.place.name for one in people.villages(filled, empty=False)[:2]}
    assert {one.file.name for one in made} == {
        f"{name}_{prints.info(document).label}.pdf" for name in names for document in BOTH
    }
    assert all(one.file.read_bytes().startswith(b"%PDF") for one in made)


def test_no_file_is_written_over(filled, tmp_path):
    (tmp_path / "石牌镇人社所_劳动力及农户总表.pdf").write_bytes(b"old")
    before = sorted(tmp_path.iterdir())
    with pytest.raises(Refused, match="已有石牌镇人社所_劳动力及农户总表"):
        batches.to_folder(filled, documents=BOTH, folder=tmp_path)
    assert sorted(tmp_path.iterdir()) == before


def test_one_file_holds_the_pages_of_all(filled, villages, tmp_path):
    file = tmp_path / "合订.pdf"
    pages = batches.to_file(filled, documents=BOTH, villages=villages, file=file)
    subprocess.run(["qpdf", "--check", file], check=True, capture_output=True)
    with pdfium.PdfDocument(file) as document:
        text = "\n".join(page.get_textpage().get_text_bounded() for page in document)
        assert len(document) == pages >= 4
    assert text.count("劳动力及农户总表") == 2


def test_nothing_to_print_and_no_folder_are_refused(filled, tmp_path):
    with pytest.raises(Refused, match="先选"):
        batches.to_folder(filled, documents=(), folder=tmp_path)
    with pytest.raises(Refused, match="没有“gone”"):
        batches.to_folder(filled, documents=BOTH, folder=tmp_path / "gone")


def test_what_was_printed_lately_comes_first_with_its_version(filled, tmp_path):
    assert batches.recent(filled) == []
    prints.sheet(filled, document="labour_roster", file=tmp_path / "册.xlsx")
    made = prints.pdf(filled, document="labour_roster", file=tmp_path / "册.pdf")
    first, second = batches.recent(filled)
    assert made.version in first.label
    assert second.label.startswith("导出劳动力资源花名册")
    assert batches.recent(filled, last=1) == [first]
