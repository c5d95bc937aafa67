"""The timeline on a person's card."""

from PySide6.QtWidgets import QTabWidget

from desktop.ui import cards
from desktop.ui.widgets.timeline import Timeline
from tests.ui.conftest import ident


def test_the_card_shows_work_on_a_line_of_its_own(show, desk):
    dialog = cards.open_card(desk, None, ident("p3"))
    shown = dialog.findChild(Timeline)
    rows = [
        [shown.table.index(row, at).data() for at in range(3)]
        for row in range(shown.table.rowCount())
    ]
    assert rows == [["2024-03", "就业", "开始务工：某电子厂，广东省深圳市"]]
    tabs = dialog.findChild(QTabWidget)
    assert tabs.tabText(1) == "经历 1"
    dialog.close()
