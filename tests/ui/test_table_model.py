"""The one table model."""

from PySide6.QtCore import Qt

from desktop.domain.tables import Align, Column, Table
from desktop.ui.widgets.paged_rows import PagedRows
from desktop.ui.widgets.table_model import TableModel
from desktop.ui.widgets.unread import Unread

FRUIT = Table(
    "水果",
    (
        Column("名称", lambda row: row[0]),
        Column("个数", lambda row: row[1], align=Align.RIGHT),
    ),
)
ROWS = [("梨", 10), ("桃", None), ("李", 9)]


def model(rows=ROWS, **more):
    made = TableModel(FRUIT, **more)
    made.set_rows(list(rows))
    return made


def column(made, number=0):
    return [made.index(row, number).data() for row in range(made.rowCount())]


def test_obeys_the_rules_of_qt_models(qtmodeltester):
    qtmodeltester.check(model())


def test_numbers_sort_as_numbers_and_the_empty_stand_last():
    made = model()
    made.sort(1)
    assert column(made) == ["李", "梨", "桃"]


def test_no_column_chosen_leaves_the_order():
    made = model()
    made.sort(-1)
    assert column(made) == ["梨", "桃", "李"]


def test_a_paged_list_asks_to_be_sorted_elsewhere(qtbot):
    made = TableModel(FRUIT)
    made.set_rows(PagedRows(["a"], lambda ids: [(name, 1) for name in ids]))
    with qtbot.waitSignal(made.sort_wanted) as asked:
        made.sort(1, Qt.SortOrder.DescendingOrder)
    assert asked.args == [1, Qt.SortOrder.DescendingOrder]


def test_what_could_not_be_read_is_red():
    made = model([(Unread("4.33E+17"), 1)])
    assert made.index(0, 0).data(TableModel.ToneRole) == "error"
    assert made.index(0, 1).data(TableModel.ToneRole) == ""


def test_a_screen_reader_hears_the_heading_too():
    assert model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "名称：梨"
