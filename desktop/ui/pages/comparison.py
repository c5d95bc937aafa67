"""名单比对: choose a list, look at who is alike, different or missing, and take that along."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QStackedWidget,
    QWidget,
)

from desktop.domain.comparing import Fate, Key
from desktop.domain.errors import AppError
from desktop.domain.file_names import plain_file_name
from desktop.domain.tables import Column
from desktop.services import compared, comparisons, people
from desktop.services.compared import TITLE, Compared, Subject
from desktop.services.foreign_lists import NeedsPassword
from desktop.ui import cards, list_printing, messages
from desktop.ui.desk import Desk
from desktop.ui.dialogs.name_dialog import NameDialog
from desktop.ui.dialogs.secret_dialog import SecretDialog
from desktop.ui.jobs import in_thread, in_thread_told
from desktop.ui.outside_taking import SHEETS
from desktop.ui.pages.page import Page
from desktop.ui.widgets.drop_zone import DropZone
from desktop.ui.widgets.empty import Empty
from desktop.ui.widgets.grid import Grid
from desktop.ui.widgets.layout import box, button, column, frame, label, row, with_icon
from desktop.ui.widgets.table_model import TableModel

_WORKBOOK = "Excel 表格 (*.xlsx)"
_TONES = {"不同之处": "doubt"}
_KEYS = "回车 打开卡片　Ctrl+C 复制　Ctrl+P 打印"


class ComparisonPage(Page):
    """Nothing is taken in; what is shown stays as it was when the list was compared."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.file = Path()
        self.password: str | None = None
        self.found: Compared | None = None
        self.key, self.village = QComboBox(), QComboBox()
        self.fates = QButtonGroup(self)
        self.name, self.note = label("", "heading"), label("", "quiet", wrap=True)
        self.grid = Grid(TableModel(_NOTHING, self, tone=_tone), self.look, desk.preferences)
        self.grid.opened.connect(self._open)
        self.card = frame(column(self.grid, margin=1))
        self.empty = Empty(self.look, "check", "这一类没有人")
        self.stack = QStackedWidget()
        self.stack.addWidget(self._start())
        self.stack.addWidget(self._bench())
        self.body.addWidget(self.stack, 1)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Print), self, self.ask_print)

    def _start(self) -> QWidget:
        zone = DropZone(
            self.look,
            "把要比对的名单拖到这里",
            "社保参保、死亡、市场主体、疑点……任何名单都行，不用整理。只比对，不导入，台账不会变。",
            "选择名单…",
        )
        zone.dropped.connect(self.take_files)
        zone.choice_wanted.connect(self.choose)
        return box(column(zone))

    def _bench(self) -> QWidget:
        for words, combo in (("凭什么认人", self.key), ("范围", self.village)):
            combo.setAccessibleName(words)
            combo.currentIndexChanged.connect(lambda _at: self.compare())
        back = button("换名单", self.start_anew, name="back")
        top = row(self.name, None, label("凭", "quiet"), self.key, label("认人　范围", "quiet"),
                  self.village, back)  # fmt: skip
        layout = column(top, self.note, self._chips(), self.card, self.empty,
                        label(_KEYS, "small"))  # fmt: skip
        layout.setStretch(3, 1)
        layout.setStretch(4, 1)
        return box(layout)

    def _chips(self) -> QHBoxLayout:
        line = row()
        for number, fate in enumerate(Fate):
            chip = button(fate.value, role="chip")
            chip.setCheckable(True)
            chip.setChecked(fate is Fate.DIFFERENT)
            self.fates.addButton(chip, number)
            line.addWidget(chip)
        self.fates.idClicked.connect(lambda _id: self.show_fate())
        line.addStretch(1)
        self.keep = with_icon(button("存为筛选…", self.ask_name), "save", self.look)
        self.keep.setToolTip("以后在“人员”里选这个筛选，就是这些人")
        out = with_icon(button("导出…", self.ask_file), "export", self.look)
        out.setToolTip("全部结果存成一个 Excel 文件，每一类一张工作表")
        printed = with_icon(button("打印…", self.ask_print), "print", self.look)
        for part in (self.keep, printed, out):
            line.addWidget(part)
        return line

    @property
    def fate(self) -> Fate:
        """Which lines are shown."""
        return list(Fate)[max(self.fates.checkedId(), 0)]

    def entry(self) -> QWidget:
        return self.grid if self.stack.currentIndex() else self.stack

    def reload(self) -> None:
        """What is shown is as of when it was compared."""

    # Comparing.

    def choose(self) -> None:
        """Choose a list."""
        name, _ = QFileDialog.getOpenFileName(self, "选择名单", "", SHEETS)
        if name:
            self.take_files([Path(name)])

    def take_files(self, files: Sequence[Path]) -> None:
        self.file, self.password, self.found = files[0], None, None
        _fill(self.key, [("自动", ""), *((key.value, key.value) for key in Key)])
        villages = people.villages(self.desk.session, empty=False)
        places = [(one.place.name, one.place.code or one.place.name) for one in villages]
        _fill(self.village, [("名单里的村", ""), *places])
        self.compare()

    def start_anew(self) -> None:
        """Forget the list."""
        self.found = None
        self.stack.setCurrentIndex(0)

    def compare(self) -> None:
        """Compare the list as it is wanted now."""
        village = self.village.currentData()
        work = in_thread_told(
            self.desk.session,
            comparisons.compare,
            file=self.file,
            key=self.key.currentData() or "",
            villages=(village,) if village else (),
            password=self.password,
        )
        self.desk.jobs.start(self, "正在比对名单", work, done=self.show_found, failed=self._refuse)

    def _refuse(self, error: Exception) -> None:
        if isinstance(error, NeedsPassword):
            dialog = SecretDialog(self.look, str(error), self)
            dialog.submitted.connect(self._compare_with)
            dialog.open()
            return
        messages.show_error(self, error)
        if self.found is not None:
            self._show_choice(self.found)

    def _compare_with(self, password: str) -> None:
        self.password = password
        self.compare()

    def show_found(self, found: Compared) -> None:
        """Show what came of it, first what differs."""
        is_new = self.found is None
        self.found = found
        self.stack.setCurrentIndex(1)
        self.name.setText(found.file)
        self.note.setText(found.note)
        self._show_choice(found)
        for number, fate in enumerate(Fate):
            self.fates.button(number).setText(f"{fate.value} {found.counts[fate]:,}")
        if is_new:
            order = (Fate.DIFFERENT, Fate.UNSURE, Fate.THEIRS, Fate.OURS, Fate.SAME)
            first = next((fate for fate in order if found.counts[fate]), Fate.SAME)
            self.fates.button(list(Fate).index(first)).setChecked(True)
        self.show_fate()
        self.grid.setFocus()

    def _show_choice(self, found: Compared) -> None:
        """Have the box say the key that was used."""
        self.key.blockSignals(True)
        self.key.setCurrentIndex(self.key.findData(found.key.value))
        self.key.blockSignals(False)

    def show_fate(self) -> None:
        """List the lines of the chosen fate."""
        if self.found is None:
            return
        lines = self.found.of(self.fate)
        self.grid.show_table(compared.table(self.found, self.fate))
        self.grid.table.set_rows(lines)
        self.card.setVisible(bool(lines))
        self.empty.setVisible(not lines)
        self.keep.setEnabled(any(one.person for one in lines))
        self.grid.go_to(0)

    def _open(self, line: object) -> None:
        if isinstance(line, Subject) and line.person:
            cards.open_card(self.desk, self, line.person)

    # Taking it along.

    def ask_print(self) -> None:
        """Show the chosen lines as they are printed."""
        if self.found is not None:
            make = partial(compared.listing_of, compared=self.found, fate=self.fate)
            list_printing.open_print(self.desk, self, TITLE, make)

    def ask_file(self) -> None:
        """Ask where the whole result is to lie."""
        if self.found is None:
            return
        proposal = plain_file_name(f"{self.file.stem}_比对结果", ".xlsx")
        name, _ = QFileDialog.getSaveFileName(self, "存到哪里", proposal, _WORKBOOK)
        if name:
            self.save(Path(name).with_suffix(".xlsx"))

    def save(self, file: Path) -> None:
        """Write the whole result."""
        if self.found is None:
            return
        self.desk.jobs.start(
            self,
            "正在保存",
            in_thread(self.desk.session, compared.write, self.found, file),
            done=lambda rows: self.desk.told.emit(f"已存到 {file}，共 {rows:,} 行"),
            failed=partial(messages.show_error, self),
        )

    def ask_name(self) -> None:
        """Ask what the filter of the chosen people is to be called."""
        proposal = f"{self.file.stem}·{self.fate.value}"[-20:]
        dialog = NameDialog(
            self.look, "存为筛选", "筛选的名字（在“人员”里选用）", "保存", proposal, parent=self
        )
        dialog.submitted.connect(partial(self._keep, dialog))
        dialog.open()

    def _keep(self, dialog: NameDialog, name: str) -> None:
        if self.found is None:
            return
        try:
            many = compared.keep(self.desk.session, self.found, self.fate, name)
        except AppError as error:
            dialog.refuse(str(error))
            return
        dialog.close()
        self.desk.told.emit(f"已存为筛选“{name}”，{many:,} 人，在“人员”里可以选用")


_NOTHING = compared.table(
    Compared(file="", key=Key.ID_NO, scope="", fields=(), subjects=(), keyless=0), Fate.DIFFERENT
)


def _fill(combo: QComboBox, entries: Sequence[tuple[str, str]]) -> None:
    combo.blockSignals(True)
    combo.clear()
    for words, key in entries:
        combo.addItem(words, key)
    combo.blockSignals(False)


def _tone(_: Subject, shown: Column[Subject]) -> str:
    return _TONES.get(shown.label, "")
