"""Line icons, drawn in the colour that is asked for."""

import json
from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from desktop.services.seeds import resources

_RATIO = 2.0


@cache
def _lines() -> dict[str, list[str]]:
    loaded: dict[str, list[str]] = json.loads(
        (resources() / "icons" / "lines.json").read_text(encoding="utf-8")
    )
    return loaded


def pixmap(name: str, colour: str, size: int = 20) -> QPixmap:
    """An icon by name, such as ``home``, in a colour such as ``#2f6f6a``."""
    paths = "".join(f'<path d="{line}"/>' for line in _lines()[name])
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none"'
        f' stroke="{colour}" stroke-width="1.75" stroke-linecap="round"'
        f' stroke-linejoin="round">{paths}</svg>'
    )
    picture = QPixmap(QSize(round(size * _RATIO), round(size * _RATIO)))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    renderer = QSvgRenderer(QByteArray(svg.encode()))
    renderer.render(painter, QRectF(0, 0, size * _RATIO, size * _RATIO))
    painter.end()
    picture.setDevicePixelRatio(_RATIO)
    return picture


def icon(name: str, colour: str, checked: str = "", size: int = 20) -> QIcon:
    """An icon for buttons; ``checked`` is its colour while the button is down."""
    made = QIcon(pixmap(name, colour, size))
    if checked:
        made.addPixmap(pixmap(name, checked, size), QIcon.Mode.Normal, QIcon.State.On)
    return made
