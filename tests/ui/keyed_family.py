"""A family of five as it is keyed in, by keys alone; run as a script it is a process to be killed.

Each member is a list of what is typed from cell to cell, with Enter after each; an empty text goes
on. What a cell comes to stands beside it where it is not the same words.
"""

import os
import sys
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.domain.entities import HouseholdVisit
from desktop.services import ledgers, people
from desktop.services.ledgers import Surroundings
from desktop.ui import theme
from desktop.ui.columns import cell as shown
from desktop.ui.columns import record_of
from desktop.ui.desk import Desk
from desktop.ui.dialogs.new_household_dialog import NewHouseholdDialog
from desktop.ui.jobs import Jobs
from desktop.ui.preferences import Preferences
from desktop.ui.theme import Look
from desktop.ui.window import MainWindow
from tests.domain.make import id_no
from tests.ui.pressing import CTRL, enter, press, write

Key = Qt.Key
PASSPHRASE = "township"
DAY = date(2026, 6, 30)
HE = id_no("1975-03-02", "男", 11)
WRONG = HE[:-1] + ("0" if HE[-1] != "0" else "1")
"""His number with another last digit."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What is typed into a cell, and what then stands there: the same, unless ``comes_to``."""

    path: str
    typed: str
    comes_to: str | None = None

    @property
    def text(self) -> str:
        return self.typed if self.comes_to is None else self.comes_to


def _row(name, relation, number, status, *, more=(), phone="", present="", wishes=("", "")):
    """The cells of the grid that the keys stop at, in order, then those of the branch."""
    cells = [
        Cell("person.name", name), Cell("membership.relation", *relation),
        Cell("person.sex", ""), Cell("person.id_no", number), Cell("person.birth", ""),
        Cell("person.ethnic", "tjz", "土家族"), Cell("person.education", "3", "初中"),
        Cell("person.health", "健康"), Cell("person.labour_ability", "1", "普通劳动力"),
        Cell("person.employment_status", *status), Cell("tag.tag", ""),
        Cell("person.phone", phone), Cell("survey_answer.present", *(present or ("", ""))),
    ]  # fmt: skip
    if wishes is not None:
        cells += [
            Cell("survey_answer.job_will", wishes[0], {"1": "是", "2": "否"}.get(wishes[0], "")),
            Cell("survey_answer.train_will", wishes[1], "电工" if wishes[1] else ""),
        ]
    return [*cells, Cell("person.remark", ""), *more]


def _job(employer):
    return (
        Cell("employment_spell.work_place", "gdsz", "广东省深圳市"),
        Cell("employment_spell.employer", employer),
        Cell("employment_spell.trade", "普工"),
        Cell("employment_spell.start", "2024年(约)", "2024(约)"),
        Cell("employment_spell.wage", "5000"),
        Cell("employment_spell.export_mode", "qyzs", "企业招收"),
        Cell("employment_spell.kind", "", "务工"),
    )


FAMILY = [
    _row("向大山", ("", "户主"), WRONG, ("1", "转移就业"), more=_job("某电子厂"),
         phone="13912345678", present=("3", "外出半年以上"), wishes=("2", "")),
    _row("向田氏", ("hz", "户主"), id_no("1976-04-03", "女", 12), ("zwjy", "暂未就业"),
         phone="1391234", present=("在家", None), wishes=("1", "dg"),
         more=(Cell("survey_answer.unemployed_reason", "3、4", "照顾家庭、健康原因"),
               Cell("survey_answer.will_kind", "wg", "务工"),
               Cell("survey_answer.will_area", "bxz", "本乡镇"),
               Cell("survey_answer.will_trade", "缝纫"),
               Cell("survey_answer.expected_wage", "3000"))),
    _row("向小山", ("zz", "之子"), id_no("2000-05-04", "男", 13), ("转移就业", None),
         more=_job("某鞋厂"), phone="13812345678", present=("3", "外出半年以上")),
    _row("向小妹", ("4", "之女"), id_no("2009-06-05", "女", 14), ("zx", "在校"),
         present=("1", "在家"), wishes=None,
         more=(Cell("person.in_school", "7", "普通高中一年级"),
               Cell("person.school", "县一中"), Cell("person.grade", "高一"))),
    _row("向老汉", ("zf", "之父"), id_no("1950-07-06", "男", 15), ("fldl", "非劳动力"),
         present=("1", "在家"), wishes=None),
]  # fmt: skip
VISIT = [Cell("household_visit.result", "1", "完成"), Cell("household_visit.method", "rh", "入户")]


