"""Rows of invented people and printed pages read back."""

from dataclasses import dataclass

import pypdfium2 as pdfium
import pytest

from desktop.domain.tables import Align, Column, Table
from desktop.export.pdf.fonts import find_fonts


@dataclass(frozen=True)
class Guest:
    """One row of the tables in these tests."""

    number: int
    name: str = "向家大"
    village: str = "坪头村"
    household: str = ""
    pay: int | None = None
    note: str = ""


ROSTER: Table[Guest] = Table(
    "劳动力资源花名册",
    (
        Column("序号", lambda guest: guest.number, 12, Align.CENTER),
        Column("姓名", lambda guest: guest.name, 30, Align.CENTER, wrap=False),
        Column("月收入", lambda guest: guest.pay, 20, Align.RIGHT, total=True),
        Column("备注", lambda guest: guest.note, 30),
    ),
)


class Paper:
    """A PDF read back."""

    def __init__(self, path):
        self.document = pdfium.PdfDocument(path)
        self.pages = [page.get_textpage().get_text_bounded() for page in self.document]

    @property
    def text(self):
        return "\n".join(self.pages)

    @property
    def bookmarks(self):
        marks = self.document.get_toc()
        return [(mark.get_title(), mark.get_dest().get_index()) for mark in marks]


@pytest.fixture(scope="session")
def fonts():
    return find_fonts()


@pytest.fixture
def read():
    return Paper


@pytest.fixture
def guest():
    return Guest


@pytest.fixture
def roster():
    return ROSTER
