"""按核对表录入: by page and row as on paper; one key says 无变化 of the rest of a page."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.domain import check_lists as marks
from desktop.domain.errors import AppError
from desktop.domain.finding import Finding
from desktop.services import check_entry, check_lists, checks, people, surroundings
from desktop.services.check_lists import Page as Sheet
from desktop.services.check_lists import PageCount, Row
from desktop.services.round_progress import Difference
from desktop.ui import member_cells, undoing
from desktop.ui.check_printing import CheckPrinting
from desktop.ui.desk import Desk
from desktop.ui.difference_table import difference_table
from desktop.ui.pages.check_sheet import CheckSheet
from desktop.ui.pages.page import Page
from desktop.ui.widgets.check_bar import CheckBar
from desktop.ui.widgets.check_grid import read_where
from desktop.ui.widgets.empty import Empty
from desktop.ui.widgets.grid import Grid
from desktop.ui.widgets.layout import column, frame
from desktop.ui.widgets.table_model import TableModel

_PAGE, _DIFFERENCES, _UNPRINTED, _NO_ROUND = range(4)
_USUAL = "h"


class CheckListPage(Page):
    """The keyboard rests in the row field; ``7h`` and Enter go to row 7, column H."""

    shows = frozenset({"household", "person", "membership", "employment_spell", "survey_answer",
                       "household_visit", "survey_round", "check_slot", "finding"})  # fmt: skip

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.survey = ""
        self._since = surroundings.position(desk.session)
        self.sheet = CheckSheet(desk)
        self.sheet.stored.connect(self._renew)
        self.sheet.grid.entered.connect(self._go_on)
        self.printing = CheckPrinting(desk, self)
        self.printing.frozen.connect(self.refresh)
        self.bar = CheckBar(self.look, self.mark_rest, self.show_differences, self.ask_print)
        self.bar.village_chosen.connect(self.open_village)
        self.bar.page.wanted.connect(self._page_typed)
        self.bar.row.wanted.connect(self._row_typed)
        self.bar.row.into_grid.connect(self._into_grid)
        self.sheet.grid.escaped.connect(self.bar.ask_row)
        self.differences = Grid(
            TableModel(difference_table(desk.session), self), self.look, desk.preferences
        )
        self.differences.opened.connect(self._open_difference)
        self.stack = QStackedWidget()
        self._fill_stack()
        self.body.addWidget(self.bar)
        self.body.addWidget(self.stack, 1)
        self._set_keys()

    def _fill_stack(self) -> None:
        unprinted = Empty(
            self.look, "print", "这个村本轮还没有打印核对表",
            "打印时页号、行号就固定下来，以后照着纸上的页号和行号录入。",
            "打印核对表…", self.ask_print,
        )  # fmt: skip
        no_round = Empty(
            self.look, "households", "没有正在进行的轮次", "先新建一个轮次，再打印核对表。",
            "新建轮次…", lambda: self.desk.page_wanted.emit("rounds"),
        )  # fmt: skip
        for inside in (self.sheet, self.differences):
            self.stack.addWidget(frame(column(inside, margin=1)))
        self.stack.addWidget(unprinted)
        self.stack.addWidget(no_round)

    def _set_keys(self) -> None:
        keys: list[tuple[str, Callable[[], object]]] = [
            ("F8", self.mark_rest),
            ("PgDown", lambda: self.turn(1)),
            ("PgUp", lambda: self.turn(-1)),
            ("F6", self.show_differences),
            ("F4", self._open_household),
            ("Ctrl+Z", lambda: self._back(undoing.step_back)),
            ("Ctrl+Y", lambda: self._back(undoing.step_again)),
        ]
        for words, do in keys:
            within = Qt.ShortcutContext.WidgetWithChildrenShortcut
            QShortcut(QKeySequence(words), self, do, context=within)

    def entry(self) -> QWidget:
        return self.bar.row

    def is_settled(self) -> bool:
        return self.sheet.grid.settle()

    def hideEvent(self, event: QHideEvent) -> None:
        self.sheet.grid.settle()
        super().hideEvent(event)

    def _hear(self, touched: frozenset[str]) -> None:
        if not self.sheet.is_storing:
            super()._hear(touched)

    # What is shown.

    def reload(self) -> None:
        self.survey = member_cells.survey_of(self.desk.session)
        self.bar.show_villages(people.villages(self.desk.session, empty=False))
        self.open_village(self._number())

    def _counts(self) -> list[PageCount]:
        return check_lists.pages(self.desk.session, survey=self.survey, village=self.bar.chosen)

    def _number(self) -> int:
        return self.sheet.page.number if self.sheet.page else 0

    def open_village(self, number: int = 0) -> None:
        """Show a page of the chosen village; without a number the first that is not done."""
        counts = self._counts() if self.survey else []
        if not counts:
            self.sheet.show_page(None, {})
            self.stack.setCurrentIndex(_UNPRINTED if self.survey else _NO_ROUND)
            self.bar.show_counts((), 0)
            return
        waiting = [one.page for one in counts if one.done < one.households]
        known = {one.page for one in counts}
        self.open_page(number if number in known else (waiting or [counts[-1].page])[0])

    def open_page(self, number: int) -> None:
        """Show a page by its number."""
        if not self.sheet.grid.settle():
            return
        found = self._read(number)
        if found is None:
            return
        is_other = number != self._number() or found.village != self._village()
        self.stack.setCurrentIndex(_PAGE)
        self._show(found)
        if is_other:
            self.sheet.leave()

    def _village(self) -> str:
        return self.sheet.page.village if self.sheet.page else ""

    def _read(self, number: int) -> Sheet | None:
        try:
            return check_lists.page(
                self.desk.session, survey=self.survey, village=self.bar.chosen, number=number
            )
        except AppError as error:
            self.sheet.say(str(error))
            return None

    def _show(self, found: Sheet) -> None:
        homes = list(dict.fromkeys(one.household.id for one in found.rows))
        by_home: dict[str, list[Finding]] = {home: [] for home in homes}
        for finding in checks.listed(self.desk.session, households=homes):
            by_home[finding.household].append(finding)
        self.sheet.show_page(found, by_home)
        self.bar.show_counts(self._counts(), found.number)

    def _renew(self) -> None:
        """Read the page again that was just keyed in."""
        found = self._read(self._number())
        if found is not None:
            self._show(found)

    # Going about by keys.

    def _go_on(self) -> None:
        # A newcomer has more cells to fill; whoever only changed goes to the next row on paper.
        if self.sheet.is_new:
            self.sheet.grid.step(1)
        else:
            self.bar.ask_row()

    def _page_typed(self, text: str) -> None:
        read = marks.read_mark(text)
        if read is not None and not marks.is_of_round(read, self.survey):
            self.sheet.say("这一页是别的轮次的核对表，请换本轮的表")
        elif read is not None:
            place = self.desk.session.ledger.book.places.by_code(read.village_code)
            self.bar.choose(place.id if place else "")
            self.open_page(read.page)
        elif text.isdecimal():
            self.open_page(int(text))
        self.bar.ask_row()

    def _row_typed(self, text: str) -> None:
        if marks.read_mark(text) is not None:
            self._page_typed(text)
            return
        where = read_where(text)
        row = self._row_of(where[0]) if where else None
        if where is None or row is None:
            self.sheet.say(f"这一页没有“{text}”，请打行号和栏目字母，如 7h")
            self.bar.ask_row()
            return
        letter = where[1] or ("a" if row.is_blank else "")
        if not letter:
            self.sheet.go_to(row, _USUAL)
            self.bar.row.selectAll()
        elif self.sheet.go_to(row, letter):
            self.sheet.grid.setFocus()
        else:
            self.bar.ask_row()

    def _row_of(self, number: int | None) -> Row | None:
        if number is None or self.sheet.page is None:
            return self.sheet.current()
        return self.sheet.page.row(number)

    def _into_grid(self) -> None:
        if self.sheet.current() is None:
            self.sheet.go_first()
        self.sheet.grid.setFocus()

    def turn(self, by: int) -> None:
        """Go to the next page or the one before."""
        numbers = [one.page for one in self._counts()]
        at = numbers.index(self._number()) + by if self._number() in numbers else -1
        if 0 <= at < len(numbers):
            self.open_page(numbers[at])
            self.bar.ask_row()

    def mark_rest(self) -> None:
        """Say 无变化 of everybody on the page without an answer, and go to the next open page."""
        page = self.sheet.page
        if page is None or self.stack.currentIndex() != _PAGE or not self.sheet.grid.settle():
            return
        marked = self.sheet.mark_rest()
        if marked is None:
            return
        left = f"，{marked.skipped} 户没有问到，没有动" if marked.skipped else ""
        told = f"第 {page.number} 页：{marked.people} 人标为无变化{left}"
        waiting = [one.page for one in self._counts()
                   if one.done < one.households and one.page > page.number]  # fmt: skip
        end = "" if waiting else "。后面没有要录的页了，按 F6 看变动清单"
        self.open_page(waiting[0] if waiting else page.number)
        self.desk.told.emit(told + end)
        self.bar.ask_row()

    def show_differences(self) -> None:
        """Show what this round found different in the village, or the page again."""
        if self.stack.currentIndex() == _DIFFERENCES:
            self.stack.setCurrentIndex(_PAGE)
            self.bar.ask_row()
        elif self.stack.currentIndex() == _PAGE and self.sheet.grid.settle():
            found = check_entry.differences(
                self.desk.session, survey=self.survey, village=self.bar.chosen
            )
            self.differences.table.set_rows(found)
            self.stack.setCurrentIndex(_DIFFERENCES)
            self.differences.setFocus()
            self.differences.go_to(0)
            self.desk.told.emit(f"本轮变动 {len(found)} 处")

    def _open_difference(self, difference: object) -> None:
        if isinstance(difference, Difference) and difference.household:
            self.desk.household_wanted.emit(difference.household)

    def _open_household(self) -> None:
        row = self.sheet.current()
        if row is not None and self.sheet.grid.settle():
            self.desk.household_wanted.emit(row.household.id)

    def _back(self, step: Callable[[Desk, int], object]) -> None:
        if self.sheet.grid.settle() and step(self.desk, self._since):
            self._renew()

    def ask_print(self) -> None:
        """Ask what is to be printed."""
        if not self.survey:
            self.desk.told.emit("没有正在进行的轮次，先新建一个轮次")
        elif self.sheet.grid.settle():
            self.printing.ask(self.survey, self.bar.chosen)
