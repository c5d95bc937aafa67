"""轮次: begun in a dialog, counted, taken through its steps, corrected after the archive."""

from datetime import date

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QInputDialog, QMessageBox, QPushButton

from desktop.services import round_steps, rounds, visits
from desktop.ui.dialogs.correction_dialog import CorrectionDialog
from desktop.ui.dialogs.new_round_dialog import NewRoundDialog
from desktop.ui.pages.rounds import RoundsPage
from desktop.ui.widgets.bars import percent
from tests.ui.conftest import ident


@pytest.fixture
def survey(session):
    return rounds.add(session, name="年度摸底", reference_date=date(2026, 6, 30), flow="完整",
                      kind="年度普查")  # fmt: skip


@pytest.fixture
def page(desk, show, survey):
    return show(RoundsPage(desk))


def click(qtbot, widget):
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def answer_box(qtbot, page, words):
    """Press the button of a question that says these words."""
    boxes = [box for box in page.findChildren(QMessageBox) if box.isVisible()]
    (found,) = [one for box in boxes for one in box.buttons() if one.text() == words]
    click(qtbot, found)


def test_a_new_round_is_proposed_and_begun(qtbot, page, session):
    dialog = page.acts.ask_new()
    assert dialog.findChild(QPushButton, "add") is not None
    dialog.kind.setCurrentIndex(dialog.kind.findData("月监测"))
    dialog.reference.setDate(QDate(2026, 7, 31))
    assert (dialog.name.text(), dialog.flow.currentData()) == ("2026年7月月监测", "简易")
    click(qtbot, dialog.findChild(QPushButton, "add"))
    made = rounds.named(session, "2026年7月月监测")
    assert (made.kind, made.flow, str(made.reference_date)) == ("月监测", "简易", "2026-07-31")
    assert page.survey().id == made.id


def test_a_round_without_a_name_is_not_begun(qtbot, page):
    dialog = page.acts.ask_new()
    dialog.name.clear()
    with qtbot.assertNotEmitted(dialog.submitted):
        dialog.accept()
    assert "名称" in dialog.problem.text()
    assert isinstance(dialog, NewRoundDialog)


def test_progress_is_shown_by_group_and_surveyor(page, session, survey):
    visits.unchanged(session, survey=survey.id, household=ident("h1"))
    shown = [(line.group, line.tally.households, line.tally.done)
             for line in page.progress.table.rows]  # fmt: skip
    assert shown == [("全村", 2, 1), ("全村", 1, 0)]
    page.groups.setChecked(True)
    assert [line.group for line in page.progress.table.rows] == [
        "全村", "一组", "二组", "全村", "一组"
    ]  # fmt: skip
    bar = page.progress.table.index(0, 2).data()
    assert bar == "50%"
    (one,) = page.surveyors.table.rows
    assert (one.households, one.answered) == (1, 3)
    assert "已有结果 1 户（33%）" in page.facts.text()


def test_reporting_with_errors_asks_first_and_offers_the_cover(
    qtbot, page, session, survey, tmp_path, monkeypatch
):
    file = tmp_path / "封面.pdf"
    monkeypatch.setattr("desktop.ui.round_actions.QFileDialog.getSaveFileName",
                        lambda *_: (str(file), ""))  # fmt: skip
    click(qtbot, page.forth)
    assert rounds.named(session, "年度摸底").state == "采集"
    answer_box(qtbot, page, "带错上报")
    assert rounds.named(session, "年度摸底").state == "村报"
    assert file.exists()


def test_a_step_back_asks_why(qtbot, page, session, survey):
    round_steps.advance(session, survey=survey.id, with_errors=True)
    page.refresh()
    click(qtbot, page.back)
    (dialog,) = page.findChildren(QInputDialog)
    dialog.setTextValue("漏了一个组")
    dialog.accept()
    assert rounds.named(session, "年度摸底").state == "采集"


def test_after_the_archive_there_is_only_the_correction(qtbot, page, session, survey):
    visits.set_answer(session, survey=survey.id, person=ident("p1"), field="expected_wage",
                      text="4000")  # fmt: skip
    for _ in range(3):
        round_steps.advance(session, survey=survey.id, with_errors=True)
    page.refresh()
    assert not page.correct.isVisible()
    click(qtbot, page.forth)
    answer_box(qtbot, page, "归档")
    assert page.correct.isVisible()
    assert not page.forth.isVisible()
    assert not page.back.isVisible()
    click(qtbot, page.correct)
    (dialog,) = page.findChildren(CorrectionDialog)
    dialog.accept()
    assert "还没有填" in dialog.problem.text()
    dialog.search.setText("zsf")
    dialog.field.setCurrentIndex(dialog.field.findData("expected_wage"))
    dialog.text.setText("4500")
    dialog.reason.setText("来电更正")
    dialog.accept()
    (one,) = page.corrections.table.rows
    assert (one.name, one.old, one.new, one.reason) == ("张三丰", "4000", "4500", "来电更正")


def test_without_a_round_it_says_what_a_round_is_for(desk, show):
    page = show(RoundsPage(desk))
    assert "新建一个轮次" in page.facts.text()
    assert not page.forth.isVisible()


def test_a_share_is_never_whole_before_everything_is_done():
    assert [percent(0, 0), percent(0, 3), percent(299, 300), percent(3, 3)] == [
        "", "0%", "99%", "100%"
    ]  # fmt: skip


def test_what_a_round_asks_is_moved_and_taken_back(qtbot, page, session):
    dialog = page.acts.ask_asks(page.survey())
    choice = dialog.choices["person.political"]
    choice.setCurrentIndex(choice.findData("必问"))
    click(qtbot, dialog.findChild(QPushButton, "done"))
    assert page.survey().asks == "person.political=必问"
    again = page.acts.ask_asks(page.survey())
    assert again.choices["person.political"].currentData() == "必问"
    click(qtbot, next(one for one in again.findChildren(QPushButton) if one.text() == "全部照常"))
    click(qtbot, again.findChild(QPushButton, "done"))
    assert not page.survey().asks
