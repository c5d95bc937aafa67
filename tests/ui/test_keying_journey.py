"""A household of five is keyed in by keys alone, mended, undone, redone, and survives a kill."""

import os
import random
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.services import ledgers, rounds
from desktop.services.ledgers import Surroundings
from tests.ui import keyed_family as family
from tests.ui.conftest import DAY, PASSPHRASE
from tests.ui.pressing import CTRL, enter, press

Key = Qt.Key
ROOT = Path(__file__).parents[2]
MOMENTS = 10 if os.environ.get("LEDGER_FULL") == "1" else 2
CELLS = [*(cell for cells in family.FAMILY for cell in cells), *family.VISIT]


@pytest.fixture
def folder(made_once, tmp_path):
    """A closed ledger in which a round goes on."""
    made, around, _ = made_once
    copy = tmp_path / "township"
    shutil.copytree(made, copy)
    opened = ledgers.open_(copy, PASSPHRASE, around=replace(around, state=tmp_path / "state"))
    rounds.add(replace(opened, today=lambda: DAY), name="六月摸排", reference_date=DAY)
    opened.close()
    return copy


@pytest.fixture
def window(folder, tmp_path, qtbot):
    opened = family.window_on(folder, Surroundings(state=tmp_path / "state"), tmp_path)
    qtbot.addWidget(opened, before_close_func=lambda shown: shown.desk.session.close())
    qtbot.waitUntil(opened.isActiveWindow)
    return opened


def sheet(window):
    return window.page("households").sheet


def said(window):
    """What is wrong with the household, and how badly."""
    return {(one.severity.value, one.field) for one in sheet(window).shown.findings}


def words(window):
    return " ".join(one.message for one in sheet(window).shown.findings)


def where(window):
    """The member in hand and the label of the cell."""
    shown = sheet(window)
    field = shown.details.current_field() or shown.grid.current_field()
    return shown.current_member().person.name, field.label


def to(window, label, key):
    """Go through the cells by one key until one of this name is in hand."""
    for _ in range(40):
        if where(window)[1] == label:
            return
        press(key)
    pytest.fail(f"no way to {label}")


def to_member(window, name, key):
    """Go up or down in the grid to a member."""
    for _ in range(6):
        if where(window)[0] == name:
            return
        press(key)
    pytest.fail(f"no way to {name}")


def test_a_family_of_five_is_keyed_in_mended_and_gone_through_backwards(window):
    session = window.desk.session
    family.new_household()
    family.key_in_everybody()
    wrong = family.expected()
    stands = family.what_stands(session)
    # A number that is wrong tells nothing; the grid keeps it, and says so.
    assert stands[0].pop("person.id_no") == family.WRONG == wrong[0].pop("person.id_no")
    for one, other in zip(stands, wrong, strict=True):
        assert one == other

    # Three things are found: a wrong number, two heads, half a telephone number.
    assert {("错误", "id_no"), ("错误", "phone")} <= said(window)
    assert "2个户主" in words(window)

    # Each is mended where it stands, by keys.
    press(Key.Key_F6, times=1)
    while not sheet(window).grid.hasFocus():
        press(Key.Key_F6)
    to_member(window, "向大山", Key.Key_Up)
    to(window, "身份证号", Key.Key_Backtab)
    assert where(window) == ("向大山", "身份证号")
    assert "校验码" in sheet(window).note.words
    enter(family.HE)
    to_member(window, "向田氏", Key.Key_Down)
    to(window, "联系电话", Key.Key_Tab)
    enter("13912340000")
    to(window, "与户主关系", Key.Key_Backtab)
    assert where(window) == ("向田氏", "与户主关系")
    enter("po")
    assert not {("错误", "id_no"), ("错误", "phone")} & said(window)
    assert "户主" not in words(window)

    # Undone across the members, one after the other, each time standing at its cell.
    press(Key.Key_Z, CTRL)
    assert where(window) == ("向田氏", "与户主关系")
    press(Key.Key_Z, CTRL)
    assert where(window) == ("向田氏", "联系电话")
    press(Key.Key_Z, CTRL)
    assert where(window)[0] == "向大山"
    assert {("错误", "id_no"), ("错误", "phone")} <= said(window)
    assert "2个户主" in words(window)
    press(Key.Key_Y, CTRL, times=3)
    assert where(window) == ("向田氏", "与户主关系")
    mended = family.what_stands(session)
    assert (mended[0]["person.id_no"], mended[0]["person.sex"]) == (family.HE, "男")
    assert mended[1]["person.phone"] == "13912340000"
    assert mended[1]["membership.relation"] == "配偶"
    assert not [one for one in sheet(window).shown.findings if one.severity.value == "错误"]


def test_undoing_everything_takes_the_household_back(window):
    session = window.desk.session
    homes = session.ledger.count("household")
    family.new_household()
    family.key_in(family.FAMILY[0][:4])
    # Two names of cells, the household, its member; a cell that told others goes with them.
    press(Key.Key_Z, CTRL, times=4)
    assert session.ledger.count("household") == homes
    press(Key.Key_Y, CTRL, times=4)
    assert family.what_stands(session)[0]["person.id_no"] == family.WRONG


def child(folder, kill_at=None):
    """Key everything in in another process, and kill it.

    Returns:
        How many statements were seen, and how many cells were told to be stored, before the kill:
        after half a cell was typed, or once a statement had been told.
    """
    seen = stored = 0
    with subprocess.Popen(
        [sys.executable, "-m", "tests.ui.keyed_family", folder],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        bufsize=0,
    ) as process:
        while (told := process.stdout.read(1)) in {b".", b"C"}:
            seen += told == b"."
            stored += told == b"C"
            if seen == kill_at:
                break
        assert told, "the process ended by itself"
        process.kill()
    return seen, stored


def copied(folder, name):
    place = folder.parent / name
    shutil.copytree(folder.parent / "state", place / "state")
    shutil.copytree(folder, place / folder.name)
    return place / folder.name


def cells_in(place):
    """What stands in a ledger that was killed, in the order in which it was typed."""
    state = Surroundings(state=place.parent / "state")
    session = ledgers.open_(place, PASSPHRASE, around=state)
    assert ledgers.verify(session) == []
    found = family.what_stands(session)
    session.close()
    rows = zip(family.FAMILY, found, strict=False)
    told = [row.get(cell.path, "") for cells, row in rows for cell in cells]
    return told, found


def test_killed_with_a_cell_in_hand_all_the_others_are_there(folder):
    place = copied(folder, "whole")
    total, stored = child(place)
    assert stored == len(CELLS)
    _, found = cells_in(place)
    assert found == family.expected()
    assert "没写完" not in str(found)
    source = random.Random(5)
    for number in range(MOMENTS):
        place = copied(folder, f"killed{number}")
        _, stored = child(place, source.randint(total // 4, total))
        told, _ = cells_in(place)
        wanted = [cell.text for cell in CELLS][: len(told)]
        known = [cell.typed != "" for cell in CELLS][: len(told)]
        for at in range(min(stored, len(told))):
            assert not known[at] or told[at] == wanted[at]
        # The cell in hand may have got there; nothing after it was typed.
        later = [told[at] for at in range(stored + 1, len(told)) if known[at]]
        assert not any(later)


def test_the_keyboard_is_where_it_is_needed_after_the_last_answer(window):
    family.new_household()
    family.key_in_everybody()
    assert QApplication.focusWidget() is not None
    assert sheet(window).visit.form.has_focus()
