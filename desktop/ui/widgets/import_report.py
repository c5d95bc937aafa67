"""What a file would bring or has brought: row by row, the problems, the columns, the words."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QTabWidget, QWidget

from desktop.domain.tables import Align, Column, Table
from desktop.services.importing.report import FileReport, Refusal, Remark
from desktop.services.incoming import Choice, Looked, Word
from desktop.ui.theme import Look
from desktop.ui.widgets.cells import PILL
from desktop.ui.widgets.grid import Grid
from desktop.ui.widgets.import_columns import ImportColumns, ImportWords
from desktop.ui.widgets.import_lines import ImportLines
from desktop.ui.widgets.layout import column, frame
from desktop.ui.widgets.table_model import TableModel

_LEVELS = {"错误": "error", "疑点": "doubt", "提示": "hint"}

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


class ImportReport(QWidget):
    """Five tabs over one file; a problem that is opened leads to its row."""

    def __init__(
        self,
        look: Look,
        choices: Sequence[Choice],
        meanings: Callable[[Word], list[tuple[str, str]]],
    ) -> None:
        super().__init__()
        self._choices = choices
        self.lines = ImportLines(look)
        self.problems = Grid(TableModel(PROBLEMS, self, tone=_problem_tone), look)
        self.refusals = Grid(TableModel(REFUSALS, self), look)
        self.columns = ImportColumns(look)
        self.words = ImportWords(look, meanings)
        self.problems.opened.connect(self._go_to)
        self.refusals.opened.connect(self._go_to)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        problems, refusals = (
            frame(column(grid, margin=1)) for grid in (self.problems, self.refusals)
        )
        for shown in (self.lines, problems, refusals, self.columns, self.words):
            self.tabs.addTab(shown, "")
        self.setLayout(column(self.tabs))
        self.show_file(None)

    def show_file(self, looked: Looked | None) -> None:
        """Show another file; none empties the tabs."""
        report = looked.report if looked and looked.report else FileReport("")
        headings = looked.headings if looked else ()
        words = looked.words if looked else ()
        mends = len(looked.reading.mends) if looked and looked.reading else 0
        place = self.lines.place()
        self.lines.show_file(looked, mends)
        self.lines.go_back(place)
        self.problems.table.set_rows(list(report.findings))
        self.refusals.table.set_rows(list(report.refusals))
        self.columns.show_headings(headings, self._choices)
        self.words.show_words(words)
        unknown = sum(1 for heading in headings if not heading.taken)
        titles = (
            ("逐行", report.rows, ""),
            ("问题", len(report.findings), ""),
            ("拒收", len(report.refusals), ""),
            ("列的对应", unknown, "（{} 列没有导入）"),
            ("认不出的写法", len(words), ""),
        )
        for number, (title, many, form) in enumerate(titles):
            words_of = (form or " {}").format(f"{many:,}") if many else ""
            self.tabs.setTabText(number, title + words_of)

    def show_columns(self) -> None:
        """Show what the columns are taken as."""
        self.tabs.setCurrentWidget(self.columns)

    def _go_to(self, told: Remark | Refusal) -> None:
        self.tabs.setCurrentWidget(self.lines)
        self.lines.show_line(told.sheet, told.line)


def _problem_tone(remark: Remark, shown: Column[Remark]) -> str:
    return PILL + _LEVELS.get(remark.level, "hint") if shown.label == "级别" else ""
