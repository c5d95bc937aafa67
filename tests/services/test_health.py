"""台账体检报告: the numbers of each village, and the names behind them."""

import pytest
from openpyxl import load_workbook

from desktop.services import health, imports, people, person_lists
from tests.intake.tables import SAMPLES

SHEET = next(SAMPLES.glob("*桃兴村*.xlsx"))


@pytest.fixture
def taken(township):
    return imports.take_in(township, file=SHEET)


def numbers(session):
    row = next(row for row in health.report(session) if row.name == "桃兴村")
    return dict(zip((one.label for one in health.QUESTIONS), row.numbers, strict=True))


def test_each_number_is_that_of_the_names_behind_it(township, taken):
    for row in health.report(township):
        for question, number in zip(health.QUESTIONS, row.numbers, strict=True):
            behind = health.people_behind(township, question, row.village)
            assert len(behind) == number, question.label
            assert health.names_of(township, question=question, village=row.village).count == number


def test_the_sums_stand_at_the_end(township, taken):
    *villages, sums = health.report(township)
    assert (sums.name, sums.village) == ("合计", "")
    assert sums.numbers == tuple(map(sum, zip(*(row.numbers for row in villages), strict=True)))
    assert sums.numbers[0] == taken.added


def test_damaged_shared_and_missing_are_told_apart(township, taken):
    told = numbers(township)
    errors = [one for one in taken.findings if one.rule in {1, 38}]
    assert told["身份证错"] == len({one.line for one in errors}) > 0
    assert told["重复"] == len({one.line for one in taken.findings if one.rule == 2}) > 0
    assert told["缺项"] > 0


def test_a_number_that_is_mended_leaves_the_report(township, taken):
    question = next(one for one in health.QUESTIONS if one.label == "身份证错")
    before = numbers(township)["身份证错"]
    person = health.people_behind(township, question, "")[0]
    found = people.member(township, person)[1].person
    with township.ledger.act("test", "改") as writer:
        writer.update(found, {}, unread={"id_no": None})
    assert numbers(township)["身份证错"] == before - 1


def test_the_report_is_written_as_a_page_and_as_a_workbook(township, taken, tmp_path):
    health.write(township, file=tmp_path / "体检.pdf")
    assert (tmp_path / "体检.pdf").read_bytes().startswith(b"%PDF")
    health.write(township, file=tmp_path / "体检.xlsx")
    texts = [cell.value for row in load_workbook(tmp_path / "体检.xlsx").active for cell in row]
    assert {"身份证错", "桃兴村", "合计"} <= set(texts)


def test_its_filters_stand_in_the_list_of_people(township, taken):
    keys = {one.key for one in person_lists.STANDING}
    assert {one.standing for one in health.QUESTIONS if one.standing} <= keys
