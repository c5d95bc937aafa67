"""A round goes its steps; errors hold back only their own household; the archive stays as it is."""

from datetime import date

import pypdfium2 as pdfium
import pytest

from desktop.domain.errors import Refused
from desktop.domain.reading import Unreadable
from desktop.services import (
    checks,
    corrections,
    entry,
    people,
    reporting,
    round_covers,
    round_progress,
    round_steps,
    rounds,
    visits,
)
from tests.domain.make import id_no
from tests.services.homes import VILLAGE, home, key


@pytest.fixture
def census(township):
    return rounds.add(township, name="年度摸底", reference_date=date(2026, 6, 30), flow="完整",
                      kind="年度普查", due=date(2026, 7, 20))  # fmt: skip


@pytest.fixture
def good(township):
    household, (head,) = home(township, "田大山")
    key(township, head.person, id_no=id_no("1975-03-02", "男", 11))
    return household, head


@pytest.fixture
def bad(township):
    household, (head,) = home(township, "石三")
    key(township, head.person, id_no="43313019750302001")
    return household, head


def test_each_flow_has_its_steps(township, census, good):
    short = rounds.add(township, name="月监测", reference_date=date(2026, 5, 31))
    for survey, steps in ((census, ["村报", "乡审", "上报", "归档"]), (short, ["已报", "归档"])):
        done = [round_steps.advance(township, survey=survey.id, with_errors=True).state
                for _ in steps]  # fmt: skip
        assert done == steps
        with pytest.raises(Refused, match="没有下一步"):
            round_steps.advance(township, survey=survey.id)


def test_an_error_holds_back_its_own_household_only(township, census, good, bad):
    checks.refresh(township)
    (held,) = round_steps.held_back(township, census.id)
    assert held.family.household.id == bad[0].id
    with pytest.raises(Refused, match="1 户有错误"):
        round_steps.advance(township, survey=census.id)
    assert rounds.named(township, "年度摸底").state == "采集"
    assert round_steps.advance(township, survey=census.id, with_errors=True).state == "村报"
    assert round_steps.advance(township, survey=census.id).state == "乡审"


def test_the_cover_lists_what_is_held_back(township, census, good, bad, tmp_path):
    checks.refresh(township)
    made = round_covers.pdf(township, survey=census.id, file=tmp_path / "封面.pdf")
    with pdfium.PdfDocument(made.file) as found:
        text = "".join(page.get_textpage().get_text_bounded() for page in found)
    for expected in ("年度摸底上报封面", "石三", "本次上报", "1 户，1 处错误", "石牌镇人社所"):
        assert expected in text
    assert "田大山" not in text


def test_only_villages_in_the_scope_count(township, bad):
    code = township.ledger.book.places.get(people.village_of(township, "卧龙村")).code
    narrow = rounds.add(township, name="专项", reference_date=date(2026, 4, 30), scope=code)
    checks.refresh(township)
    assert round_steps.held_back(township, narrow.id) == []
    assert round_progress.progress(township, narrow.id) == []
    wide = rounds.add(township, name="专项二", reference_date=date(2026, 4, 30), scope=VILLAGE)
    assert len(round_steps.held_back(township, wide.id)) == 1
    for wrong in ({"scope": "天边村"}, {"age_policy": "1900"}):
        with pytest.raises(Refused):
            rounds.add(township, name="错", reference_date=date(2026, 4, 30), **wrong)
    with pytest.raises(Unreadable):
        rounds.add(township, name="错", reference_date=date(2026, 4, 30), kind="随便")


def test_a_round_counts_by_its_own_labour_age(township):
    made = rounds.add(township, name="口径", reference_date=date(2026, 4, 30),
                      age_policy="survey_60_50")  # fmt: skip
    assert rounds.policy_key(township, made) == "survey_60_50"
    assert rounds.policy_key(township, None) == ""


def test_a_step_back_needs_a_reason_and_stops_at_both_ends(township, census):
    round_steps.advance(township, survey=census.id)
    with pytest.raises(Refused, match="原因"):
        round_steps.step_back(township, survey=census.id, reason=" ")
    assert round_steps.step_back(township, survey=census.id, reason="漏报").state == "采集"
    with pytest.raises(Refused, match="第一步"):
        round_steps.step_back(township, survey=census.id, reason="漏报")
    for _ in range(4):
        round_steps.advance(township, survey=census.id)
    with pytest.raises(Refused, match="更正"):
        round_steps.step_back(township, survey=census.id, reason="漏报")


def test_progress_is_told_by_surveyor(township, census, good, bad):
    visits.unchanged(township, survey=census.id, household=good[0].id)
    visits.set_answer(township, survey=census.id, person=bad[1].person.id, field="job_will",
                      text="是")  # fmt: skip
    (one,) = round_progress.by_surveyor(township, census.id)
    assert (one.surveyor, one.households, one.done, one.answered, one.changed) == (
        "管理员", 2, 1, 2, 1
    )  # fmt: skip
    assert one.first == one.last == "2026-06-30"


def archived(session, census, person):
    visits.set_answer(session, survey=census.id, person=person, field="expected_wage", text="4000")
    for _ in round_steps.steps_of(census)[1:]:
        round_steps.advance(session, survey=census.id, with_errors=True)


def test_after_the_archive_only_a_correction_with_a_reason_changes_an_answer(
    township, census, good
):
    person = good[1].person.id
    archived(township, census, person)
    with pytest.raises(Refused, match="更正"):
        visits.set_answer(
            township, survey=census.id, person=person, field="expected_wage", text="1"
        )
    given = {"survey": census.id, "person": person, "field": "expected_wage", "text": "4500"}
    with pytest.raises(Refused, match="原因"):
        corrections.correct(township, **given, reason=" ")
    cell = corrections.correct(township, **given, reason="本人来电更正")
    assert cell.shown == "4500"
    (one,) = corrections.corrections(township, survey=census.id)
    assert (one.name, one.label, one.old, one.new, one.reason, one.who) == (
        "田大山", "期望薪资", "4000", "4500", "本人来电更正", "管理员"
    )  # fmt: skip


def test_a_correction_is_for_archived_answers_only(township, census, good, bad):
    given = {"field": "expected_wage", "text": "4500", "reason": "来电"}
    person = good[1].person.id
    with pytest.raises(Refused, match="还没有归档"):
        corrections.correct(township, survey=census.id, person=person, **given)
    archived(township, census, person)
    with pytest.raises(Refused, match="没有调查答案"):
        corrections.correct(township, survey=census.id, person=bad[1].person.id, **given)
    assert corrections.corrections(township, survey=census.id) == []


def test_an_archive_stays_when_facts_go_on(township, census, good):
    archived(township, census, good[1].person.id)
    before = round_progress.differences(township, census.id)
    entry.add_member(township, household=good[0].id, name="新人")
    key(township, good[1].person, phone="13912345678")
    assert round_progress.differences(township, census.id) == before


def test_reports_count_by_the_labour_age_of_the_latest_round(township):
    assert reporting.basis(township).limits.male_max == 59
    rounds.add(township, name="口径", reference_date=date(2026, 6, 30), age_policy="survey_60_55")
    assert reporting.basis(township).limits.male_max == 60
    assert reporting.basis(township, "statistics").limits.male_max == 59
