"""修复身份证号: the damaged numbers, and beside each what it may have been; a person chooses."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QSplitter, QWidget

from desktop.domain.errors import AppError
from desktop.domain.tables import Column, Table
from desktop.services import id_repairs, surroundings
from desktop.services.id_repairs import Candidate, Damaged
from desktop.ui import messages, undoing
from desktop.ui.desk import Desk
from desktop.ui.jobs import in_thread
from desktop.ui.pages.page import Page
from desktop.ui.widgets.grid import Grid
from desktop.ui.widgets.layout import button, column, frame, label, row, with_icon
from desktop.ui.widgets.table_model import TableModel

_SHEETS = "表格 (*.xlsx *.xls *.xlsm *.ods *.csv *.txt *.htm *.html)"
_HOW = "程序只找、不改：对照证件看准了，选中右边的号码再点“就用这个号码”。"
_NONE = "这个人还没有可选的号码，可以到社保、防返贫等别的表里找；都没有就问本人，在户表里填。"
_NOTHING = "没有要修复的身份证号"
DAMAGED: Table[Damaged] = Table(
    "要修复的身份证号",
    (
        Column("村", lambda one: one.village, 22.0),
        Column("姓名", lambda one: one.name, 18.0),
        Column("看到的号码", lambda one: one.seen, 46.0),
        Column("可选", lambda one: len(one.candidates) or "", 12.0),
        Column("原因", lambda one: one.why, 24.0),
    ),
)
CANDIDATES: Table[Candidate] = Table(
    "可能的号码",
    (
        Column("号码", lambda one: one.number, 44.0),
        Column("相符之处", lambda one: one.agrees, 38.0),
        Column("在哪里看到", lambda one: one.source, 70.0),
    ),
)


class IdRepairsPage(Page):
    """Nothing is changed unless somebody chooses; the last choice can be taken back."""

    shows = frozenset({"person", "membership", "household"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._since = surroundings.position(desk.session)
        self.files: list[Path] = []
        self.damaged = Grid(TableModel(DAMAGED, self, tone=_tone), self.look)
        self.candidates = Grid(TableModel(CANDIDATES, self), self.look)
        self.damaged.looked_at.connect(self._show_candidates)
        self.damaged.opened.connect(lambda one: desk.person_wanted.emit(one.person))
        self.candidates.opened.connect(lambda _one: self.choose())
        self.count, self.note = label("", "heading"), label(_HOW, "small")
        search = with_icon(button("到别的表里找…", self.ask_files), "import", self.look)
        self.back = with_icon(button("撤销上一个", self.undo), "undo", self.look)
        self.use = button("就用这个号码", self.choose, "main", "use")
        self.body.addLayout(row(self.count, self.note, None, search))
        lists = QSplitter()
        for grid in (self.damaged, self.candidates):
            lists.addWidget(frame(column(grid, margin=1)))
        lists.setSizes([560, 520])
        self.body.addWidget(lists, 1)
        self.body.addLayout(row(self.back, None, self.use))

    def entry(self) -> QWidget:
        return self.damaged

    def reload(self) -> None:
        self.desk.jobs.start(
            self,
            "正在找可能的号码",
            in_thread(self.desk.session, id_repairs.listed, files=tuple(self.files)),
            done=self._show,
            failed=self._failed,
        )

    def _failed(self, error: Exception) -> None:
        self.files.clear()
        messages.show_error(self, error)

    def _show(self, found: Sequence[Damaged]) -> None:
        at = max(self.damaged.currentIndex().row(), 0)
        self.damaged.table.set_rows(list(found))
        self.damaged.go_to(min(at, len(found) - 1))
        ready = sum(bool(one.candidates) for one in found)
        self.count.setText(f"{len(found):,} 个，{ready:,} 个有可选号码" if found else _NOTHING)
        self._show_candidates(self.damaged.current_row())

    def _show_candidates(self, one: object) -> None:
        candidates = one.candidates if isinstance(one, Damaged) else ()
        self.candidates.table.set_rows(list(candidates))
        self.candidates.go_to(0)
        self.use.setEnabled(bool(candidates))
        is_stuck = isinstance(one, Damaged) and not candidates
        self.note.setText(_NONE if is_stuck else _HOW)

    def ask_files(self) -> None:
        """Ask for other lists that may have the numbers whole."""
        names, _ = QFileDialog.getOpenFileNames(self, "到哪些表里找", "", _SHEETS)
        if names:
            self.look_into([Path(name) for name in names])

    def look_into(self, files: Sequence[Path]) -> None:
        """Look for candidates in other lists too; nothing of them is taken in."""
        self.files = list(dict.fromkeys([*self.files, *files]))
        self.refresh()

    def take_files(self, files: Sequence[Path]) -> None:
        self.look_into(files)

    def choose(self) -> None:
        """Ask whether the chosen number is right."""
        one, candidate = self.damaged.current_row(), self.candidates.current_row()
        if isinstance(one, Damaged) and isinstance(candidate, Candidate):
            messages.ask(
                self,
                "修复身份证号",
                f"{one.name}：\n看到的　{one.seen}\n改　为　{candidate.number}\n"
                f"（{candidate.source}，{candidate.agrees}）",
                "就用这个号码",
                partial(self._repair, one, candidate),
            )

    def _repair(self, one: Damaged, candidate: Candidate) -> None:
        try:
            with self.desk.session.at_once():
                id_repairs.repair(self.desk.session, person=one.person, number=candidate.number)
        except AppError as error:
            messages.show_error(self, error)
            return
        self.desk.told.emit(f"{one.name}的身份证号已改好，可以撤销")

    def undo(self) -> None:
        """Take the last choice back."""
        undoing.step_back(self.desk, self._since)


def _tone(one: Damaged, shown: Column[Damaged]) -> str:
    if shown.label == "看到的号码":
        return "error"
    return "faint" if shown.label == "原因" else ""
