"""外来疑点: what other offices ask about people here, answered by key, returned in their file."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QComboBox, QFileDialog, QHBoxLayout, QWidget

from desktop.domain.errors import AppError
from desktop.domain.file_names import plain_file_name
from desktop.domain.partial_date import PartialDate
from desktop.domain.tables import Column
from desktop.services import outside_findings, outside_returns, outside_tables, people, surroundings
from desktop.services.outside_findings import ANSWERS, REASONS, TITLE, WRONG, Asked, State
from desktop.services.outside_returns import Returned
from desktop.ui import cards, list_printing, messages, undoing
from desktop.ui.desk import Desk
from desktop.ui.dialogs.reason_dialog import ReasonDialog
from desktop.ui.jobs import in_thread
from desktop.ui.outside_taking import OutsideTaking
from desktop.ui.pages.page import Page
from desktop.ui.widgets.cells import PILL
from desktop.ui.widgets.empty import Empty
from desktop.ui.widgets.grid import Grid
from desktop.ui.widgets.layout import button, column, frame, label, row, with_icon
from desktop.ui.widgets.table_model import TableModel

_KEYS = (
    "1 属实已改　2 不属实　3 无法核实　空格 撤回　（可先选多行一并答复）　"
    "回车 看这一户　F3 打开卡片　Ctrl+Z 撤销　Ctrl+P 打印"
)
_TONES = dict(zip(ANSWERS, ("good", "hint", "doubt"), strict=True))


class OutsidePage(Page):
    """1, 2 and 3 answer the chosen rows; the list goes on to the next by itself."""

    shows = frozenset({"outside_finding", "person", "membership", "household"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._since = surroundings.position(desk.session)
        self.taking = OutsideTaking(desk, self)
        self.taking.taken.connect(self._show_list)
        model = TableModel(outside_tables.table(desk.session), self, tone=self._tone)
        self.grid = Grid(model, self.look, desk.preferences)
        self.grid.opened.connect(self._follow)
        self.grid.looked_at.connect(self._look_at)
        self.lists, self.village = self._combo("全部名单"), self._combo("全部村")
        self.lists.setMinimumWidth(self.look.px(300))
        self.states = QButtonGroup(self)
        self.body.addLayout(self._filter_row())
        self.told = label("", "quiet", wrap=True)
        self.told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        below = column(self.told, margin=self.look.px(10))
        self.card = frame(column(self.grid, margin=1))
        self.row_card = frame(below)
        self.empty = Empty(
            self.look, "inbox", "没有要答复的外来疑点",
            "县里或部门发来的疑点名单，用“收名单…”收下，逐条答复，再照原表回填。",
            "收名单…", self.taking.ask,
        )  # fmt: skip
        for part, stretch in ((self.card, 1), (self.row_card, 0), (self.empty, 1)):
            self.body.addWidget(part, stretch)
        self.body.addWidget(label(_KEYS, "small"))
        self._set_keys()

    def _combo(self, everything: str) -> QComboBox:
        combo = QComboBox()
        combo.addItem(everything, None)
        combo.setAccessibleName(everything)
        combo.currentIndexChanged.connect(lambda _at: self.search())
        return combo

    def _filter_row(self) -> QHBoxLayout:
        line = row(self.lists, self.village)
        for number, state in enumerate(State):
            chip = button(state.value, role="chip")
            chip.setCheckable(True)
            chip.setChecked(state is State.OPEN)
            self.states.addButton(chip, number)
            line.addWidget(chip)
        self.states.idClicked.connect(lambda _id: self.search())
        line.addStretch(1)
        take = with_icon(button("收名单…", self.taking.ask), "inbox", self.look)
        out = with_icon(button("打印…", self.ask_print), "print", self.look)
        self.give = with_icon(button("回填原表…", self.ask_file), "export", self.look)
        self.give.setToolTip("答复填进发来的那个文件，只改答复的格，其余原样")
        for part in (take, out, self.give):
            line.addWidget(part)
        return line

    def _set_keys(self) -> None:
        keys: list[tuple[QKeySequence, Callable[[], object]]] = [
            (QKeySequence(str(number)), partial(self.answer, words))
            for number, words in enumerate(ANSWERS, start=1)
        ]
        keys += [
            (QKeySequence(Qt.Key.Key_Space), partial(self.answer, "")),
            (QKeySequence(Qt.Key.Key_F3), self._open_card),
        ]
        for words, do in keys:
            QShortcut(words, self.grid, do, context=Qt.ShortcutContext.WidgetShortcut)
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for standard, do in (
            (QKeySequence.StandardKey.Undo, self.undo),
            (QKeySequence.StandardKey.Print, self.ask_print),
        ):
            QShortcut(QKeySequence(standard), self, do, context=within)

    def entry(self) -> QWidget:
        return self.grid

    def take_files(self, files: Sequence[Path]) -> None:
        self.taking.take(files[0])

    @property
    def state(self) -> State:
        """Whether open findings are listed, or answered ones."""
        return list(State)[max(self.states.checkedId(), 0)]

    def reload(self) -> None:
        session = self.desk.session
        entries = [(_words(one), one.file) for one in outside_findings.lists(session)]
        self._fill(self.lists, entries)
        asked = {one.finding.village for one in outside_findings.listed(session)}
        villages = people.villages(session)
        places = [(one.place.name, one.place.id) for one in villages if one.place.id in asked]
        self._fill(self.village, places)
        self.search()

    def _fill(self, combo: QComboBox, entries: Sequence[tuple[str, str]]) -> None:
        chosen = combo.currentData()
        combo.blockSignals(True)
        while combo.count() > 1:
            combo.removeItem(1)
        for words, key in entries:
            combo.addItem(words, key)
        combo.setCurrentIndex(max(combo.findData(chosen), 0))
        combo.blockSignals(False)

    def _wanted(self) -> dict[str, Any]:
        return {"file": self.lists.currentData(), "village": self.village.currentData()}

    def search(self) -> None:
        """List the findings that the filters let through, the one in hand kept if it can be."""
        at = max(self.grid.currentIndex().row(), 0)
        found = outside_findings.listed(self.desk.session, **self._wanted())
        counts = {state: sum(one.is_open is (state is State.OPEN) for one in found)
                  for state in State}  # fmt: skip
        for number, state in enumerate(State):
            self.states.button(number).setText(f"{state.value} {counts[state]:,}")
        shown = [one for one in found if one.is_open is (self.state is State.OPEN)]
        held = self.grid.hasFocus()
        self.grid.table.set_rows(shown)
        for part in (self.card, self.row_card):
            part.setVisible(bool(shown))
        self.empty.setVisible(not shown)
        self.give.setEnabled(bool(counts[State.ANSWERED]))
        self.grid.go_to(min(at, len(shown) - 1))
        if held and not shown:
            # A hidden list keeps no keyboard, and the last answer may still be taken back.
            self.setFocus()

    def _look_at(self, one: object) -> None:
        if isinstance(one, Asked):
            strange = "" if one.household else "没有认出是台账里的谁。"
            self.told.setText(f"{strange}原行　{one.finding.told or ''}")

    def _tone(self, one: Asked, shown: Column[Asked]) -> str:
        if shown.label == "答复":
            return PILL + _TONES.get(one.finding.answer or "", "hint")
        today = self.desk.session.today()
        late = one.is_open and one.finding.due and one.finding.due.last_day() < today
        return "error" if shown.label == "期限" and late else ""

    # Answering.

    def answer(self, words: str) -> None:
        """Answer the chosen rows alike; an empty answer takes theirs back."""
        chosen = [one for one in self.grid.chosen_rows() if isinstance(one, Asked)]
        if not chosen:
            return
        if words == WRONG:
            question = f"{_whom(chosen)}，为什么不属实？"
            dialog = ReasonDialog(self.look, question, REASONS, self)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.submitted.connect(partial(self._do, chosen, words))
            dialog.open()
        elif len(chosen) > 1:
            what = f"一并答“{words}”" if words else "一并撤回答复"
            messages.ask(self, TITLE, f"{_whom(chosen)}，{what}？", what,
                         partial(self._do, chosen, words, ""))  # fmt: skip
        else:
            self._do(chosen, words, "")

    def _do(self, chosen: Sequence[Asked], words: str, reason: str) -> None:
        ids = tuple(one.finding.id for one in chosen)
        try:
            with self.desk.session.at_once():
                outside_findings.give_answer(
                    self.desk.session, findings=ids, answer=words, reason=reason
                )
        except AppError as error:
            messages.show_error(self, error)
        self.refresh()

    def undo(self) -> None:
        """Take back the last answer."""
        undoing.step_back(self.desk, self._since)
        self.refresh()

    # Going there, and taking it along.

    def _follow(self, one: object) -> None:
        if isinstance(one, Asked) and one.household:
            self.desk.household_wanted.emit(one.household)
        else:
            self.desk.told.emit("名单上的这个人没有在台账里认出来，请用搜索框查找")

    def _open_card(self) -> None:
        one = self.grid.current_row()
        if isinstance(one, Asked) and one.finding.person:
            cards.open_card(self.desk, self, one.finding.person)

    def ask_print(self) -> None:
        """Show the list as each village gets it on paper."""
        make = partial(outside_tables.listing_of, **self._wanted(), state=self.state)
        list_printing.open_print(self.desk, self, TITLE, make)

    def ask_file(self) -> None:
        """Ask where the list is to lie with its answers."""
        session, file = self.desk.session, self.lists.currentData()
        known = outside_findings.lists(session)
        if file is None and len(known) == 1:
            file = known[0].file
        chosen = next((one for one in known if one.file == file), None)
        if chosen is None:
            messages.tell(self, "回填原表", "请先在左上角选一张名单")
            return
        try:
            suffix = outside_returns.suffix_of(session, chosen.file)
        except AppError as error:
            messages.show_error(self, error)
            return
        proposal = plain_file_name(f"{Path(chosen.name).stem}_已答复", suffix)
        name, _ = QFileDialog.getSaveFileName(self, "存到哪里", proposal, f"表格 (*{suffix})")
        if name:
            self.give_back(chosen.file, Path(name))

    def give_back(self, file: str, out: Path) -> None:
        """Write a list with its answers."""
        self.desk.jobs.start(
            self,
            "正在回填原表",
            in_thread(self.desk.session, outside_returns.give_back, file=file, out=out),
            done=self._show_returned,
            failed=partial(messages.show_error, self),
        )

    def _show_returned(self, done: Returned) -> None:
        left = f"，还有 {done.left} 条没有答复" if done.left else ""
        words = f"{done.file.name}\n填了 {done.answered} 条{left}，已存到 {done.file.parent}"
        messages.tell(self, "已回填", f"{words}\n{done.note}".strip())

    def _show_list(self, file: str) -> None:
        self.refresh()
        self.lists.setCurrentIndex(max(self.lists.findData(file), 0))
        self.grid.setFocus()


def _words(one: outside_findings.OutsideList) -> str:
    due = f"，期限 {_short(one.due)}" if one.due else ""
    return f"{one.source}（未答 {one.open}/{one.total}{due}）"


def _short(day: PartialDate) -> str:
    return day.show()[5:] or day.show()


def _whom(chosen: Sequence[Asked]) -> str:
    name = chosen[0].finding.name or "这一条"
    return name if len(chosen) == 1 else f"{name}等 {len(chosen)} 条"
