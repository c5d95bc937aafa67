"""Looking at pages before printing."""

import pytest

from desktop.domain.errors import Refused
from desktop.services import previews, prints
from desktop.storage import history

PNG = b"\x89PNG\r\n\x1a\n"


def files_of(folder):
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


def test_the_preview_is_what_would_be_printed_and_leaves_no_trace(township, tmp_path):
    before = files_of(township.ledger.folder), township.ledger.position
    preview = previews.open_preview(township, document="household_summary")
    assert (files_of(township.ledger.folder), township.ledger.position) == before
    made = prints.pdf(township, document="household_summary", file=tmp_path / "表.pdf")
    assert preview.data == made.file.read_bytes()
    assert preview.pages == made.pages
    assert [act.verb for _, act in history.recent_acts(township.ledger.data, 1)] == ["print.pdf"]


def test_a_page_is_drawn_at_the_wanted_size(township):
    preview = previews.open_preview(township, document="labour_roster", paper="A3")
    small, large = preview.png(1, 40), preview.png(1, 80)
    assert small.startswith(PNG)
    widths = [int.from_bytes(picture[16:20], "big") for picture in (small, large)]
    assert abs(widths[1] - 2 * widths[0]) <= 2


@pytest.mark.parametrize("page", [0, 99])
def test_a_page_that_there_is_not_is_refused(township, page):
    preview = previews.open_preview(township, document="labour_roster")
    with pytest.raises(Refused, match="没有第"):
        preview.png(page)
