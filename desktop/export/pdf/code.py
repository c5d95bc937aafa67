"""A QR code as lines of a page."""

from collections.abc import Iterator

import segno

from desktop.export.pdf.pen import Pen


def draw_code(pen: Pen, text: str, left: float, top: float, size: float) -> None:
    """Draw a text as a code of a size with its upper left corner at a place."""
    rows = [list(map(bool, row)) for row in segno.make_qr(text, error="m").matrix]
    module = size / len(rows)
    for down, row in enumerate(rows):
        middle = top - (down + 0.5) * module
        for start, stop in _runs(row):
            pen.line(left + start * module, middle, left + stop * module, middle, module)


def _runs(row: list[bool]) -> Iterator[tuple[int, int]]:
    start: int | None = None
    for at, dark in enumerate([*row, False]):
        if dark and start is None:
            start = at
        elif not dark and start is not None:
            yield start, at
            start = None
