"""Labelled values in columns: the reading form of a record, laid out as keying will be."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from desktop.domain.codebook import CodeBook
from desktop.domain.dictionary import Entity
from desktop.domain.record import Record
from desktop.ui.columns import cell
from desktop.ui.theme import Look
from desktop.ui.widgets.layout import label
from desktop.ui.widgets.unread import Unread

_LONG = 18


def facts(entity: Entity, record: Record, book: CodeBook) -> list[tuple[str, str]]:
    """The label and reading of each field that says something, links to records left out."""
    found = []
    for field in entity.fields:
        text = "" if hasattr(field.kind, "to") else cell(field, record, book)
        if text:
            found.append((field.label, text))
    return found


class FactsGrid(QWidget):
    """Pairs of label and value, ``across`` beside each other; a long value takes a whole line."""

    def __init__(self, look: Look, pairs: Sequence[tuple[str, str]], across: int = 3) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(look.px(20))
        grid.setVerticalSpacing(look.px(10))
        at = 0
        for name, text in pairs:
            long = len(text) > _LONG
            at += -at % across if long else 0
            row, place = divmod(at, across)
            grid.addWidget(self._pair(name, text), row, place, 1, across - place if long else 1)
            at += across - place if long else 1
        for place in range(across):
            grid.setColumnStretch(place, 1)

    def _pair(self, name: str, text: str) -> QWidget:
        pair = QWidget()
        layout = QGridLayout(pair)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setVerticalSpacing(1)
        layout.addWidget(label(name, "small"), 0, 0)
        layout.addWidget(value_label(name, text), 1, 0, Qt.AlignmentFlag.AlignLeft)
        return pair


def value_label(name: str, text: str) -> QLabel:
    """A value that can be marked and copied; an unread one in red."""
    unread = isinstance(text, Unread)
    made = label(text, "unread" if unread else "", wrap=len(text) > _LONG)
    made.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    made.setAccessibleName(f"{name}：{text}{'，没有认出' if unread else ''}")
    if unread:
        made.setToolTip("表里是这样写的，没有认出来，请核对后改正")
    return made
