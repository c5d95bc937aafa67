"""The rows of a file before they are taken in: a colour for each cell, put right in its place."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QStyle, QWidget

from desktop.domain.tables import Align, Column, Table
from desktop.services.importing.marks import CellFate, Mark
from desktop.services.incoming import Line, Looked
from desktop.ui.theme import Look
from desktop.ui.widgets.cells import PILL
from desktop.ui.widgets.editable_grid import EditableDelegate, EditableGrid, EditableModel
from desktop.ui.widgets.elided import Elided
from desktop.ui.widgets.layout import button, column, frame, label, row
from desktop.ui.widgets.table_model import Index, Role

FATES = {"added": "新增", "updated": "更新", "unchanged": "未变", "refused": "拒收"}
_PILLS = {"新增": "good", "更新": "hint", "未变": "faint", "拒收": "error"}
TONES = {CellFate.TAKEN: "good", CellFate.CHANGED: "hint", CellFate.DOUBTFUL: "doubt",
         CellFate.REFUSED: "error", CellFate.SAME: ""}  # fmt: skip
_TOLD = (CellFate.TAKEN, CellFate.CHANGED, CellFate.DOUBTFUL, CellFate.REFUSED)
_PROBLEMS = frozenset({CellFate.DOUBTFUL, CellFate.REFUSED})
_OWN = 2
_WIDE = {"住址", "备注", "身份证", "证件号", "编号", "地点", "单位"}
_HOW = "直接在格子里改，只改这次导入的内容，不动原文件；改好后自动重新核对"
_TAKEN_IN = "已经导入，要改请到入户调查里改；或者撤销，改好再导"


class ImportLines(QWidget):
    """Row by row what becomes of a file; ``mended`` tells a cell that was typed anew."""

    mended = Signal(object, int, str)
    unmended = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._looked: Looked | None = None
        self._faults: set[tuple[str, int]] = set()
        self.model = _LinesModel(self._mark, self._typed, self._mend)
        self.grid = EditableGrid(self.model, look)
        self.grid.setItemDelegate(_GroundDelegate(look, self.grid))
        self.only = QCheckBox("只看有问题的行")
        self.only.toggled.connect(lambda _on: self._fill())
        self.legend = {fate: label("", "small") for fate in _TOLD}
        self._pills = {
            fate: frame(row(self.legend[fate], margin=look.px(4)), "card", TONES[fate])
            for fate in _TOLD
        }
        self.note = Elided("small")
        self.note.say(_HOW)
        self.forget = button("", self.unmended.emit, "link")
        self.grid.selectionModel().currentChanged.connect(lambda *_: self._tell())
        body = column(self._head(look), frame(column(self.grid, margin=1)), self.note, gap=4)
        body.setStretch(1, 1)
        self.setLayout(body)

    def _head(self, look: Look) -> QHBoxLayout:
        head = row(*self._pills.values(), None, self.forget, self.only, gap=look.px(6))
        head.setContentsMargins(look.px(4), look.px(4), look.px(4), 0)
        return head

    def show_file(self, looked: Looked | None, mends: int = 0) -> None:
        """Show another file, of which some cells were put right; none empties the list."""
        self._looked = looked
        marked = looked.marks.items() if looked else ()
        self._faults = {place[:2] for place, mark in marked if mark.fate in _PROBLEMS}
        self.model.set_table(self._table(looked.shown if looked else ()))
        self.forget.setText(f"已改 {mends} 格，全部恢复原样")
        self.forget.setVisible(mends > 0)
        self._count(looked)
        self._fill()
        self.grid.fit_columns()
        self._tell()

    def _count(self, looked: Looked | None) -> None:
        told = Counter(mark.fate for mark in looked.marks.values()) if looked else Counter()
        fresh = _fresh(looked) if looked else 0
        for fate, shown in self.legend.items():
            number = told[fate] + (fresh if fate is CellFate.TAKEN else 0)
            shown.setText(f"{fate.value} {number:,} 格")
            self._pills[fate].setVisible(number > 0)

    def _fill(self) -> None:
        lines = list(self._looked.lines) if self._looked else []
        if self.only.isChecked():
            lines = [line for line in lines if (line.sheet, line.number) in self._faults]
        self.model.set_rows(lines)

    def show_line(self, sheet: str, number: int) -> None:
        """Go to a row, by its worksheet and line."""
        for at, line in enumerate(self.model.rows):
            if (line.sheet, line.number) == (sheet, number):
                self.grid.go_to_cell(at, _OWN)
                return

    def place(self) -> tuple[str, int, int] | None:
        """The worksheet, line and column of the current cell, to come back to."""
        index = self.grid.currentIndex()
        if not index.isValid():
            return None
        line = self.model.row(index)
        return line.sheet, line.number, index.column()

    def go_back(self, place: tuple[str, int, int] | None) -> None:
        """Make the cell of a place the current one again."""
        if place is None:
            return
        for at, line in enumerate(self.model.rows):
            if (line.sheet, line.number) == place[:2]:
                self.grid.go_to_cell(at, place[2])

    def _table(self, shown: Sequence[str]) -> Table[Line]:
        columns: list[Column[Line]] = [
            Column("行", lambda line: line.number, 12.0, Align.RIGHT),
            Column("结果", self._fate, 15.0),
        ]
        columns += [Column(text, partial(_seen, at), _width(text)) for at, text in enumerate(shown)]
        return Table("逐行", tuple(columns))

    def _fate(self, line: Line) -> str:
        report = self._looked.report if self._looked else None
        outcome = report.outcomes.get((line.sheet, line.number), "") if report else ""
        return FATES.get(outcome, "")

    def _mark(self, line: Line, at: int) -> Mark | None:
        return self._looked.mark(line, at - _OWN) if self._looked and at >= _OWN else None

    def _typed(self, line: Line, at: int) -> str | None:
        """What a cell begins with; None where nothing can be mended, as in what is taken in."""
        report = self._looked.report if self._looked else None
        if at < _OWN or line.places[at - _OWN] < 0 or (report and report.batch):
            return None
        return line.texts[at - _OWN]

    def _mend(self, line: Line, at: int, text: str) -> bool:
        place = line.places[at - _OWN]
        if place < 0:
            return False
        self.mended.emit(line, place, text)
        return True

    def _tell(self) -> None:
        index = self.grid.currentIndex()
        mark = self._mark(self.model.row(index), index.column()) if index.isValid() else None
        self.note.say((mark.note if mark else "").replace("\n", "　") or self._how())

    def _how(self) -> str:
        report = self._looked.report if self._looked else None
        return _TAKEN_IN if report and report.batch else _HOW


class _LinesModel(EditableModel):
    """``GroundRole`` names the colour that is laid under a cell, empty for none."""

    GroundRole = EditableModel.ToneRole + 1

    def __init__(
        self,
        mark: Callable[[Line, int], Mark | None],
        typed: Callable[[Line, int], str | None],
        mend: Callable[[Line, int, str], bool],
    ) -> None:
        super().__init__(Table("逐行", ()), typed, mend)
        self._mark = mark

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if role not in _MARKED or not index.isValid():
            return super().data(index, role)
        mark = self._mark(self.row(index), index.column())
        if role == Role.ToolTipRole:
            return (mark.note if mark else "") or super().data(index, role)
        if role == self.GroundRole:
            return TONES[mark.fate] if mark and mark.fate is not CellFate.TAKEN else ""
        if mark is not None:
            return TONES[mark.fate]
        fate = str(super().data(index))
        return PILL + _PILLS.get(fate, "faint") if index.column() == 1 else "faint"


_MARKED = {Role.ToolTipRole, _LinesModel.ToneRole, _LinesModel.GroundRole}


class _GroundDelegate(EditableDelegate):
    """Lays a soft ground under a cell of which something is to be said."""

    def paint(self, painter: QPainter, option: Any, index: QModelIndex | Any) -> None:
        ground = index.data(_LinesModel.GroundRole)
        if ground and not option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, self._look.colour(f"{ground}_soft"))
        super().paint(painter, option, index)


def _fresh(looked: Looked) -> int:
    """How many cells of new people are taken without a word."""
    if looked.report is None:
        return 0
    outcomes: Mapping[tuple[str, int], str] = looked.report.outcomes
    return sum(
        1
        for line in looked.lines
        if outcomes.get((line.sheet, line.number)) == "added"
        for at, text in enumerate(line.texts)
        if text and (line.sheet, line.number, at) not in looked.marks
    )


def _seen(at: int, line: Line) -> str:
    return line.texts[at]


def _width(heading: str) -> float:
    if any(word in heading for word in _WIDE):
        return 42.0
    return max(16.0, min(len(heading), 8) * 4.2 + 4)
