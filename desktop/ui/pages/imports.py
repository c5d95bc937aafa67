"""导入表格: choose files, look at what would happen, take them in, take them back."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QLineEdit, QStackedWidget, QWidget

from desktop.domain.errors import AppError
from desktop.domain.progress import Progress
from desktop.services import error_books, imports, incoming, templates
from desktop.services.importing.report import FileReport
from desktop.services.incoming import Looked
from desktop.services.session import Session
from desktop.ui import messages
from desktop.ui.desk import Desk
from desktop.ui.dialogs.secret_dialog import SecretDialog
from desktop.ui.jobs import in_thread, in_thread_told
from desktop.ui.pages.page import Page
from desktop.ui.widgets.drop_zone import DropZone
from desktop.ui.widgets.grid import Grid
from desktop.ui.widgets.import_lists import (
    FILES,
    HISTORY,
    file_tone,
    history_tone,
    state_of,
)
from desktop.ui.widgets.import_report import ImportReport
from desktop.ui.widgets.layout import box, button, column, frame, label, row, with_icon
from desktop.ui.widgets.table_model import TableModel

_SHEETS = "表格 (*.xlsx *.xls *.xlsm *.ods *.csv *.txt *.htm *.html)"
_WORKBOOK = "Excel 表格 (*.xlsx)"


class ImportsPage(Page):
    """Nothing is saved before 导入 is pressed; afterwards 撤销 takes it back."""

    shows = frozenset({"act"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.passwords: dict[Path, str] = {}
        self.stack = QStackedWidget()
        self.stack.addWidget(self._start())
        self.stack.addWidget(self._bench())
        self.body.addWidget(self.stack, 1)

    def _start(self) -> QWidget:
        zone = DropZone(
            self.look,
            "把各村的表格拖到这里",
            "可以一次放多个文件。xlsx、xls、csv 都行，不用先整理；先看结果，再决定是否导入。",
            "选择表格…",
        )
        zone.dropped.connect(self.look_at)
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

    def _bench(self) -> QWidget:
        self.files = Grid(TableModel(FILES, self, tone=file_tone), self.look)
        self.files.setMaximumHeight(self.look.px(200))
        self.files.looked_at.connect(self._show_file)
        self.report = ImportReport(self.look)
        self.round = QLineEdit()
        self.round.setPlaceholderText("轮次名称，可不填：默认用表里的填报日期")
        self.round.setAccessibleName("轮次")
        self.back = button("换文件", self.start_anew, name="back")
        self.unlock = with_icon(button("输入表格密码…", self.ask_password), "key", self.look)
        self.marked = with_icon(button("存标红的表…", self.ask_marked), "export", self.look)
        self.take = button("导入", self.take_in, "main", "take")
        self.undo_last = with_icon(button("撤销", self.ask_undo_last), "undo", self.look)
        foot = row(self.back, self.unlock, self.marked, None, self.round, self.undo_last, self.take)
        foot.setStretch(4, 1)
        layout = column(frame(column(self.files, margin=1)), self.report, foot)
        layout.setStretch(1, 1)
        return box(layout)

    def entry(self) -> QWidget:
        return self.files if self.stack.currentIndex() else self.history

    def reload(self) -> None:
        self.history.table.set_rows(imports.history(self.desk.session))

    def choose(self) -> None:
        """Choose files."""
        names, _ = QFileDialog.getOpenFileNames(self, "选择表格", "", _SHEETS)
        if names:
            self.look_at([Path(name) for name in names])

    def start_anew(self) -> None:
        """Forget the files."""
        self.stack.setCurrentIndex(0)
        self.refresh()

    def take_files(self, files: Sequence[Path]) -> None:
        self.look_at(files)

    def look_at(self, files: Sequence[Path]) -> None:
        """Look at files without changing anything."""
        self.desk.jobs.start(
            self,
            "正在查看表格",
            in_thread_told(
                self.desk.session,
                incoming.look,
                list(files),
                round_name=self.round.text().strip() or None,
                passwords=dict(self.passwords),
            ),
            done=self.show_files,
            failed=partial(messages.show_error, self),
        )

    def show_files(self, looked: list[Looked]) -> None:
        """Show what the files would bring."""
        self.stack.setCurrentIndex(1)
        chosen = max(self.files.currentIndex().row(), 0)
        self.files.table.set_rows(list(looked))
        self.files.setFixedHeight(self.look.px(52) + self.look.row * min(len(looked), 4))
        self.files.go_to(chosen)
        ready = [one for one in looked if state_of(one) == "可导入"]
        self.take.setVisible(not any(one.report and one.report.batch for one in looked))
        self.take.setEnabled(bool(ready))
        people = sum(one.report.added + one.report.updated for one in ready if one.report)
        self.take.setText(f"导入 {len(ready)} 个文件，{people:,} 人" if ready else "没有可导入的")
        self.round.setVisible(self.take.isVisibleTo(self))
        self.undo_last.setVisible(not self.take.isVisibleTo(self))

    def _show_file(self, looked: object) -> None:
        found = looked if isinstance(looked, Looked) else None
        self.report.show_file(found)
        self.unlock.setVisible(found is not None and found.locked)
        self.marked.setEnabled(bool(found and found.report and found.report.findings))

    def ask_marked(self) -> None:
        """Ask where the chosen file is to lie with its problems marked in red."""
        looked = self.files.current_row()
        if isinstance(looked, Looked) and looked.report is not None:
            proposal = f"{looked.path.stem}-问题标红.xlsx"
            name, _ = QFileDialog.getSaveFileName(self, "存到哪里", proposal, _WORKBOOK)
            if name:
                self.save_marked(looked, Path(name))

    def save_marked(self, looked: Looked, file: Path) -> None:
        """Write the clerk's own sheet with its problems marked."""
        try:
            if looked.report is not None:
                error_books.write(
                    self.desk.session, looked.path, looked.report, file, password=looked.password
                )
        except AppError as error:
            messages.show_error(self, error)
            return
        self.desk.told.emit(f"已存到 {file}")

    def ask_template(self) -> None:
        """Ask where an empty sheet to fill in is to lie."""
        name, _ = QFileDialog.getSaveFileName(self, "存到哪里", "摸排空白表.xlsx", _WORKBOOK)
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

    def ask_password(self) -> None:
        """Ask for the password of the chosen file, and look again."""
        looked = self.files.current_row()
        if not isinstance(looked, Looked):
            return
        dialog = SecretDialog(self.look, f"“{looked.path.name}”的打开密码", self)

        def again(secret: str) -> None:
            self.passwords[looked.path] = secret
            self.look_at([one.path for one in self._shown()])

        dialog.submitted.connect(again)
        dialog.open()

    def _shown(self) -> list[Looked]:
        return [one for one in self.files.table.rows if isinstance(one, Looked)]

    def take_in(self) -> None:
        """Take in the files that can be, one act each."""
        name = self.round.text().strip() or None
        self.desk.jobs.start(
            self,
            "正在导入表格",
            partial(_take_in, self.desk.session, self._shown(), name),
            done=self._show_done,
            failed=partial(messages.show_error, self),
        )

    def _show_done(self, looked: list[Looked]) -> None:
        self.show_files(looked)
        reports = [one.report for one in looked if one.report and one.report.batch]
        added, updated = sum(r.added for r in reports), sum(r.updated for r in reports)
        self.desk.told.emit(f"已导入 {len(reports)} 个文件：新增 {added:,} 人，更新 {updated:,} 人")

    def ask_undo(self) -> None:
        """Ask whether the chosen import is taken back."""
        batch: Any = self.history.current_row()
        if batch is None:
            messages.tell(self, "撤销导入", "请先在导入记录里选中一行")
            return
        self._ask_undo([batch.id], batch.label)

    def ask_undo_last(self) -> None:
        """Ask whether what was just taken in is taken back."""
        reports = [one.report for one in self._shown() if one.report and one.report.batch]
        self._ask_undo([report.batch for report in reports], f"刚才导入的 {len(reports)} 个文件")

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
        self.start_anew()


def _take_in(
    session: Session, files: Sequence[Looked], name: str | None, progress: Progress
) -> list[Looked]:
    own = session.for_thread()
    try:
        done, saved = [], False
        for looked in files:
            done.append(looked)
            if state_of(looked) != "可导入":
                continue
            take = imports.take_in_more if saved else imports.take_in
            done[-1] = _take_one(own, take, looked, name, progress)
            saved = True
        return done
    finally:
        own.close()


def _take_one(
    session: Session,
    take: Callable[..., FileReport],
    looked: Looked,
    name: str | None,
    progress: Progress,
) -> Looked:
    try:
        report = take(session, file=looked.path, round_name=name,
                      password=looked.password, progress=progress)  # fmt: skip
    except AppError as error:
        return replace(looked, report=None, refused=str(error))
    return replace(looked, report=report)


def _undo_all(session: Session, batches: Sequence[str]) -> int:
    return sum(len(imports.undo(session, batch=batch).left) for batch in batches)
