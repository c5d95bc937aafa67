"""人员: everybody in one list, with filters, sorting, columns, copying and printing."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from desktop.domain import listing
from desktop.domain.errors import AppError
from desktop.services import batch_edits, people, person_lists, saved_filters, surroundings
from desktop.services.person_lists import STANDING, Listed, Wanted
from desktop.ui import cards, list_printing, undoing
from desktop.ui.desk import Desk
from desktop.ui.dialogs import people_operations
from desktop.ui.dialogs.batch_edit_dialog import BatchEditDialog
from desktop.ui.dialogs.columns_dialog import ColumnsDialog
from desktop.ui.dialogs.name_dialog import NameDialog
from desktop.ui.dialogs.operations import operations_menu
from desktop.ui.pages.page import Page
from desktop.ui.widgets.grid import Grid
from desktop.ui.widgets.layout import button, column, frame, label, row, with_icon
from desktop.ui.widgets.paged_rows import PagedRows
from desktop.ui.widgets.people_filters import PeopleFilters, Said
from desktop.ui.widgets.table_model import TableModel

_CODES = (("就业状态", "employment_status"), ("性别", "sex"))


class PeoplePage(Page):
    """Filters above, the list below; Enter opens the card."""

    shows = frozenset({"household", "person", "membership", "tag", "employment_spell",
                       "survey_answer", "survey_round", "presence"})  # fmt: skip

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._order, self._descending = "", False
        self._since = surroundings.position(desk.session)
        self.paths = self._chosen_paths()
        model = TableModel(person_lists.table(desk.session, self.paths), self)
        model.sort_wanted.connect(self._sort)
        self.grid = Grid(model, self.look)
        self.grid.opened.connect(self._open)
        head = self.grid.horizontalHeader()
        head.customContextMenuRequested.disconnect()
        head.customContextMenuRequested.connect(lambda _at: self.ask_columns())
        head.sectionMoved.connect(lambda *_: QTimer.singleShot(0, self._keep_order))
        self.filters = PeopleFilters(self.look, _CODES)
        self.filters.changed.connect(self.search)
        self.filters.saved_wanted.connect(self._show_saved)
        self.count, self.note = label("", "heading"), label("", "quiet")
        self.body.addWidget(self.filters)
        self.body.addLayout(self._tools())
        self.body.addWidget(frame(column(self.grid, margin=1)), 1)
        self._set_keys()

    def _tools(self) -> QHBoxLayout:
        self.clear = button("清除筛选", self.clear_filters, "link")
        self.keep = button("保存筛选…", self.ask_name, "link")
        self.forget = button("删除这个筛选", self._forget, "link")
        tools: list[tuple[str, str, Callable[[], object], str]] = [
            ("栏目…", "columns", self.ask_columns, "选择显示哪些栏目，还可以拖动表头调整先后"),
            ("办理", "card", self.show_menu, "分户、迁入迁出、死亡、合并……（右键或 F12）"),
            ("批量修改…", "check", self.ask_batch, "选中的人，同一项改成同样的内容，先看后改"),
            ("复制", "copy", self._copy, "选中的行复制到剪贴板，可直接粘贴到表格（Ctrl+C）"),
            ("打印…", "print", self.ask_print, "打印或导出现在显示的栏目和人员（Ctrl+P）"),
        ]
        made = [with_icon(button(words, do), icon, self.look) for words, icon, do, _hint in tools]
        for part, (_, _, _, hint) in zip(made, tools, strict=True):
            part.setToolTip(hint)
        return row(self.count, self.note, self.clear, self.keep, self.forget, None, *made)

    def _set_keys(self) -> None:
        self.grid.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.grid.customContextMenuRequested.connect(lambda _at: self.show_menu())
        keys: list[tuple[QKeySequence, Callable[[], object]]] = [
            (QKeySequence("F12"), self.show_menu),
            (QKeySequence(QKeySequence.StandardKey.Undo), self.undo),
            (QKeySequence(QKeySequence.StandardKey.Print), self.ask_print),
            (QKeySequence(QKeySequence.StandardKey.Copy), self._copy),
        ]
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for words, do in keys:
            place = self.grid if do == self._copy else self
            QShortcut(words, place, do, context=within)

    def entry(self) -> QWidget:
        return self.grid

    def reload(self) -> None:
        self._fill_choices()
        self.search()

    def _fill_choices(self) -> None:
        session = self.desk.session
        book = session.ledger.book
        villages = people.villages(session, empty=False)
        places = [village.place for village in villages]
        self.filters.set_villages([(place.id, place.name, place.name) for place in places])
        declared = session.ledger.dictionary["person"]
        for name in self.filters.codes:
            items = book.items(getattr(declared.field(name).kind, "code_set", ""))
            self.filters.set_codes(
                name, [(item.key or "", item.label or "", item.label or "") for item in items]
            )
        self._fill_standing()

    def _fill_standing(self) -> None:
        names = [saved.name for saved in saved_filters.saved(self.desk.session)]
        self.filters.set_standing([(one.key, one.label, one.note) for one in STANDING], names)

    def wanted(self) -> Wanted:
        """What the filters say."""
        said = self.filters.said()
        if self.filters.saved:
            found = self._saved(self.filters.saved)
            standing = found.standing if found else ""
        else:
            standing = said.standing
        return person_lists.wanted(
            self.desk.session, standing=standing, village=said.village, ages=said.ages,
            text=said.text, codes=said.codes,
        )  # fmt: skip

    def search(self) -> None:
        """List the people that the filters let through."""
        session = self.desk.session
        wanted, here = self.wanted(), self.grid.current_row()
        ids = person_lists.person_ids(
            session, wanted, order=self._order, descending=self._descending
        )
        self.grid.table.set_rows(PagedRows(ids, lambda some: person_lists.people_of(session, some)))
        if isinstance(here, Listed) and here.member.person.id in ids:
            self.grid.go_to(ids.index(here.member.person.id))
        is_narrowed = wanted != person_lists.wanted(session)
        self.clear.setVisible(is_narrowed)
        self.keep.setVisible(is_narrowed and not self.filters.saved)
        self.forget.setVisible(bool(self.filters.saved))
        self.count.setText(f"{len(ids):,} 人")
        note = next((one.note for one in STANDING if one.key == wanted.standing), "")
        self.note.setText(note)

    def _sort(self, number: int, order: Qt.SortOrder) -> None:
        self._order = self.paths[number] if 0 <= number < len(self.paths) else ""
        self._descending = order == Qt.SortOrder.DescendingOrder
        self.search()

    def clear_filters(self) -> None:
        """Show everybody again."""
        self.filters.show_said(Said())

    # Saved filters.

    def _saved(self, name: str) -> Wanted | None:
        found = saved_filters.saved(self.desk.session)
        return next((saved.wanted for saved in found if saved.name == name), None)

    def _show_saved(self, name: str) -> None:
        wanted = self._saved(name)
        if wanted is not None:
            said = Said(wanted.standing, wanted.village, wanted.ages, wanted.text, wanted.codes)
            self.filters.show_said(said, name)

    def ask_name(self) -> None:
        """Ask under which name the filter is kept."""
        words = person_lists.words(self.desk.session, self.wanted())
        dialog = NameDialog(self.look, "保存筛选", f"筛选：{words}\n起个名字，下次一点就有：",
                            "保存", parent=self)  # fmt: skip
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.submitted.connect(partial(self._keep, dialog))
        dialog.open()

    def _keep(self, dialog: NameDialog, name: str) -> None:
        try:
            saved_filters.save(self.desk.session, name, self.wanted())
        except AppError as error:
            dialog.refuse(str(error))
            return
        dialog.close()
        self._fill_standing()
        self._show_saved(name)

    def _forget(self) -> None:
        saved_filters.forget(self.desk.session, self.filters.saved)
        self._fill_standing()
        self.clear_filters()

    # Columns.

    def _chosen_paths(self) -> tuple[str, ...]:
        chosen = self.desk.preferences.chosen_columns(person_lists.TITLE)
        return listing.known_paths(self.desk.session.ledger.dictionary, chosen)

    def ask_columns(self) -> None:
        """Ask which columns are shown."""
        offered = person_lists.choices(self.desk.session)
        dialog = ColumnsDialog(self.look, offered, self.paths, listing.FIRST, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.submitted.connect(self.show_columns)
        dialog.open()

    def show_columns(self, paths: list[str]) -> None:
        """Show these columns in this order, and remember them."""
        self.desk.preferences.choose_columns(person_lists.TITLE, paths)
        self.paths = self._chosen_paths()
        self._order = ""
        self.grid.show_table(person_lists.table(self.desk.session, self.paths))
        self.search()

    def _keep_order(self) -> None:
        moved = [self.paths[at] for at in self.grid.shown_columns()]
        if moved != list(self.paths):
            self.show_columns(moved)

    # Operations.

    def menu(self) -> QMenu | None:
        """What can be done with the person in hand, or with the two that are chosen."""
        line = self.grid.current_row()
        if not isinstance(line, Listed):
            return None
        person, home = line.member.person.id, line.household.id if line.household else ""
        menu = operations_menu(self.desk, home, self)
        first = menu.actions()[0]
        entries: list[tuple[str, Callable[[], object]]] = [
            ("打开卡片", lambda: self._open(line)),
            ("看全户", lambda: self.desk.household_wanted.emit(home)),
            ("所属的户…", lambda: people_operations.open_belongings(self.desk, self, person)),
            ("与另一条记录合并…",
             lambda: people_operations.ask_duplicate(self.desk, self, person)),
        ]  # fmt: skip
        if self.grid.chosen_rows_count() == 2:
            entries.append(("合并选中的两条…", self._merge_chosen))
        for words, do in entries:
            action = QAction(words, menu)
            action.triggered.connect(lambda _on=False, do=do: do())
            menu.insertAction(first, action)
        menu.insertSeparator(first)
        return menu

    def show_menu(self) -> None:
        """Open that menu at the row in hand."""
        menu = self.menu()
        if menu is not None:
            place = self.grid.visualRect(self.grid.currentIndex()).bottomLeft()
            menu.popup(self.grid.viewport().mapToGlobal(place))

    def _chosen(self) -> list[str]:
        rows = self.grid.chosen_rows()
        return [one.member.person.id for one in rows if isinstance(one, Listed)]

    def _merge_chosen(self) -> None:
        people_operations.open_merge(self.desk, self, *self._chosen()[:2])

    def ask_batch(self) -> None:
        """Ask what is to be set for the chosen people alike."""
        count = len(self.grid.selectionModel().selectedRows())
        if not 0 < count <= batch_edits.MOST:
            self.desk.told.emit(f"先选中要改的人，一次最多 {batch_edits.MOST} 人")
            return
        dialog = BatchEditDialog(self.desk, self._chosen(), self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def undo(self) -> None:
        """Take back the last operation."""
        undoing.step_back(self.desk, self._since)

    # Taking it out.

    def _copy(self) -> None:
        if not self.grid.chosen_rows_count():
            self.grid.selectAll()
        copied = self.grid.copy()
        person_lists.note_copied(self.desk.session, copied)
        chosen = self.grid.chosen_rows_count()
        words = f"已复制 {copied:,} 人，可粘贴到表格"
        if copied < chosen:
            words = f"一次最多复制 {copied:,} 人，全部 {chosen:,} 人请用“打印…”里的“导出表格”"
        self.desk.told.emit(words)

    def ask_print(self) -> None:
        """Show the list as it is printed."""
        make = partial(
            person_lists.listing_of, wanted=self.wanted(), paths=self.paths, order=self._order,
            descending=self._descending,
        )  # fmt: skip
        list_printing.open_print(self.desk, self, person_lists.TITLE, make)

    def _open(self, listed: object) -> None:
        if isinstance(listed, Listed):
            rows = self.grid.table.rows
            among = rows.ids if isinstance(rows, PagedRows) else ()
            cards.open_card(self.desk, self, listed.member.person.id, among)
