"""One field of a form: its label, a line to type in, and what there is to say about it."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.domain.dictionary import Field
from desktop.ui.theme import Look
from desktop.ui.widgets.cell_editor import CellEditor
from desktop.ui.widgets.entry_delegate import KEY, is_with_control
from desktop.ui.widgets.layout import label, restyle

_SHEET = """
QLineEdit {{ border: 1px solid {line}; border-radius: 6px; background: {surface}; color: {text};
  padding: 4px 5px; }}
QLineEdit:focus {{ border: 2px solid {accent}; }}
QLineEdit[tone="error"] {{ background: {error_soft}; border-color: {error}; color: {error}; }}
QLineEdit[tone="doubt"] {{ background: {doubt_soft}; border-color: {doubt}; }}
QLineEdit[tone="hint"] {{ background: {hint_soft}; border-color: {hint}; }}
"""
_ACROSS = {
    KEY.Key_Return: 1, KEY.Key_Enter: 1, KEY.Key_Tab: 1, KEY.Key_Backtab: -1,
}  # fmt: skip
_DOWN = {KEY.Key_Up: -1, KEY.Key_Down: 1}


def sheet(look: Look) -> str:
    """The style of the lines of a form, by their tone."""
    colours = look.colours
    names = ("line", "surface", "text", "accent", "error", "error_soft", "doubt", "doubt_soft",
             "hint", "hint_soft")  # fmt: skip
    return _SHEET.format(**{name: getattr(colours, name) for name in names})


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a field shows: its text, and the note that stands under it in a tone.

    Attributes:
        mark: the tone of the line itself; empty for none.
        name: what the field is called here, where its own label is too long.
    """

    field: Field
    text: str
    note: str = ""
    tone: str = ""
    mark: str = ""
    name: str = ""


class FieldBox(QWidget):
    """``store`` keeps what was typed when the line is left; ``step`` and ``down`` move on."""

    def __init__(self, look: Look, editor: CellEditor, name_width: int) -> None:
        super().__init__()
        self.editor = editor
        self.entry: Entry | None = None
        self.store: Callable[[FieldBox], bool] = lambda _box: True
        self.step: Callable[[FieldBox, int], None] = lambda _box, _by: None
        self.down: Callable[[FieldBox, int], None] = lambda _box, _by: None
        self.begin: Callable[[FieldBox], None] = lambda _box: None
        self.name = label("", "small")
        self.name.setFixedWidth(name_width)
        self.note = label("", "small", wrap=True)
        self.note.hide()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(look.px(4))
        grid.setVerticalSpacing(1)
        grid.addWidget(self.name, 0, 0)
        grid.addWidget(editor, 0, 1)
        grid.addWidget(self.note, 1, 1)
        grid.setColumnStretch(1, 1)
        editor.setFrame(True)
        editor.setProperty("role", "")
        editor.installEventFilter(self)
        editor.picked.connect(lambda: self._go(1))
        self.setFocusProxy(editor)

    def show_entry(self, entry: Entry) -> None:
        """Show a field as it stands; what is being typed stays."""
        if self.entry is None or self.entry.field != entry.field:
            self.name.setText(entry.name or entry.field.label)
            self.name.setToolTip(entry.field.label)
            self.editor.setAccessibleName(entry.field.label)
        self.entry = entry
        if not self.editor.is_changed and self.editor.first != entry.text:
            with QSignalBlocker(self.editor):
                self.editor.begin(entry.text)
            self.editor.setCursorPosition(0)
        self._say(entry)

    def _say(self, entry: Entry) -> None:
        if self.editor.property("tone") != entry.mark:
            restyle(self.editor, tone=entry.mark)
        self.note.setText(entry.note)
        if self.note.property("tone") != entry.tone:
            restyle(self.note, tone=entry.tone)
        self.note.setVisible(bool(entry.note))

    def leave(self) -> bool:
        """Store what was typed; False if it could not be stored yet."""
        if not self.editor.is_changed:
            return True
        if not self.store(self):
            return False
        # What was typed is stored; what stands there now is shown by whoever stored it.
        self.editor.first = self.editor.text()
        if self.entry is not None:
            self.show_entry(self.entry)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QFocusEvent):
            self._follow_focus(event)
            return False
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._press(event)
        return super().eventFilter(watched, event)

    def _follow_focus(self, event: QFocusEvent) -> None:
        if event.type() == QEvent.Type.FocusIn:
            if not self.editor.is_changed:
                self.begin(self)
                self.editor.selectAll()
        elif event.reason() != Qt.FocusReason.PopupFocusReason:
            self.leave()

    def _press(self, event: QKeyEvent) -> bool:
        key = KEY(event.key())
        if key == KEY.Key_Escape:
            return self._give_up()
        if key == KEY.Key_F2:
            self.editor.deselect()
            self.editor.drop_down()
            return True
        if is_with_control(event):
            return False
        if key in _ACROSS:
            self._go(_ACROSS[key])
            return True
        if key in _DOWN:
            if not self.editor.step(_DOWN[key]) and self._settle():
                self.down(self, _DOWN[key])
            return True
        return False

    def _give_up(self) -> bool:
        was_changed = self.editor.is_changed
        self.editor.choices.hide()
        self.editor.begin(self.editor.first)
        self.editor.selectAll()
        return was_changed

    def _settle(self) -> bool:
        self.editor.take()
        return self.leave()

    def _go(self, by: int) -> None:
        if self._settle():
            self.editor.choices.hide()
            self.step(self, by)
