"""疑点核查: what the rules found, by village, rule and level; going there, and answering."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QWidget

from desktop.domain.finding import Severity
from desktop.domain.rules.registry import all_rules
from desktop.domain.tables import Column, Table
from desktop.services import checks, people, whereabouts
from desktop.services.whereabouts import Located
from desktop.ui import cards, messages
from desktop.ui.desk import Desk
from desktop.ui.jobs import in_thread_told
from desktop.ui.pages.page import Page
from desktop.ui.widgets.cells import PILL
from desktop.ui.widgets.empty import Empty
from desktop.ui.widgets.grid import Grid
from desktop.ui.widgets.layout import button, column, frame, label, row, with_icon
from desktop.ui.widgets.paged_rows import PagedRows
from desktop.ui.widgets.table_model import TableModel

_TONES = {Severity.ERROR: "error", Severity.DOUBT: "doubt", Severity.HINT: "hint"}


def findings_table(desk: Desk) -> Table[Located]:
    """The columns of the list of findings."""
    ledger = desk.session.ledger

    def village(line: Located) -> str:
        area = line.household.village if line.household else None
        return ledger.book.area_label(area) if area else ""

    def field(line: Located) -> str:
        declared = ledger.dictionary[line.finding.entity].by_name.get(line.finding.field)
        return declared.label if declared else ""

    return Table(
        "疑点列表",
        (
            Column("级别", lambda line: line.finding.severity.value, 15.0),
            Column("村", village, 22.0),
            Column("组", lambda line: line.household.group_name if line.household else "", 14.0),
            Column("户主", lambda line: line.head, 18.0),
            Column("人员", lambda line: line.name, 18.0),
            Column("项目", field, 22.0),
            Column("问题", lambda line: line.finding.message, 84.0),
            Column("怎么办", lambda line: line.finding.advice, 60.0),
        ),
    )


class FindingsPage(Page):
    """Enter goes to the person or household; 空格 answers a doubt."""

    shows = frozenset({"finding", "waiver"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        model = TableModel(findings_table(desk), self, tone=self._tone)
        self.grid = Grid(model, self.look, desk.preferences)
        self.grid.horizontalHeader().setSectionsClickable(False)
        self.grid.opened.connect(self._follow)
        self.levels = QButtonGroup(self)
        self.village = self._combo("全部村")
        self.rule = self._combo("全部规则")
        self.rule.setMinimumWidth(self.look.px(230))
        self.body.addLayout(self._filter_row())
        self.card = frame(column(self.grid, margin=1))
        self.body.addWidget(self.card, 1)
        self.empty = Empty(
            self.look, "shield", "没有查出问题", "改动数据或导入表格后会自动重新核查。"
        )
        self.body.addWidget(self.empty, 1)
        self.body.addWidget(label("回车 打开　空格 答复　Ctrl+C 复制", "small"))
        space = QShortcut(QKeySequence(Qt.Key.Key_Space), self.grid, self.answer)
        space.setContext(Qt.ShortcutContext.WidgetShortcut)

    def _combo(self, everything: str) -> QComboBox:
        combo = QComboBox()
        combo.addItem(everything, None)
        combo.setAccessibleName(everything)
        combo.currentIndexChanged.connect(lambda _index: self.search())
        return combo

    def _filter_row(self) -> QHBoxLayout:
        line = row()
        for number, level in enumerate([None, *Severity]):
            chip = button(level.value if level else "全部", role="chip")
            chip.setCheckable(True)
            chip.setChecked(level is None)
            self.levels.addButton(chip, number)
            line.addWidget(chip)
        self.levels.idClicked.connect(lambda _id: self.search())
        line.addWidget(self.village)
        line.addWidget(self.rule)
        line.addStretch(1)
        answer = with_icon(button("答复…", self.answer), "check", self.look)
        again = with_icon(button("全部重新核查", self.check_again), "refresh", self.look)
        for part in (answer, again):
            line.addWidget(part)
        return line

    def entry(self) -> QWidget:
        return self.grid

    def reload(self) -> None:
        tallies = checks.tallies(self.desk.session)
        counts = {
            level: sum(t.number for t in tallies if t.severity is level) for level in Severity
        }
        for number, level in enumerate([None, *Severity]):
            total = sum(counts.values()) if level is None else counts[level]
            self.levels.button(number).setText(f"{level.value if level else '全部'} {total:,}")
        titles = {rule.number: rule.title for rule in reversed(all_rules())}
        rules = {t.rule: sum(o.number for o in tallies if o.rule == t.rule) for t in tallies}
        self._fill(
            self.rule,
            [(f"{number} {titles.get(number, '')}（{many}）", number)
             for number, many in sorted(rules.items())],
        )  # fmt: skip
        areas = {tally.village for tally in tallies}
        villages = people.villages(self.desk.session, empty=False)
        self._fill(
            self.village,
            [(entry.place.name, entry.place.id) for entry in villages if entry.place.id in areas],
        )
        self.search()

    def _fill(self, combo: QComboBox, entries: list[tuple[str, object]]) -> None:
        chosen = combo.currentData()
        combo.blockSignals(True)
        while combo.count() > 1:
            combo.removeItem(1)
        for words, key in entries:
            combo.addItem(words, key)
        combo.setCurrentIndex(max(combo.findData(chosen), 0))
        combo.blockSignals(False)

    def search(self) -> None:
        """List the findings that the filters let through."""
        session = self.desk.session
        number = self.levels.checkedId()
        found = list(
            checks.listed(
                session,
                village=self.village.currentData(),
                rule=self.rule.currentData(),
                severity=list(Severity)[number - 1] if number > 0 else None,
            )
        )
        self.grid.table.set_rows(PagedRows(found, lambda some: whereabouts.locate(session, some)))
        self.card.setVisible(bool(found))
        self.empty.setVisible(not found)
        self.grid.go_to(0)

    def show_only(self, what: str) -> None:
        """List one level only."""
        self.levels.button(list(Severity).index(Severity(what)) + 1).setChecked(True)
        self.stale = True

    def _tone(self, line: Located, shown: Column[Located]) -> str:
        return PILL + _TONES[line.finding.severity] if shown.label == "级别" else ""

    def _follow(self, line: object) -> None:
        if not isinstance(line, Located):
            return
        if line.person:
            cards.open_card(self.desk, self, line.person)
        elif line.finding.household:
            self.desk.household_wanted.emit(line.finding.household)

    def answer(self) -> None:
        """Ask how the chosen doubt is answered."""
        line = self.grid.current_row()
        if isinstance(line, Located):
            cards.ask_answer(self.desk, self, line.finding)

    def check_again(self) -> None:
        """Let every rule look at everybody."""
        self.desk.jobs.start(
            self,
            "正在核查全部人员",
            in_thread_told(self.desk.session, checks.check_all),
            done=lambda found: self.desk.told.emit(f"核查完成，共 {found:,} 条"),
            failed=lambda error: messages.show_error(self, error),
        )
