"""Looking at a file before it is taken in."""

import pytest

from desktop.domain.errors import Cancelled
from desktop.services import incoming, people


@pytest.fixture
def roster(township, tmp_path):
    village = people.villages(township)[4].place.name
    file = tmp_path / "名单.csv"
    file.write_text(
        f"序号,姓名,身份证号,村,星座\n1,周七,43313019850101301X,{village},白羊\n", encoding="utf-8"
    )
    return file


def test_columns_are_named_by_what_they_are_taken_as(township, roster):
    (looked,) = incoming.look(township, [roster])
    assert [(heading.text, heading.taken) for heading in looked.headings] == [
        ("序号", False),
        ("姓名", True),
        ("身份证号", True),
        ("村", True),
        ("星座", False),
    ]
    assert looked.headings[1].meaning == "人员·姓名"


def test_rows_stand_under_the_headings_that_are_understood(township, roster):
    (looked,) = incoming.look(township, [roster])
    shown = dict(zip(looked.shown, looked.lines[0].texts, strict=True))
    assert shown["姓名"] == "周七"
    assert looked.lines[0].number == 2
    assert "星座" not in shown


def test_a_bad_file_says_why_and_the_next_is_looked_at(township, roster, tmp_path):
    bad = tmp_path / "坏.xlsx"
    bad.write_bytes(b"PK\x03\x04 broken")
    first, second = incoming.look(township, [bad, roster])
    assert first.refused
    assert first.report is None
    assert not first.locked
    assert second.report.added == 1


def test_looking_can_be_given_up(township, roster):
    def give_up(done, total):
        raise Cancelled

    with pytest.raises(Cancelled):
        incoming.look(township, [roster], progress=give_up)
