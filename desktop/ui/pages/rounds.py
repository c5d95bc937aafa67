"""轮次: the rounds, how far the chosen one has come, its steps, what was corrected after."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QStackedWidget, QTabBar, QWidget

from desktop.domain.entities import SurveyRound
from desktop.domain.tables import Column
from desktop.services import (
    corrections,
    round_progress,
    round_steps,
    rounds,
)
from desktop.services.roles import Role
from desktop.services.round_progress import Count
from desktop.ui import messages
from desktop.ui.desk import Desk
from desktop.ui.jobs import in_thread
from desktop.ui.pages.page import Page
from desktop.ui.round_actions import RoundActions
from desktop.ui.round_tables import (
    BAR,
    Line,
    add_up,
    corrections_table,
    lines_of,
    progress_table,
    rounds_table,
    surveyors_table,
)
from desktop.ui.widgets.bars import BarDelegate, percent
from desktop.ui.widgets.cells import PILL
from desktop.ui.widgets.grid import Grid
from desktop.ui.widgets.layout import button, column, frame, label, row, with_icon
from desktop.ui.widgets.steps import Steps
from desktop.ui.widgets.table_model import TableModel

_GROUP_AT = 1
_TABS = ("村组进度", "调查员", "更正记录")


class RoundsPage(Page):
    """The list at the left, the chosen round at the right."""

    shows = frozenset({"survey_round", "household_visit", "survey_answer", "household"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.may_review = desk.session.role >= Role.REVIEWER
        self.acts = RoundActions(desk, self)
        self.acts.added.connect(self._go_to)
        self.list = Grid(TableModel(rounds_table(), self, tone=_tone), self.look, desk.preferences)
        self.list.stretch(0)
        self.list.looked_at.connect(lambda _row: self._show_round())
        self.progress = self._grid(TableModel(progress_table(), self, tone=_progress_tone))
        self.surveyors = self._grid(TableModel(surveyors_table(), self))
        self.corrections = self._grid(TableModel(corrections_table(), self))
        self.name, self.facts = label("", "heading"), label("", "quiet", wrap=True)
        self.steps = Steps(self.look)
        self.tabs, self.stack = QTabBar(), QStackedWidget()
        self.groups = QCheckBox("展开到组")
        self._counts: list[Count] = []
        self.body.addLayout(self._layout(), 1)

    def _grid(self, model: TableModel) -> Grid:
        grid = Grid(model, self.look, self.desk.preferences)
        for at, shown in enumerate(model.table.columns):
            if shown.label == BAR:
                grid.setItemDelegateForColumn(at, BarDelegate(self.look, grid))
                grid.stretch(at)
        return grid

    def _layout(self) -> QHBoxLayout:
        px = self.look.px
        new = with_icon(button("新建轮次…", self.acts.ask_new, "main", "new"), "plus", self.look,
                        on_main=True)  # fmt: skip
        new.setEnabled(self.may_review)
        left = column(row(label("轮次", "heading"), None, new), self.list, gap=px(8), margin=px(12))
        left.setStretch(1, 1)
        side = frame(left)
        side.setFixedWidth(px(330))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName("进度")
        for words, grid in zip(
            _TABS, (self.progress, self.surveyors, self.corrections), strict=True
        ):
            self.tabs.addTab(words)
            self.stack.addWidget(grid)
        self.tabs.currentChanged.connect(self.stack.setCurrentIndex)
        self.groups.toggled.connect(lambda _on: self._list_progress())
        self.forth = button("", partial(self._ask, self.acts.ask_forth), "main", "forth")
        self.back = button("退回上一步…", partial(self._ask, self.acts.ask_back), name="back")
        cover = button("上报封面…", partial(self._ask, self.acts.ask_cover))
        self.cover = with_icon(cover, "file", self.look)
        self.correct = button("更正…", partial(self._ask, self.acts.ask_correction), name="correct")
        self.asks = button("提问项目…", partial(self._ask, self.acts.ask_asks), name="asks")
        head = column(
            row(self.name, None, self.correct, self.asks, self.cover, self.back, self.forth),
            self.facts, px(4), self.steps, gap=px(6), margin=px(14),
        )  # fmt: skip
        below = column(row(self.tabs, None, self.groups, px(12)), self.stack, gap=0, margin=1)
        below.setStretch(1, 1)
        right = column(frame(head), frame(below), gap=px(10))
        right.setStretch(1, 1)
        line = row(side, gap=px(10))
        line.addLayout(right, 1)
        return line

    def _ask(self, ask: Callable[[SurveyRound], object]) -> None:
        found = self.survey()
        if found is not None:
            ask(found)

    def entry(self) -> QWidget:
        return self.list

    def reload(self) -> None:
        chosen = self.survey()
        found = rounds.listed(self.desk.session)
        self.list.table.set_rows(found)
        known = [one.id for one in found]
        self.list.go_to(known.index(chosen.id) if chosen and chosen.id in known else 0)
        self._show_round()

    def survey(self) -> SurveyRound | None:
        """The chosen round."""
        found = self.list.current_row()
        return found if isinstance(found, SurveyRound) else None

    def _show_round(self) -> None:
        found = self.survey()
        for part in (self.forth, self.back, self.cover, self.correct, self.asks):
            part.setVisible(found is not None and self.may_review)
        if found is None:
            self.name.setText("还没有轮次")
            self.facts.setText("新建一个轮次，就可以打印核对表、入户登记了。")
            self.steps.show_steps((), "")
            return
        self._show_steps(found)
        self._count(found)
        self.corrections.table.set_rows(
            corrections.corrections(self.desk.session, survey=found.id)
        )  # fmt: skip

    def _show_steps(self, found: SurveyRound) -> None:
        step = round_steps.next_step(found)
        is_archived = found.state == rounds.ARCHIVED
        self.name.setText(found.name or "")
        self.steps.show_steps(round_steps.steps_of(found), found.state or "")
        self.forth.setText(f"进入下一步：{step}")
        self.forth.setVisible(bool(step) and self.may_review)
        at_first = found.state == round_steps.steps_of(found)[0]
        self.back.setVisible(not is_archived and not at_first and self.may_review)
        self.correct.setVisible(is_archived and self.may_review)
        self.asks.setVisible(not is_archived and self.may_review)
        self.facts.setText(self._facts(found))

    def _facts(self, found: SurveyRound, total: Count | None = None) -> str:
        book = self.desk.session.ledger.book
        policy = book.policies.get(rounds.policy_key(self.desk.session, found))
        parts = (
            found.kind,
            f"{found.flow}流程" if found.flow else "",
            f"范围 {book.area_label(found.scope)}" if found.scope else "",
            f"截止 {found.due.show()}" if found.due else "",
            policy.name if policy else "",
        )
        words = "　·　".join(part for part in parts if part)
        if total is None:
            return words
        done = percent(total.done, total.households) or "0%"
        return (
            f"{words}\n{total.households:,} 户，已有结果 {total.done:,} 户（{done}）；"
            f"{total.persons:,} 人，已答 {total.answered:,} 人，有变化 {total.changed:,} 人"
        )

    def _count(self, found: SurveyRound) -> None:
        """Counting goes through everybody, so the window does not wait for it."""
        session = self.desk.session
        for title, service, show in (
            ("统计进度", round_progress.progress, self._show_progress),
            ("统计调查员", round_progress.by_surveyor, self._show_surveyors),
        ):
            work: Any = in_thread(session, service, found.id)
            self.desk.quiet.start(
                self, title, work, done=partial(show, found),
                failed=partial(messages.show_error, self),
            )  # fmt: skip

    def _show_progress(self, found: SurveyRound, counts: list[Count]) -> None:
        chosen = self.survey()
        if chosen is not None and chosen.id == found.id:
            self._counts = counts
            self._list_progress()
            self.facts.setText(self._facts(found, add_up("", counts)))

    def _list_progress(self) -> None:
        book = self.desk.session.ledger.book
        lines = lines_of(self._counts, book, groups=self.groups.isChecked())
        self.progress.table.set_rows(lines)
        self.progress.setColumnHidden(_GROUP_AT, not self.groups.isChecked())

    def _show_surveyors(self, found: SurveyRound, counts: list[Any]) -> None:
        chosen = self.survey()
        if chosen is not None and chosen.id == found.id:
            self.surveyors.table.set_rows(counts)

    def _go_to(self, survey: str) -> None:
        known = [one.id for one in rounds.listed(self.desk.session)]
        self.list.go_to(known.index(survey))


def _tone(found: SurveyRound, shown: Column[SurveyRound]) -> str:
    if shown.label != "步骤":
        return ""
    tones = {"采集": "hint", rounds.ARCHIVED: "good"}
    return PILL + tones.get(found.state or "", "doubt")


def _progress_tone(line: Line, shown: Column[Line]) -> str:
    return "error" if shown.label == "退回" and line.tally.returned else ""
