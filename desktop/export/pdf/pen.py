"""What is drawn on one page: text and lines, collected and handed over as one piece."""

from desktop.export.pdf.script import BOX_EM, Box, Ink, Script

RAISE = 0.37
"""How far below the middle of a line its text stands, in sizes."""

_THIN = 0.5


class Pen:
    """Collects the drawing operators of one page."""

    def __init__(self, small: Script) -> None:
        self._small = small
        self._font = ""
        self._texts: list[str] = []
        self._lines: dict[float, list[str]] = {}

    def write(self, x: float, middle: float, ink: Ink, size: float) -> None:
        """Write a line whose middle stands at a height."""
        base = middle - RAISE * size
        if ink.font != self._font:
            self._font = ink.font
            self._texts.append(ink.font)
        self._texts.append(f"1 0 0 1 {x:.2f} {base:.2f} Tm {ink.operators}")
        for box in ink.boxes:
            self._box(x + box.dx, middle, box)

    def write_down(self, middle: float, top: float, ink: Ink, size: float) -> None:
        """Write a line from a height downwards, turned by a quarter, its middle at a distance."""
        self._font = ink.font
        turned = f"0 -1 1 0 {middle - RAISE * size:.2f} {top:.2f} Tm"
        self._texts.append(f"{ink.font} {turned} {ink.operators}")

    def line(self, x1: float, y1: float, x2: float, y2: float, width: float = _THIN) -> None:
        """Draw a line."""
        path = f"{x1:.2f} {y1:.2f} m {x2:.2f} {y2:.2f} l"
        self._lines.setdefault(width, []).append(path)

    def frame(self, x1: float, y1: float, x2: float, y2: float, width: float) -> None:
        """Draw a rectangle."""
        path = f"{x1:.2f} {y1:.2f} {x2 - x1:.2f} {y2 - y1:.2f} re"
        self._lines.setdefault(width, []).append(path)

    def operators(self) -> str:
        """Everything that was drawn."""
        strokes = (f"{width:g} w {' '.join(paths)} S" for width, paths in self._lines.items())
        return "\n".join((*strokes, "BT", *self._texts, "ET"))

    def _box(self, x: float, middle: float, box: Box) -> None:
        """A box with the code point in two lines, about as large as the character would be."""
        half, width = 0.62 * box.size, BOX_EM * box.size
        self.frame(x + 0.4, middle - half, x + width - 0.4, middle + half, 0.3)
        code = f"{ord(box.character):04X}"
        split = (len(code) + 1) // 2
        digits = 0.56 * box.size
        for part, dy in ((code[:split], 0.47 * half), (code[split:], -0.47 * half)):
            ink = self._small.ink(part, digits)
            self.write(x + (width - ink.width) / 2, middle + dy, ink, digits)
