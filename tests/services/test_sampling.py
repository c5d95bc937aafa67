"""抽查: only who was asked is drawn, results make a rate, the sheet says the seed."""

from datetime import date

import pypdfium2 as pdfium
import pytest

from desktop.domain.errors import Refused
from desktop.domain.reading import Unreadable
from desktop.services import rounds, sampling, visits
from tests.services.homes import home, key


@pytest.fixture
def survey(township):
    return rounds.add(township, name="二季度", reference_date=date(2026, 6, 30)).id


@pytest.fixture
def asked(township, survey):
    """Six households of two groups, of which all but the last were asked."""
    homes = [home(township, f"田{at}", group=f"{at % 2 + 1}组") for at in range(6)]
    for household, members in homes[:-1]:
        key(township, members[0].person, phone="13800138000", employment_status="本地务农")
        visits.unchanged(township, survey=survey, household=household.id)
    return [household.id for household, _ in homes]


def test_every_group_that_was_asked_is_drawn(township, survey, asked):
    found = sampling.draw(township, survey=survey, percent=10, seed=7)
    assert {check.group_name for check in found.checks} == {"1组", "2组"}
    assert {check.household for check in found.checks} <= set(asked[:-1])
    assert [check.number for check in found.checks] == [1, 2]
    whole = sampling.draw(township, survey=survey, percent=100, seed=8)
    assert {check.household for check in whole.checks} == set(asked[:-1])
    assert [one.seed for one in sampling.drawn(township, survey=survey)] == [8, 7]


def test_results_come_to_a_rate_of_those_reached(township, survey, asked):
    checks = sampling.draw(township, survey=survey, percent=100).checks
    assert sampling.drawn(township, survey=survey)[0].rate is None
    for check, result in zip(checks, ("一致", "1", "不一致", "lxbs"), strict=False):
        sampling.set_result(township, check=check.id, result=result, note="工资对不上")
    (now,) = sampling.drawn(township, survey=survey)
    assert (now.counts["一致"], now.counts["不一致"], now.counts["联系不上"], now.counts[""]) == (
        2, 1, 1, 1
    )  # fmt: skip
    assert now.rate == pytest.approx(2 / 3)
    assert now.checks[0].checker == "管理员"
    taken_back = sampling.set_result(township, check=checks[0].id, result="")
    assert (taken_back.result, taken_back.checked_on, taken_back.note) == (None, None, None)
    with pytest.raises(Unreadable):
        sampling.set_result(township, check=checks[0].id, result="差不多")


def test_the_call_sheet_says_seed_phone_and_what_was_told(township, survey, asked, tmp_path):
    sampling.draw(township, survey=survey, percent=100, seed=4711)
    made = sampling.pdf(township, survey=survey, seed=4711, file=tmp_path / "抽查.pdf")
    with pdfium.PdfDocument(made.file) as found:
        text = "".join(page.get_textpage().get_text_bounded() for page in found)
    for expected in ("随机种子：4711", "13800138000", "田0：本地务农", "□一致", "抽查人"):
        assert expected in text
    assert made.rows == 5
    assert sampling.preview(township, survey=survey, seed=4711).pages == made.pages


def test_what_cannot_be_drawn_is_refused(township, survey, asked):
    sampling.draw(township, survey=survey, seed=5)
    for wrong, told in (
        ({"seed": 5}, "已经抽过"), ({"percent": 0}, "1%"), ({"village": "卧龙村"}, "还没有调查完成")
    ):  # fmt: skip
        with pytest.raises(Refused, match=told):
            sampling.draw(township, **{"survey": survey} | wrong)
    with pytest.raises(Refused, match="请先抽取"):
        sampling.preview(township, survey=survey, seed=99)
