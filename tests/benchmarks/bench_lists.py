"""Scrolling and sorting the list of everybody, against a bare Qt table with the same texts."""

import random
import time
from collections.abc import Callable
from statistics import quantiles

import pytest
from PySide6.QtCore import QAbstractTableModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTableView

from desktop.services import person_lists
from desktop.ui import theme
from desktop.ui.desk import Desk
from desktop.ui.jobs import Jobs
from desktop.ui.pages.people import PeoplePage
from desktop.ui.preferences import Preferences
from desktop.ui.theme import Look
from tests.benchmarks.ratio import Timing, timed
from tests.benchmarks.scale import PERSONS

FRAME_S = 1 / 60
REPEATS = 200
WIDTH, HEIGHT = 1180, 680


class Bare(QAbstractTableModel):
    """Texts that are there already."""

    def __init__(self, texts):
        super().__init__()
        self._texts = texts

    def rowCount(self, parent=None):  # noqa: N802
        return PERSONS

    def columnCount(self, parent=None):  # noqa: N802
        return len(self._texts[0])

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return self._texts[index.row() % len(self._texts)][index.column()]


@pytest.fixture(scope="module")
def page(township, qapp, tmp_path_factory):
    theme.load_fonts()
    theme.apply(qapp, Look())
    preferences = Preferences(tmp_path_factory.mktemp("window") / "window.ini")
    made = PeoplePage(Desk(township, Jobs(inline=True), preferences, Look()))
    made.resize(WIDTH, HEIGHT)
    made.show()
    qapp.processEvents()
    yield made
    made.hide()


@pytest.fixture(scope="module")
def bare(page, qapp):
    model = page.grid.table
    texts = [
        [model.index(row, at).data() for at in range(model.columnCount())] for row in range(200)
    ]
    view = QTableView()
    view.setModel(Bare(texts))
    view.verticalHeader().setDefaultSectionSize(page.look.row)
    view.resize(page.grid.size())
    view.show()
    qapp.processEvents()
    yield view
    view.hide()


def shown(qapp, act: Callable[[int], object]) -> tuple[Timing, Timing]:
    """The mean from the key to what is shown, and what one in twenty takes longer than."""
    times = []
    for number in range(REPEATS):
        start = time.perf_counter()
        act(number)
        qapp.processEvents()
        times.append(time.perf_counter() - start)
    return Timing(sum(times) / len(times)), Timing(quantiles(times, n=20)[-1])


def page_down(view):
    return lambda _number: QTest.keyClick(view, Qt.Key.Key_PageDown)


def anywhere(view):
    where, bar = random.Random(1), view.verticalScrollBar()
    return lambda _number: bar.setValue(where.randrange(bar.maximum()))


@pytest.mark.parametrize(("name", "way"), [("page down", page_down), ("drag anywhere", anywhere)])
def test_scrolling(name, way, page, bare, qapp, report):
    for view in (bare, page.grid):
        view.setCurrentIndex(view.model().index(0, 0))
    plain, _ = shown(qapp, way(bare))
    ours, slow = shown(qapp, way(page.grid))
    report.add(f"scroll {PERSONS} people, {name}", ours, plain)
    report.add(f"scroll, {name}: p95 by two 60 Hz frames", slow, Timing(2 * FRAME_S), 1.0)


def test_scrolling_what_was_sorted(page, qapp, report):
    at = page.paths.index("person.id_no")
    with timed() as timing:
        page.grid.horizontalHeader().setSortIndicator(at, Qt.SortOrder.AscendingOrder)
        qapp.processEvents()
    report.add(f"sort {PERSONS} people by a column", timing)
    _, slow = shown(qapp, anywhere(page.grid))
    report.add("scroll what was sorted: p95 by two 60 Hz frames", slow, Timing(2 * FRAME_S), 1.0)


def test_standing_filters(township, report):
    for standing in person_lists.STANDING:
        filter_ = person_lists.wanted(township, standing=standing.key)
        with timed() as timing:
            person_lists.person_ids(township, filter_)
        report.add(f"filter {PERSONS} people: {standing.key}", timing)
