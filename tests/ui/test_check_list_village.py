"""A village of 60 households keyed in from its check list by keys alone, five things changed."""

import sys
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.domain.entities import (
    EmploymentSpell,
    Household,
    HouseholdVisit,
    Membership,
    Person,
    SurveyAnswer,
)
from desktop.domain.partial_date import PartialDate
from desktop.services import check_entry, check_lists, check_prints, checks, people, rounds
from desktop.services.people import Village
from desktop.ui.pages.check_list import CheckListPage
from tests.domain.make import id_no

Key = Qt.Key
HOUSEHOLDS = 60
CHANGES = (
    (7, "h", "4"),
    (18, "j", "1"),
    (26, "n", "5200"),
    (44, "d", "13912345678"),
    (55, "p", "1"),
)
"""The household (counted from 0), the letter on paper, and what is typed."""


def families(village):
    """Sixty households of three in three groups, the head at work away from home."""
    serial = 0
    for number in range(HOUSEHOLDS):
        house = Household(id=f"h{number:03}", village=village, group_name=f"{number // 20 + 1}组",
                          household_no=f"433130110200{number:04}", status="在册")  # fmt: skip
        yield house
        for at, (relation, sex, born) in enumerate(
            (("户主", "男", 1978), ("配偶", "女", 1980), ("之子", "男", 2003))
        ):
            serial += 1
            birth = f"{born}-{serial % 12 + 1:02}-{serial % 27 + 1:02}"
            who = Person(
                id=f"p{number:03}{at}", name=f"田{'甲乙丙'[at]}{number}", sex=sex,
                birth=PartialDate.parse(birth), id_no=id_no(birth, sex, serial),
                phone=f"1380000{serial:04}", education="初中", health="健康", status="在册",
                employment_status="转移就业" if at == 0 else "本地务农",
            )  # fmt: skip
            yield who
            yield Membership(id=f"m{number:03}{at}", person=who.id, household=house.id,
                             kind="户籍", relation=relation)  # fmt: skip
            if at == 0:
                yield EmploymentSpell(id=f"s{number:03}", person=who.id, kind="务工", wage=4000,
                                      employer="某电子厂", work_place="广东省深圳市",
                                      start=PartialDate(2024, 3))  # fmt: skip


def answers(survey):
    """What everybody answered in the round before."""
    for number in range(HOUSEHOLDS):
        visit = HouseholdVisit(id=f"v{number:03}", round=survey, household=f"h{number:03}",
                               visit_no=1, result="完成")  # fmt: skip
        yield visit
        for at in range(3):
            yield SurveyAnswer(id=f"a{number:03}{at}", round=survey, visit=visit.id,
                               person=f"p{number:03}{at}", changed=True, job_will=False,
                               present="外出半年以上" if at == 0 else "在家",
                               employment_status="转移就业" if at == 0 else "本地务农",
                               spell=f"s{number:03}" if at == 0 else None)  # fmt: skip


@pytest.fixture
def village(session) -> Village:
    return people.villages(session)[8]


@pytest.fixture
def survey(session, village, tmp_path):
    last = rounds.add(session, name="上半年", reference_date=date(2026, 6, 30))
    with session.ledger.act("test", "造数") as writer:
        for record in (*families(village.place.id), *answers(last.id)):
            writer.insert(record)
    checks.check_all(session)
    now = rounds.add(session, name="下半年", reference_date=date(2026, 12, 31)).id
    check_prints.pdf(session, survey=now, village=village.place.code, file=tmp_path / "表.pdf")
    return now


@pytest.fixture
def page(qtbot, desk, show, survey, village):
    page = show(CheckListPage(desk))
    page.resize(1180, 660)
    page.bar.choose(village.place.id)
    page.activateWindow()
    page.entry().setFocus()
    qtbot.waitUntil(page.bar.row.hasFocus)
    return page


class Keyboard:
    """Presses keys at whatever has the focus, and counts them."""

    def __init__(self, qtbot):
        self.qtbot, self.count = qtbot, 0

    def press(self, key):
        self.count += 1
        self.qtbot.keyClick(QApplication.focusWidget(), key)

    def type(self, text):
        for letter in text:
            self.count += 1
            self.qtbot.keyClicks(QApplication.focusWidget(), letter)


def paper(session, survey, village):
    """Where each household stands on paper: page and first row."""
    found = {}
    for one in check_lists.pages(session, survey=survey, village=village.place.id):
        shown = check_lists.page(session, survey=survey, village=village.place.id, number=one.page)
        for row in shown.rows:
            if row.is_first:
                found[row.household.id] = (one.page, row.number)
    return found


def test_sixty_households_with_five_changes_by_keys_alone(
    qtbot, page, session, survey, village, capsys
):
    places = paper(session, survey, village)
    wanted = {}
    for number, letter, text in CHANGES:
        number_of_page, row = places[f"h{number:03}"]
        wanted.setdefault(number_of_page, []).append((row, letter, text))
    keys, changing = Keyboard(qtbot), []
    pages = check_lists.pages(session, survey=survey, village=village.place.id)
    for at in pages:
        assert page.sheet.page.number == at.page
        for row, letter, text in wanted.get(at.page, ()):
            before = keys.count
            keys.type(f"{row}{letter}")
            keys.press(Key.Key_Return)
            keys.type(text)
            keys.press(Key.Key_Return)
            changing.append(keys.count - before)
        keys.press(Key.Key_F8)

    found = check_entry.differences(session, survey=survey, village=village.place.id)
    assert sorted((one.name, one.label, one.old, one.new) for one in found) == sorted(
        [
            ("田甲7", "就业状态", "转移就业", "暂未就业"),
            ("田甲18", "在家/外出", "外出半年以上", "在家"),
            ("田甲26", "月收入", "4000", "5200"),
            ("田甲44", "联系电话", "13800000133", "13912345678"),
            ("田甲55", "就业意愿", "否", "是"),
        ]
    )
    same = HOUSEHOLDS - len(CHANGES)
    per_household, per_change = (keys.count - sum(changing)) / same, changing
    with capsys.disabled():
        sys.stdout.write(
            f"\n核对表录入：{HOUSEHOLDS} 户、{len(pages)} 页、5 处变动，共按键 {keys.count} 次；"
            f"无变化每户 {per_household:.2f} 次，每处变动 {per_change} 次"
            f"（平均 {sum(per_change) / len(per_change):.1f}）\n"
        )
    assert per_household <= 3
    assert sum(per_change) / len(per_change) <= 12
