"""Files on the bench of 导入表格: looked at, put right, taken in, and what came of it."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QWidget

from desktop.domain.errors import AppError
from desktop.domain.progress import Progress
from desktop.services import error_books, imports, incoming
from desktop.services.importing.report import FileReport
from desktop.services.incoming import Line, Looked, Reading, Word
from desktop.services.session import Session
from desktop.ui import messages
from desktop.ui.desk import Desk
from desktop.ui.dialogs.secret_dialog import SecretDialog
from desktop.ui.jobs import in_thread_told
from desktop.ui.widgets.grid import Grid
from desktop.ui.widgets.import_lists import FILES, READY, file_tone, state_of
from desktop.ui.widgets.import_report import ImportReport
from desktop.ui.widgets.layout import button, column, frame, row, with_icon
from desktop.ui.widgets.table_model import TableModel

WORKBOOK = "Excel 表格 (*.xlsx)"


class ImportBench(QWidget):
    """Nothing is saved before 导入 is pressed; each file is read as the clerk has put it right."""

    shown = Signal()
    left = Signal()
    undo_wanted = Signal(object, str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.look = desk, desk.look
        self.readings: dict[Path, Reading] = {}
        self.files = Grid(TableModel(FILES, self, tone=file_tone), self.look)
        self.files.setMaximumHeight(self.look.px(200))
        self.report = ImportReport(
            self.look, incoming.choices(desk.session), partial(incoming.word_choices, desk.session)
        )
        foot = self._foot()
        layout = column(frame(column(self.files, margin=1)), self.report, foot)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self._connect()

    def _foot(self) -> QHBoxLayout:
        self.round = QLineEdit()
        self.round.setPlaceholderText("轮次名称，可不填：默认用表里的填报日期")
        self.round.setAccessibleName("轮次")
        self.back = button("换文件", self.leave, name="back")
        self.unlock = with_icon(button("输入表格密码…", self.ask_password), "key", self.look)
        self.marked = with_icon(button("存标红的表…", self.ask_marked), "export", self.look)
        self.health = with_icon(button("台账体检报告", self._show_health), "check", self.look)
        self.take = button("导入", self.take_in, "main", "take")
        self.undo_last = with_icon(button("撤销", self.ask_undo), "undo", self.look)
        foot = row(self.back, self.unlock, self.marked, self.health, None, self.round,
                   self.undo_last, self.take)  # fmt: skip
        foot.setStretch(5, 1)
        return foot

    def _connect(self) -> None:
        self.files.looked_at.connect(self._show_file)
        self.report.columns.chosen.connect(self.choose_column)
        self.report.words.learned.connect(self.learn_word)
        self.report.lines.mended.connect(self.mend)
        self.report.lines.unmended.connect(self.unmend)

    def _show_health(self) -> None:
        self.desk.page_wanted.emit("health")

    def leave(self) -> None:
        """Forget the files, and what was said of them."""
        self.readings.clear()
        self.files.table.set_rows([])
        self.left.emit()

    def look_at(self, files: Sequence[Path]) -> None:
        """Look at files without changing anything."""
        name = self.round.text().strip() or None
        for path in files:
            known = self.readings.get(path) or Reading(file=path)
            self.readings[path] = replace(known, round_name=name)
        wanted = [self.readings[path] for path in files]
        self.desk.jobs.start(
            self,
            "正在查看表格",
            in_thread_told(self.desk.session, incoming.look_as, wanted),
            done=self.show_files,
            failed=partial(messages.show_error, self),
        )

    def show_files(self, looked: list[Looked]) -> None:
        """Show what the files would bring."""
        self.shown.emit()
        chosen = max(self.files.currentIndex().row(), 0)
        self.files.table.set_rows(list(looked))
        self.files.setFixedHeight(self.look.px(52) + self.look.row * min(len(looked), 4))
        self.files.go_to(chosen)
        ready = [one for one in looked if state_of(one) == READY]
        self.take.setVisible(not any(one.report and one.report.batch for one in looked))
        self.take.setEnabled(bool(ready))
        people = sum(one.report.added + one.report.updated for one in ready if one.report)
        self.take.setText(f"导入 {len(ready)} 个文件，{people:,} 人" if ready else "没有可导入的")
        self.round.setVisible(self.take.isVisibleTo(self))
        self.undo_last.setVisible(not self.take.isVisibleTo(self))
        self.health.setVisible(not self.take.isVisibleTo(self))

    def _show_file(self, looked: object) -> None:
        found = looked if isinstance(looked, Looked) else None
        self.report.show_file(found)
        self.unlock.setVisible(found is not None and found.locked)
        told = found.report if found else None
        self.marked.setEnabled(bool(told and (told.findings or told.refusals)))
        if found is not None and found.refused and found.headings:
            self.report.show_columns()

    def read_otherwise(self, looked: Looked, reading: Reading) -> None:
        """Look again at one of the files, read as it is said now."""
        self.readings[looked.path] = reading
        self.desk.jobs.start(
            self,
            "正在重新核对",
            in_thread_told(self.desk.session, incoming.look_as, [reading]),
            done=lambda found: self._show_again(looked.path, found[0]),
            failed=partial(messages.show_error, self),
        )

    def _show_again(self, path: Path, found: Looked) -> None:
        self.show_files([found if one.path == path else one for one in self._shown()])

    def _current(self) -> tuple[Looked, Reading] | None:
        looked = self.files.current_row()
        if not isinstance(looked, Looked) or (looked.report and looked.report.batch):
            return None
        return looked, self.readings[looked.path]

    def choose_column(self, key: str, target: str) -> None:
        """Take a column of the chosen file as what the clerk says."""
        current = self._current()
        if current is None:
            return
        looked, reading = current
        taken = [heading.key for heading in looked.headings if heading.target == target]
        pairs = dict(pair.rpartition("=")[::2] for pair in reading.columns)
        # The column that had this meaning before gives it up.
        pairs |= {other: "" for other in taken if target and other != key} | {key: target}
        columns = tuple(f"{heading}={wanted}" for heading, wanted in pairs.items())
        self.read_otherwise(looked, replace(reading, columns=columns))

    def learn_word(self, word: Word, key: str) -> None:
        """Remember what a word means, and look again."""
        current = self._current()
        if current is None:
            return
        try:
            incoming.learn(self.desk.session, word, key)
        except AppError as error:
            messages.show_error(self, error)
            return
        self.desk.told.emit(f"记住了：“{word.text}”就是“{key}”")
        self.read_otherwise(*current)

    def mend(self, line: Line, place: int, text: str) -> None:
        """Read a cell of the chosen file as something else than it says."""
        current = self._current()
        if current is not None:
            looked, reading = current
            mends = {**reading.mends, (line.sheet, line.number - 1, place): text}
            self.read_otherwise(looked, replace(reading, mends=mends))

    def unmend(self) -> None:
        """Read the chosen file as it is again."""
        current = self._current()
        if current is not None:
            looked, reading = current
            self.read_otherwise(looked, replace(reading, mends={}))

    def ask_marked(self) -> None:
        """Ask where the chosen file is to lie with its problems marked in red."""
        looked = self.files.current_row()
        if isinstance(looked, Looked) and looked.report is not None:
            proposal = f"{looked.path.stem}-问题标红.xlsx"
            name, _ = QFileDialog.getSaveFileName(self, "存到哪里", proposal, WORKBOOK)
            if name:
                self.save_marked(looked, Path(name))

    def save_marked(self, looked: Looked, file: Path) -> None:
        """Write the clerk's own sheet with its problems marked."""
        try:
            if looked.report is not None:
                error_books.write(
                    self.desk.session, looked.path, looked.report, file,
                    password=looked.password, reading=looked.reading,
                )  # fmt: skip
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
            known = self.readings[looked.path]
            self.read_otherwise(looked, replace(known, password=secret))

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
            partial(_take_in, self.desk.session, self._wanted(name)),
            done=self._show_done,
            failed=partial(messages.show_error, self),
        )

    def _wanted(self, name: str | None) -> list[tuple[Looked, Reading]]:
        known = ((one, self.readings[one.path]) for one in self._shown())
        return [(one, replace(reading, round_name=name)) for one, reading in known]

    def _show_done(self, looked: list[Looked]) -> None:
        self.show_files(looked)
        reports = [one.report for one in looked if one.report and one.report.batch]
        added, updated = sum(r.added for r in reports), sum(r.updated for r in reports)
        self.desk.told.emit(f"已导入 {len(reports)} 个文件：新增 {added:,} 人，更新 {updated:,} 人")

    def ask_undo(self) -> None:
        """Ask whether what was just taken in is taken back."""
        reports = [one.report for one in self._shown() if one.report and one.report.batch]
        batches = [report.batch for report in reports]
        self.undo_wanted.emit(batches, f"刚才导入的 {len(reports)} 个文件")


def _take_in(
    session: Session, files: Sequence[tuple[Looked, Reading]], progress: Progress
) -> list[Looked]:
    ready = [reading for looked, reading in files if state_of(looked) == READY]
    own = session.for_thread()
    try:
        results = iter(imports.take_in_each(own, ready, progress=progress))
    finally:
        own.close()
    return [
        _taken(looked, next(results)) if state_of(looked) == READY else looked
        for looked, _ in files
    ]


def _taken(looked: Looked, result: FileReport | AppError) -> Looked:
    if isinstance(result, AppError):
        return replace(looked, report=None, refused=str(result))
    return replace(looked, report=result)
