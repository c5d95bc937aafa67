"""返乡返岗周报: the cumulative table, a row a week, of one village or of all."""

from functools import partial

from PySide6.QtWidgets import QComboBox, QWidget

from desktop.services import people, season_reports
from desktop.ui import list_printing
from desktop.ui.desk import Desk
from desktop.ui.widgets.grid import Grid
from desktop.ui.widgets.layout import button, column, frame, label, row, with_icon
from desktop.ui.widgets.table_model import TableModel

_HINT = "从登记的每人状态算出，更正会连同以前各周一起改正。"


class SeasonWeeks(QWidget):
    """Counted anew each time it is shown."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.look = desk, desk.look
        self.season = ""
        self.grid = Grid(TableModel(season_reports.weekly_table(), self), self.look)
        self.grid.horizontalHeader().setStretchLastSection(False)
        self.village = QComboBox()
        self.village.setAccessibleName("村")
        self.village.addItem("全部村", "")
        self.village.currentIndexChanged.connect(lambda _at: self._read())
        out = with_icon(button("打印…", self.ask_print), "print", self.look)
        head = row(label("村", "quiet"), self.village, None, out)
        self.setLayout(column(head, frame(column(self.grid, margin=1)), label(_HINT, "small")))
        self.setFocusProxy(self.grid)

    def show_season(self, season: str) -> None:
        """Show a season, the village in hand kept."""
        self.season = season
        kept = self.village.currentData()
        self.village.blockSignals(True)
        while self.village.count() > 1:
            self.village.removeItem(1)
        for village in people.villages(self.desk.session, empty=False):
            self.village.addItem(village.place.name, village.place.id)
        self.village.setCurrentIndex(max(self.village.findData(kept), 0))
        self.village.blockSignals(False)
        self._read()

    def _read(self) -> None:
        rows = season_reports.weekly_rows(
            self.desk.session, season=self.season, village=self.village.currentData()
        )
        self.grid.table.set_rows(rows)

    def ask_print(self) -> None:
        """Show the table as it is printed."""
        make = partial(
            season_reports.weekly_listing, season=self.season, village=self.village.currentData()
        )
        list_printing.open_print(self.desk, self, season_reports.WEEKLY, make)
