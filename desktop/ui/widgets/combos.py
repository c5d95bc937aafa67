"""Drop-downs that are filled anew and keep what was chosen."""

from collections.abc import Iterable

from PySide6.QtWidgets import QComboBox


def combo(name: str, letters: int = 7) -> QComboBox:
    """A drop-down with a name, as wide as so many letters at least."""
    made = QComboBox()
    made.setAccessibleName(name)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(letters)
    return made


def refill(box: QComboBox, entries: Iterable[tuple[str, object]], chosen: object = None) -> None:
    """Offer these (words, value), keeping what was chosen, or choosing what is given."""
    wanted = box.currentData() if chosen is None else chosen
    box.blockSignals(True)
    box.clear()
    for words, value in entries:
        box.addItem(words, value)
    box.setCurrentIndex(max(box.findData(wanted), 0))
    box.blockSignals(False)