def window_on(folder: Path, around: Surroundings, place: Path) -> MainWindow:
    """The window on a ledger, as somebody sits before it."""
    session = replace(ledgers.open_(folder, PASSPHRASE, around=around), today=lambda: DAY)
    desk = Desk(session, Jobs(inline=True), Preferences(place / "window.ini"), Look())
    window = MainWindow(desk)
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    return window


def new_household() -> None:
    """Go to the page and add a household where the dialog proposes, by keys."""
    while QApplication.focusWidget() is None:
        QApplication.processEvents()
    press(Key.Key_2, CTRL)
    QApplication.processEvents()
    press(Key.Key_N, CTRL)
    while not isinstance(QApplication.activeWindow(), NewHouseholdDialog):
        QApplication.processEvents()
    press(Key.Key_Return)
    while isinstance(QApplication.activeWindow(), NewHouseholdDialog):
        QApplication.processEvents()
    QApplication.processEvents()


def key_in(cells) -> None:
    """Type cell after cell."""
    for cell in cells:
        enter(cell.typed)


def key_in_everybody() -> None:
    """All five, and what came of the visit."""
    for at, cells in enumerate(FAMILY):
        if at:
            press(Key.Key_Return, CTRL)
        key_in(cells)
    key_in(VISIT)


def what_stands(session) -> list[dict[str, str]]:
    """What the cells of the family show, by path: one mapping a member, and one of the visit."""
    book, dictionary = session.ledger.book, session.ledger.dictionary
    homes = people.in_order(session, people.household_ids(session))
    family = next(home for home in homes if home.head and home.head.person.name == "向大山")
    told = [
        {
            cell.path: shown(dictionary.field(cell.path), record_of(member, *_of(cell.path)), book)
            for cell in cells
            if cell.path != "tag.tag"
        }
        for member, cells in zip(family.members, FAMILY, strict=False)
    ]
    mine = session.ledger.where(HouseholdVisit, "t.household = ?", [family.household.id])
    visit = next(mine, None)
    told.append({cell.path: shown(dictionary.field(cell.path), visit, book) for cell in VISIT})
    return told


def _of(path):
    return path.partition(".")[0], DAY


def expected() -> list[dict[str, str]]:
    """What the cells come to; numbers on the card tell sex and birth."""
    told = [{cell.path: cell.text for cell in cells if cell.path != "tag.tag"} for cells in FAMILY]
    for member, (sex, birth) in zip(told[1:], _CARDS, strict=True):
        member |= {"person.sex": sex, "person.birth": birth}
    return [*told, {cell.path: cell.text for cell in VISIT}]


_CARDS = [("女", "1976-04-03"), ("男", "2000-05-04"), ("女", "2009-06-05"), ("男", "1950-07-06")]


def _main(folder: Path) -> None:
    """Key everything in, telling statements and stored cells; then half a cell, and wait."""
    app = QApplication(["labour-ledger"])
    theme.load_fonts()
    theme.apply(app, Look())
    window = window_on(folder, Surroundings(state=folder.parent / "state"), folder.parent)
    connection = window.desk.session.ledger.data.connection
    connection.set_trace_callback(lambda _statement: os.write(1, b"."))
    new_household()
    for at, cells in enumerate(FAMILY):
        if at:
            press(Key.Key_Return, CTRL)
        for cell in cells:
            enter(cell.typed)
            os.write(1, b"C")
    for cell in VISIT:
        enter(cell.typed)
        os.write(1, b"C")
    write("没写完")
    os.write(1, b"!")
    sys.stdin.read()


if __name__ == "__main__":
    _main(Path(sys.argv[1]))
