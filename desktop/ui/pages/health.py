"""台账体检: the numbers of each village, and below them the names behind the chosen one."""

from functools import partial

from PySide6.QtWidgets import QAbstractItemView, QWidget

from desktop.services import health, person_lists
from desktop.services.health import QUESTIONS, Question, VillageHealth
from desktop.services.person_lists import Listed
from desktop.ui import list_printing
from desktop.ui.desk import Desk
from desktop.ui.pages.page import Page
from desktop.ui.widgets.grid import Grid
from desktop.ui.widgets.layout import button, column, frame, label, row, with_icon
from desktop.ui.widgets.paged_rows import PagedRows
from desktop.ui.widgets.table_model import TableModel

_HOW = "选一个数，下面就是这些人；回车看这个人的卡片"


class HealthPage(Page):
    """Every number opens its names, and both are printed from here."""

    shows = frozenset({"household", "person", "membership", "tag", "employment_spell", "area"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.numbers = Grid(TableModel(health.table(), self, tone=_tone), self.look)
        self.numbers.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.numbers.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.numbers.horizontalHeader().setSectionsMovable(False)
        self.numbers.horizontalHeader().setStretchLastSection(False)
        self.names = Grid(
            TableModel(person_lists.table(desk.session, health.NAMES), self), self.look
        )
        self.names.opened.connect(self._open)
        self.heading, self.note = label("", "heading"), label(_HOW, "small")
        report = with_icon(button("打印报告…", self.print_report), "print", self.look)
        self.out = with_icon(button("打印这些人…", self.print_names), "print", self.look)
        above = row(label(_HOW, "small"), None, report)
        between = row(self.heading, self.note, None, self.out)
        self.body.addLayout(above)
        self.body.addWidget(frame(column(self.numbers, margin=1)), 3)
        self.body.addLayout(between)
        self.body.addWidget(frame(column(self.names, margin=1)), 4)
        self.numbers.selectionModel().currentChanged.connect(lambda *_: self._show_names())

    def entry(self) -> QWidget:
        return self.numbers

    def reload(self) -> None:
        here = self.numbers.currentIndex()
        place = (here.row(), here.column()) if here.isValid() else (-1, 2)
        rows = health.report(self.desk.session)
        self.numbers.table.set_rows(rows)
        at = place[0] if 0 <= place[0] < len(rows) else len(rows) - 1
        self.numbers.setCurrentIndex(self.numbers.table.index(at, max(place[1], 1)))
        self._show_names()

    def chosen(self) -> tuple[Question, VillageHealth] | None:
        """The question and village of the number in hand."""
        index = self.numbers.currentIndex()
        if not index.isValid() or not 1 <= index.column() <= len(QUESTIONS):
            return None
        return QUESTIONS[index.column() - 1], self.numbers.table.row(index)

    def _show_names(self) -> None:
        chosen, session = self.chosen(), self.desk.session
        ids = health.people_behind(session, chosen[0], chosen[1].village) if chosen else []
        self.names.table.set_rows(
            PagedRows(ids, lambda some: person_lists.people_of(session, some))
        )
        self.heading.setText(
            f"{chosen[1].name}　{chosen[0].label} {len(ids):,} 人" if chosen else ""
        )
        self.note.setText(chosen[0].note if chosen else "")
        self.out.setEnabled(bool(ids))

    def _open(self, line: Listed) -> None:
        self.desk.person_wanted.emit(line.member.person.id)

    def print_report(self) -> None:
        """Show the report as it is printed."""
        list_printing.open_print(self.desk, self, health.TITLE, health.listing_of)

    def print_names(self) -> None:
        """Show the names behind the number in hand as they are printed."""
        chosen = self.chosen()
        if chosen is not None:
            question, village = chosen
            make = partial(health.names_of, question=question, village=village.village)
            title = f"{village.name}{question.label}名单"
            list_printing.open_print(self.desk, self, title, make)


def _tone(row_: VillageHealth, shown: object) -> str:
    label_ = getattr(shown, "label", "")
    at = next((at for at, one in enumerate(QUESTIONS) if one.label == label_), None)
    if at is None or not row_.numbers[at]:
        return "faint" if at is not None else ""
    return "error" if QUESTIONS[at].standing in {"bad_number", "shared_number"} else ""
