"""抽查: a random sample is drawn, called by its sheet, and each answer keyed in by one key."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QLineEdit, QSpinBox, QWidget

from desktop.domain.entities import SpotCheck
from desktop.domain.errors import AppError
from desktop.domain.facts import Family
from desktop.domain.file_names import plain_file_name
from desktop.domain.tables import Column, Table
from desktop.services import people, rounds, sampling
from desktop.services.prints import Made
from desktop.services.roles import Role
from desktop.services.sampling import AGREES, DIFFERS, MISSED, Drawn
from desktop.services.session import Session
from desktop.ui import messages
from desktop.ui.desk import Desk
from desktop.ui.jobs import in_thread
from desktop.ui.pages.page import Page
from desktop.ui.widgets.cells import PILL
from desktop.ui.widgets.grid import Grid
from desktop.ui.widgets.layout import button, column, frame, label, row, with_icon
from desktop.ui.widgets.table_model import TableModel

_RESULTS = (("1", AGREES), ("2", DIFFERS), ("3", MISSED))
_TONES = {AGREES: "good", DIFFERS: "error", MISSED: "doubt"}
_KEYS = "选中一户，按 1 一致　2 不一致　3 联系不上　Delete 清除；不一致的先在下面写明内容"


class Line(NamedTuple):
    """One household of a sample."""

    check: SpotCheck
    family: Family


def sample_table(session: Session) -> Table[Line]:
    """The households of a sample, with what was keyed in of them."""
    book = session.ledger.book
    return Table(
        "抽查户",
        (
            Column("序号", lambda line: line.check.number, 12.0),
            Column("结果", lambda line: line.check.result, 20.0),
            Column("村", lambda line: book.area_label(line.family.household.village or ""), 24.0),
            Column("组", lambda line: line.family.household.group_name, 14.0),
            Column("户主", _head, 18.0),
            Column("电话", _phone, 28.0),
            Column("登记情况", lambda line: "；".join(sampling.told(session, line.family)), 96.0),
            Column("不一致的内容", lambda line: line.check.note, 40.0),
        ),
    )


def _head(line: Line) -> str:
    head = line.family.head
    return (head.person.name or "") if head else ""


def _phone(line: Line) -> str:
    phones = [line.family.household.phone, *(one.person.phone for one in line.family.members)]
    return next(filter(None, phones), "")


def _tone(line: Line, shown: Column[Line]) -> str:
    return PILL + _TONES.get(line.check.result or "", "hint") if shown.label == "结果" else ""


class SamplingPage(Page):
    """Drawing above, the households below; 1, 2 and 3 say what came of a call."""

    shows = frozenset({"spot_check", "survey_round", "household_visit"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.round, self.sample, self.village = QComboBox(), QComboBox(), QComboBox()
        self.percent = QSpinBox()
        self.percent.setRange(1, 100)
        self.percent.setValue(5)
        self.percent.setSuffix(" %")
        for words, part in (("轮次", self.round), ("抽查", self.sample), ("范围", self.village),
                            ("比例", self.percent)):  # fmt: skip
            part.setAccessibleName(words)
        self.rate, self.told = label("", "heading"), label("", "quiet", wrap=True)
        self.told.setContentsMargins(self.look.px(14), self.look.px(6), self.look.px(12), 0)
        self.note = QLineEdit()
        self.note.setPlaceholderText("不一致的内容，如：实际在家，没有外出务工")
        self.note.setAccessibleName("不一致的内容")
        self.grid = Grid(
            TableModel(sample_table(desk.session), self, tone=_tone), self.look, desk.preferences
        )
        self.grid.looked_at.connect(self._show_note)
        self.grid.opened.connect(self._open)
        self.body.addLayout(self._top())
        self.body.addWidget(self._below(), 1)
        self.round.currentIndexChanged.connect(lambda _at: self._show_samples())
        self.sample.currentIndexChanged.connect(lambda _at: self._show_lines())
        self._set_keys()

    def _top(self) -> QHBoxLayout:
        may = self.desk.session.role >= Role.REVIEWER
        draw = button("抽取", self.draw, "main", "draw")
        draw.setEnabled(may)
        self.sheet = with_icon(button("电话核对表…", self.ask_sheet), "print", self.look)
        return row(
            self.round, label("抽", "quiet"), self.village, self.percent, draw, None,
            label("已抽", "quiet"), self.sample, self.sheet,
        )  # fmt: skip

    def _below(self) -> QWidget:
        px = self.look.px
        results = [
            button(f"{key} {words}", partial(self.set_result, words)) for key, words in _RESULTS
        ]
        foot = row(self.note, *results, gap=px(8))
        foot.setContentsMargins(px(12), px(8), px(12), px(4))
        foot.setStretch(0, 1)
        hint = label(_KEYS, "small")
        head = row(self.rate, None, hint)
        head.setContentsMargins(px(14), px(10), px(14), px(4))
        inside = column(head, self.grid, self.told, foot, gap=0, margin=1)
        inside.setStretch(1, 1)
        return frame(inside)

    def _set_keys(self) -> None:
        keys: list[tuple[str, Callable[[], object]]] = [
            (key, partial(self.set_result, words)) for key, words in _RESULTS
        ]
        keys.append(("Del", partial(self.set_result, "")))
        for words, do in keys:
            within = Qt.ShortcutContext.WidgetShortcut
            QShortcut(QKeySequence(words), self.grid, do, context=within)

    def entry(self) -> QWidget:
        return self.grid

    def reload(self) -> None:
        chosen = self.round.currentData()
        self.round.blockSignals(True)
        self.round.clear()
        for one in rounds.listed(self.desk.session):
            self.round.addItem(one.name or "", one.id)
        self.round.setCurrentIndex(max(self.round.findData(chosen), 0))
        self.round.blockSignals(False)
        if not self.village.count():
            self.village.addItem("全部村", "")
            for village in people.villages(self.desk.session, empty=False):
                self.village.addItem(village.place.name, village.place.id)
        self._show_samples()

    def _show_samples(self) -> None:
        chosen = self.sample.currentData()
        self.sample.blockSignals(True)
        self.sample.clear()
        for one in self._drawn():
            day = one.checks[0].drawn_on
            words = f"{day.show() if day else ''}　{len(one.checks)} 户　种子 {one.seed}"
            self.sample.addItem(words, one.seed)
        self.sample.setCurrentIndex(max(self.sample.findData(chosen), 0))
        self.sample.blockSignals(False)
        self._show_lines()

    def _drawn(self) -> list[Drawn]:
        survey = self.round.currentData()
        return sampling.drawn(self.desk.session, survey=survey) if survey else []

    def _show_lines(self) -> None:
        seed, here = self.sample.currentData(), self.grid.currentIndex().row()
        found = next((one for one in self._drawn() if one.seed == seed), None)
        self.sheet.setEnabled(found is not None)
        lines = sampling.in_families(self.desk.session, found.checks) if found else []
        self.grid.table.set_rows([Line(check, family) for check, family in lines])
        self.grid.go_to(max(here, 0))
        self.rate.setText(_words(found))

    def _show_note(self, line: object) -> None:
        if isinstance(line, Line):
            self.note.setText(line.check.note or "")
            self.told.setText("　".join(sampling.told(self.desk.session, line.family)))

    def draw(self) -> None:
        """Draw a new sample."""
        survey = self.round.currentData()
        if not survey:
            self.desk.told.emit("还没有轮次，先新建轮次")
            return
        try:
            made = sampling.draw(
                self.desk.session, survey=survey, percent=self.percent.value(),
                village=self.village.currentData() or "",
            )  # fmt: skip
        except AppError as error:
            messages.show_error(self, error)
            return
        self.refresh()
        self.sample.setCurrentIndex(self.sample.findData(made.seed))
        self.grid.setFocus()
        self.desk.told.emit(f"抽到 {len(made.checks)} 户，种子 {made.seed}")

    def set_result(self, result: str) -> None:
        """Say what came of calling the current household, and go to the next."""
        line = self.grid.current_row()
        if not isinstance(line, Line):
            return
        note = self.note.text() if result == DIFFERS else ""
        if result == DIFFERS and not note.strip():
            self.desk.told.emit("请先写明不一致的内容，再按“不一致”")
            self.note.setFocus()
            return
        at = self.grid.currentIndex().row()
        try:
            sampling.set_result(self.desk.session, check=line.check.id, result=result, note=note)
        except AppError as error:
            messages.show_error(self, error)
            return
        self._show_lines()
        self.grid.go_to(min(at + 1, self.grid.table.rowCount() - 1) if result else at)
        self.grid.setFocus()

    def _open(self, line: object) -> None:
        if isinstance(line, Line):
            self.desk.household_wanted.emit(line.family.household.id)

    def ask_sheet(self) -> None:
        """Ask where the call sheet is to lie."""
        seed = self.sample.currentData()
        proposal = plain_file_name(f"{self.round.currentText()}_抽查_{seed}", ".pdf")
        name, _ = QFileDialog.getSaveFileName(self, "存到哪里", proposal, "PDF 文件 (*.pdf)")
        if name:
            self.save_sheet(Path(name))

    def save_sheet(self, file: Path) -> None:
        """Write the call sheet of the shown sample."""
        survey, seed = self.round.currentData(), self.sample.currentData()
        work = in_thread(self.desk.session, sampling.pdf, survey=survey, seed=seed, file=file)
        self.desk.jobs.start(
            self, "正在生成电话核对表", work, done=self._show_made,
            failed=partial(messages.show_error, self),
        )  # fmt: skip

    def _show_made(self, made: Made) -> None:
        messages.tell(self, "已保存", f"{made.file.name}\n共 {made.rows} 户，{made.pages} 页")


def _words(found: Drawn | None) -> str:
    if found is None:
        return "还没有抽查：选好范围和比例，点“抽取”"
    counts = found.counts
    rate = "" if found.rate is None else f"　一致率 {found.rate * 100:.1f}%"
    return (
        f"{len(found.checks)} 户　一致 {counts[AGREES]}　不一致 {counts[DIFFERS]}　"
        f"联系不上 {counts[MISSED]}　未核对 {counts['']}{rate}"
    )
