"""The data dictionary as a list and as the page in docs."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from desktop.domain.dictionary import Dictionary, entity
from desktop.domain.dictionary_list import dictionary_page, dictionary_rows
from desktop.domain.entities import STANDARD
from desktop.domain.kinds import Ask, Text
from desktop.domain.record import Record

PAGE = Path(__file__).parents[2] / "docs" / "data-dictionary.md"


@entity("boat", "船")
@dataclass(frozen=True, slots=True, kw_only=True)
class Boat(Record):
    """Something that floats."""

    ferry: Annotated[
        str | None, Text("渡口", ask=Ask.ALWAYS, max_length=9, aliases=("码头", "a|b"))
    ] = None


def test_the_page_in_docs_is_current():
    assert PAGE.read_text(encoding="utf-8") == dictionary_page(STANDARD)


def test_every_field_of_every_entity_has_a_row():
    rows = dictionary_rows(STANDARD)
    assert {f"{row.entity}.{row.field}" for row in rows} == {
        field.path for described in STANDARD for field in described.fields
    }
    education = next(row for row in rows if (row.entity, row.field) == ("person", "education"))
    assert (education.label, education.kind, education.ask) == (
        "文化程度",
        "Code(education)",
        "必问",
    )
    assert education.kind_label == "选项（education）"
    assert (education.owner, education.secrecy) == ("村", "公开")
    assert "学历" in education.aliases


def test_a_throw_away_field_stands_on_the_page_by_its_declaration():
    page = dictionary_page(Dictionary(Boat))
    assert "## 船 `boat`" in page
    assert "| `ferry` | 渡口 | 文字（最多9字） | 必问 |  | 公开 | 码头、a\\|b |" in page
