"""导入表格: choose files, look at what would happen, take them in, take them back."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from desktop.domain.errors import AppError
from desktop.services import imports, templates
from desktop.services.session import Session
from desktop.ui import messages
from desktop.ui.desk import Desk
from desktop.ui.jobs import in_thread
from desktop.ui.pages.import_bench import WORKBOOK, ImportBench
from desktop.ui.pages.page import Page
from desktop.ui.widgets.drop_zone import DropZone
from desktop.ui.widgets.grid import Grid
from desktop.ui.widgets.import_lists import HISTORY, history_tone
from desktop.ui.widgets.layout import box, button, column, frame, label, row, with_icon
from desktop.ui.widgets.table_model import TableModel

_SHEETS = "表格 (*.xlsx *.xls *.xlsm *.et *.ods *.csv *.tsv *.txt *.htm *.html *.xml)"


class ImportsPage(Page):
    """Nothing is saved before 导入 is pressed; afterwards 撤销 takes it back."""

    shows = frozenset({"act"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.stack = QStackedWidget()
        self.bench = ImportBench(desk)
        self.bench.shown.connect(lambda: self.stack.setCurrentIndex(1))
        self.bench.left.connect(self._start_anew)
        self.bench.undo_wanted.connect(self._ask_undo)
        self.stack.addWidget(self._start())
        self.stack.addWidget(self.bench)
        self.body.addWidget(self.stack, 1)

    def _start(self) -> QWidget:
        zone = DropZone(
            self.look,
            "把各村的表格拖到这里",
            "可以一次放多个文件。xlsx、xls、csv 都行，不用先整理；先看结果，再决定是否导入。",
            "选择表格…",
        )
        zone.dropped.connect(self.bench.look_at)
        zone.choice_wanted.connect(self.choose)
        zone.setMinimumHeight(self.look.px(210))
        self.history = Grid(TableModel(HISTORY, self, tone=history_tone), self.look)
        template = with_icon(button("空白模板…", self.ask_template), "file", self.look)
        undo = with_icon(button("撤销选中的导入…", self.ask_undo), "undo", self.look)
        head = row(label("导入记录", "heading"), None, template, undo)
        head.setContentsMargins(self.look.px(14), self.look.px(8), self.look.px(8), 0)
        below = frame(column(head, self.history, gap=self.look.px(4), margin=1))
        layout = column(zone, below, gap=self.look.px(12))
        layout.setStretch(1, 1)
        return box(layout)

    def entry(self) -> QWidget:
        return self.bench.files if self.stack.currentIndex() else self.history

    def reload(self) -> None:
        self.history.table.set_rows(imports.history(self.desk.session))

    def choose(self) -> None:
        """Choose files."""
        names, _ = QFileDialog.getOpenFileNames(self, "选择表格", "", _SHEETS)
        if names:
            self.bench.look_at([Path(name) for name in names])

    def _start_anew(self) -> None:
        self.stack.setCurrentIndex(0)
        self.refresh()

    def take_files(self, files: Sequence[Path]) -> None:
        self.bench.look_at(files)

    def ask_template(self) -> None:
        """Ask where an empty sheet to fill in is to lie."""
        name, _ = QFileDialog.getSaveFileName(self, "存到哪里", "摸排空白表.xlsx", WORKBOOK)
        if name:
            self.save_template(Path(name))

    def save_template(self, file: Path) -> None:
        """Write an empty sheet whose columns are all understood."""
        try:
            templates.write(self.desk.session, file=file)
        except AppError as error:
            messages.show_error(self, error)
            return
        self.desk.told.emit(f"已存到 {file}")

    def ask_undo(self) -> None:
        """Ask whether the chosen import is taken back."""
        batch: Any = self.history.current_row()
        if batch is None:
            messages.tell(self, "撤销导入", "请先在导入记录里选中一行")
            return
        self._ask_undo([batch.id], batch.label)

    def _ask_undo(self, batches: Sequence[str], name: str) -> None:
        messages.ask(
            self,
            "撤销导入",
            f"撤销“{name}”？\n导入后又改过的内容会留着，其余恢复到导入前。",
            "撤销导入",
            lambda: self._undo(batches),
        )

    def _undo(self, batches: Sequence[str]) -> None:
        self.desk.jobs.start(
            self,
            "正在撤销导入",
            in_thread(self.desk.session, _undo_all, tuple(reversed(batches))),
            done=self._show_undone,
            failed=partial(messages.show_error, self),
        )

    def _show_undone(self, left: int) -> None:
        words = f"，另有 {left} 处导入后改过，已保留" if left else ""
        self.desk.told.emit(f"已撤销{words}")
        self.bench.leave()


def _undo_all(session: Session, batches: Sequence[str]) -> int:
    return sum(len(imports.undo(session, batch=batch).left) for batch in batches)
