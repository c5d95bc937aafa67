"""疑点核查: what the rules found, by village, rule and level; going there, and answering."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.finding import Severity
from desktop.domain.rules.registry import all_rules
from desktop.domain.tables import Column
from desktop.services import checks, finding_states, people, whereabouts
from desktop.services.finding_states import State
from desktop.services.whereabouts import Located
from desktop.ui import cards, doubts, list_printing, messages
from desktop.ui.desk import Desk
from desktop.ui.jobs import in_thread_told
from desktop.ui.pages.page import Page
from desktop.ui.widgets.cells import PILL
from desktop.ui.widgets.empty import Empty
from desktop.ui.widgets.grid import Grid
from desktop.ui.widgets.layout import button, column, frame, label, row, with_icon
from desktop.ui.widgets.paged_rows import PagedRows
from desktop.ui.widgets.table_model import TableModel

_KEYS = "回车 到那一格　F3 打开卡片　空格 答复或撤回　Ctrl+C 复制　Ctrl+P 打印"
_TONES = {Severity.ERROR: "error", Severity.DOUBT: "doubt", Severity.HINT: "hint"}


class FindingsPage(Page):
    """Enter goes to the cell; 空格 answers a doubt, or takes its answer back."""

    shows = frozenset({"finding", "waiver"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        model = TableModel(finding_states.table(desk.session), self, tone=self._tone)
        self.grid = Grid(model, self.look, desk.preferences)
        self.grid.horizontalHeader().setSectionsClickable(False)
        self.grid.opened.connect(self._follow)
        self.levels, self.states = QButtonGroup(self), QButtonGroup(self)
        self.village = self._combo("全部村")
        self.rule = self._combo("全部规则")
        self.rule.setMinimumWidth(self.look.px(230))
        self.body.addLayout(self._filter_row())
        self.card = frame(column(self.grid, margin=1))
        self.body.addWidget(self.card, 1)
        self.empty = Empty(
            self.look, "shield", "没有查出问题", "改动数据或导入表格后会自动重新核查。"
        )
        self.body.addWidget(self.empty, 1)
        self.body.addWidget(label(_KEYS, "small"))
        self._set_keys()

    def _set_keys(self) -> None:
        keys: list[tuple[QKeySequence, Callable[[], object]]] = [
            (QKeySequence(Qt.Key.Key_Space), self.answer),
            (QKeySequence(Qt.Key.Key_F3), self._open_card),
            (QKeySequence(QKeySequence.StandardKey.Print), self.ask_print),
        ]
        for words, do in keys:
            QShortcut(words, self.grid, do, context=Qt.ShortcutContext.WidgetShortcut)

    def _combo(self, everything: str) -> QComboBox:
        combo = QComboBox()
        combo.addItem(everything, None)
        combo.setAccessibleName(everything)
        combo.currentIndexChanged.connect(lambda _index: self.search())
        return combo

    def _filter_row(self) -> QVBoxLayout:
        line = row()
        for number, level in enumerate([None, *Severity]):
            chip = button(level.value if level else "全部", role="chip")
            chip.setCheckable(True)
            chip.setChecked(level is None)
            self.levels.addButton(chip, number)
            line.addWidget(chip)
        self.levels.idClicked.connect(lambda _id: self.search())
        line.addStretch(1)
        for number, state in enumerate(State):
            chip = button(state.value, role="chip")
            chip.setCheckable(True)
            chip.setChecked(state is State.OPEN)
            self.states.addButton(chip, number)
            line.addWidget(chip)
        self.states.idClicked.connect(lambda _id: self.show_state())
        return column(line, self._second_row())

    def _second_row(self) -> QHBoxLayout:
        line = row(self.village, self.rule, None)
        answer = with_icon(button("答复…", self.answer), "check", self.look)
        again = with_icon(button("全部重新核查", self.check_again), "refresh", self.look)
        out = with_icon(button("打印…", self.ask_print), "print", self.look)
        for part in (answer, out, again):
            line.addWidget(part)
        return line

    def entry(self) -> QWidget:
        return self.grid

    def reload(self) -> None:
        tallies = checks.tallies(self.desk.session)
        counts = {
            level: sum(t.number for t in tallies if t.severity is level) for level in Severity
        }
        for number, level in enumerate([None, *Severity]):
            total = sum(counts.values()) if level is None else counts[level]
            self.levels.button(number).setText(f"{level.value if level else '全部'} {total:,}")
        titles = {rule.number: rule.title for rule in reversed(all_rules())}
        rules = {t.rule: sum(o.number for o in tallies if o.rule == t.rule) for t in tallies}
        self._fill(
            self.rule,
            [(f"{number} {titles.get(number, '')}（{many}）", number)
             for number, many in sorted(rules.items())],
        )  # fmt: skip
        areas = {tally.village for tally in tallies}
        villages = people.villages(self.desk.session, empty=False)
        self._fill(
            self.village,
            [(entry.place.name, entry.place.id) for entry in villages if entry.place.id in areas],
        )
        self.search()

    def _fill(self, combo: QComboBox, entries: list[tuple[str, object]]) -> None:
        chosen = combo.currentData()
        combo.blockSignals(True)
        while combo.count() > 1:
            combo.removeItem(1)
        for words, key in entries:
            combo.addItem(words, key)
        combo.setCurrentIndex(max(combo.findData(chosen), 0))
        combo.blockSignals(False)

    @property
    def state(self) -> State:
        """Whether open findings are listed, or answered ones."""
        return list(State)[max(self.states.checkedId(), 0)]

    def show_state(self) -> None:
        """List the findings of the other state, those answered with their reason."""
        with_reason = self.state is State.ANSWERED
        self.grid.show_table(finding_states.table(self.desk.session, with_reason=with_reason))
        self.search()

    def _filters(self) -> dict[str, Any]:
        number = self.levels.checkedId()
        return {
            "state": self.state,
            "village": self.village.currentData(),
            "rule": self.rule.currentData(),
            "severity": list(Severity)[number - 1] if number > 0 else None,
        }

    def search(self) -> None:
        """List the findings that the filters let through, the one in hand kept if it can be."""
        session, at = self.desk.session, self.grid.currentIndex().row()
        found = finding_states.listed(session, **self._filters())
        self.grid.table.set_rows(PagedRows(found, lambda some: whereabouts.locate(session, some)))
        self.card.setVisible(bool(found))
        self.empty.setVisible(not found)
        self.grid.go_to(min(max(at, 0), len(found) - 1))

    def ask_print(self) -> None:
        """Show the list as it is printed."""
        make = partial(finding_states.listing_of, **self._filters())
        list_printing.open_print(self.desk, self, finding_states.TITLE, make)

    def show_only(self, what: str) -> None:
        """List one level only."""
        self.levels.button(list(Severity).index(Severity(what)) + 1).setChecked(True)
        self.stale = True

    def _tone(self, line: Located, shown: Column[Located]) -> str:
        return PILL + _TONES[line.finding.severity] if shown.label == "级别" else ""

    def _follow(self, line: object) -> None:
        if not isinstance(line, Located):
            return
        if line.finding.household:
            self.desk.finding_wanted.emit(line.finding)
        elif line.person:
            cards.open_card(self.desk, self, line.person)

    def _open_card(self) -> None:
        line = self.grid.current_row()
        if isinstance(line, Located) and line.person:
            cards.open_card(self.desk, self, line.person)

    def answer(self) -> None:
        """Ask how the chosen doubt is answered, or whether its answer is taken back."""
        line = self.grid.current_row()
        if isinstance(line, Located):
            doubts.ask_answer(self.desk, self, line.finding)

    def check_again(self) -> None:
        """Let every rule look at everybody."""
        self.desk.jobs.start(
            self,
            "正在核查全部人员",
            in_thread_told(self.desk.session, checks.check_all),
            done=lambda found: self.desk.told.emit(f"核查完成，共 {found:,} 条"),
            failed=lambda error: messages.show_error(self, error),
        )
