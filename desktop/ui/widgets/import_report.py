"""What a file would bring or has brought: row by row, the problems, the columns."""

from collections import Counter
from functools import partial

from PySide6.QtWidgets import QTabWidget, QWidget

from desktop.domain.tables import Align, Column, Table
from desktop.services.importing.report import FileReport, Refusal, Remark
from desktop.services.incoming import Heading, Line, Looked
from desktop.ui.theme import Look
from desktop.ui.widgets.cells import PILL
from desktop.ui.widgets.grid import Grid
from desktop.ui.widgets.layout import column, frame
from desktop.ui.widgets.table_model import TableModel

FATES = {"added": "新增", "updated": "更新", "unchanged": "未变", "refused": "拒收"}
_TONES = {"新增": "good", "更新": "hint", "未变": "faint", "拒收": "error"}
_LEVELS = {"错误": "error", "疑点": "doubt", "提示": "hint"}
_WIDE = {"住址", "备注", "身份证", "证件号", "编号", "地点", "单位"}

PROBLEMS: Table[Remark] = Table(
    "导入问题",
    (
        Column("级别", lambda remark: remark.level, 15.0),
        Column("行", lambda remark: remark.line, 12.0, Align.RIGHT),
        Column("列", lambda remark: remark.column, 28.0),
        Column("表里写的", lambda remark: remark.value, 40.0),
        Column("问题", lambda remark: remark.message, 90.0),
        Column("怎么办", lambda remark: remark.advice, 70.0),
    ),
)
REFUSALS: Table[Refusal] = Table(
    "拒收的行",
    (
        Column("行", lambda refusal: refusal.line, 12.0, Align.RIGHT),
        Column("为什么", lambda refusal: refusal.message, 160.0),
    ),
)
HEADINGS: Table[Heading] = Table(
    "列的对应",
    (
        Column("表里的列", lambda heading: heading.text, 60.0),
        Column("当作", lambda heading: heading.meaning, 80.0),
    ),
)


class ImportReport(QWidget):
    """Four tabs over one file."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._fates: dict[int, str] = {}
        self._problems: Counter[int] = Counter()
        self.lines = Grid(TableModel(Table("逐行", ()), self, tone=self._line_tone), look)
        self.problems = Grid(TableModel(PROBLEMS, self, tone=_problem_tone), look)
        self.refusals = Grid(TableModel(REFUSALS, self), look)
        self.headings = Grid(TableModel(HEADINGS, self, tone=_heading_tone), look)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        for grid in (self.lines, self.problems, self.refusals, self.headings):
            self.tabs.addTab(frame(column(grid, margin=1)), "")
        layout = column(self.tabs)
        self.setLayout(layout)
        self.show_file(None)

    def show_file(self, looked: Looked | None) -> None:
        """Show another file; none empties the tabs."""
        report = looked.report if looked and looked.report else FileReport("")
        headings = looked.headings if looked else ()
        self._fates = {line: FATES.get(fate, "") for line, fate in report.fates.items()}
        self._problems = Counter(remark.line for remark in report.findings)
        self.lines.table.set_table(self._lines_table(looked.shown if looked else ()))
        self.lines.table.set_rows(list(looked.lines) if looked else [])
        self.lines.fit_columns()
        self.problems.table.set_rows(list(report.findings))
        self.refusals.table.set_rows(list(report.refusals))
        self.headings.table.set_rows(list(headings))
        unknown = sum(1 for heading in headings if not heading.taken)
        for number, (title, many) in enumerate(
            (
                ("逐行", report.rows),
                ("问题", len(report.findings)),
                ("拒收", len(report.refusals)),
                ("列的对应", unknown),
            )
        ):
            words = f"{title} {many:,}" if many and number < 3 else title
            words += f"（{many} 列没有导入）" if many and number == 3 else ""
            self.tabs.setTabText(number, words)

    def _lines_table(self, shown: tuple[str, ...]) -> Table[Line]:
        columns: list[Column[Line]] = [
            Column("行", lambda line: line.number, 12.0, Align.RIGHT),
            Column("结果", lambda line: self._fates.get(line.number, ""), 15.0),
            Column("问题", lambda line: self._problems[line.number] or "", 12.0, Align.RIGHT),
        ]
        columns += [Column(text, partial(_seen, at), _width(text)) for at, text in enumerate(shown)]
        return Table("逐行", tuple(columns))

    def _line_tone(self, line: Line, shown: Column[Line]) -> str:
        if shown.label == "结果":
            return PILL + _TONES.get(self._fates.get(line.number, ""), "faint")
        return "error" if shown.label == "问题" else ""


def _seen(at: int, line: Line) -> str:
    return line.texts[at]


def _width(heading: str) -> float:
    if any(word in heading for word in _WIDE):
        return 42.0
    return max(16.0, min(len(heading), 8) * 4.2 + 4)


def _problem_tone(remark: Remark, shown: Column[Remark]) -> str:
    return PILL + _LEVELS.get(remark.level, "hint") if shown.label == "级别" else ""


def _heading_tone(heading: Heading, shown: Column[Heading]) -> str:
    return "faint" if shown.label == "当作" and not heading.taken else ""
