"""Looking through a stick for packages and receipts, and offering what was found."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QStorageInfo
from PySide6.QtWidgets import QFileDialog, QMenu, QPushButton, QWidget

from desktop.services import sticks
from desktop.services.sticks import Search
from desktop.ui import messages
from desktop.ui.desk import Desk
from desktop.ui.dialogs.found_files_dialog import FoundFilesDialog
from desktop.ui.jobs import in_thread_told

Take = Callable[[Sequence[Path], Path], Any]
"""Receives files; the second is where the receipts are to lie."""
_OFTEN = ("/media/", "/run/media/", "/mnt/")


def volumes() -> list[tuple[str, Path]]:
    """The media that may be sticks: what each is called, and where it is."""
    found = []
    for one in QStorageInfo.mountedVolumes():
        root = one.rootPath()
        if one.isValid() and one.isReady() and not one.isRoot() and _may_be_stick(root):
            size = f"{one.bytesTotal() / 1_000_000_000:.0f}GB"
            found.append((f"{one.displayName() or root}（{root}，{size}）", Path(root)))
    return found


def _may_be_stick(root: str) -> bool:
    if root.startswith(_OFTEN):
        return True
    return not root.startswith("/") and not root.upper().startswith("C:")


def menu(desk: Desk, parent: QWidget, made: QPushButton, take: Take) -> QMenu:
    """Let a button offer the sticks that are there when it is pressed, and any other folder."""
    offered = QMenu(made)

    def fill() -> None:
        offered.clear()
        for words, place in volumes():
            offered.addAction(words, partial(search, desk, parent, place, take))
        offered.addAction("其他文件夹…", partial(_choose, desk, parent, take))

    offered.aboutToShow.connect(fill)
    made.setMenu(offered)
    return offered


def _choose(desk: Desk, parent: QWidget, take: Take) -> None:
    name = QFileDialog.getExistingDirectory(parent, "在哪个文件夹里查找")
    if name:
        search(desk, parent, Path(name), take)


def search(desk: Desk, parent: QWidget, place: Path, take: Take) -> None:
    """Look through a place, and offer what was found."""
    desk.jobs.start(
        parent,
        "正在查找",
        in_thread_told(desk.session, sticks.find, folder=place),
        done=partial(_offer, desk, parent, place, take),
        failed=partial(messages.show_error, parent),
    )


def _offer(desk: Desk, parent: QWidget, place: Path, take: Take, found: Search) -> None:
    remark = "；".join(sticks.remarks(found))
    if not found.found:
        messages.tell(parent, "从U盘查找", "\n".join(sticks.lines(found)))
        return
    dialog = FoundFilesDialog(desk.look, place, found.found, remark, parent)
    dialog.submitted.connect(lambda files: take(files, place))
    dialog.open()
