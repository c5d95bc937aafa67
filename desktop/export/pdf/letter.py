"""An official letter (GB/T 9704): title, addressee, paragraphs, sender with room for a seal."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import count

from desktop.domain.tables import Align
from desktop.export.pdf.fonts import Voice
from desktop.export.pdf.page import Frame
from desktop.export.pdf.script import Script, printable
from desktop.export.pdf.sheaf import Scripts
from desktop.export.pdf.strips import CellStrip, Gap, Strip, set_cell, text_strip
from desktop.export.pdf.text import Fitted, fit_title, wrap

_BODY_PT, _TITLE_PT, _TITLE_LEAST_PT = 15.75, 22.0, 22.0
_PITCH = 29.0
_INDENT = "　　"
_FROM_EDGE = 4
"""Characters between the day and the right edge."""
_SEAL = 2 * _PITCH
"""Room for the seal, which stands over the sender and the day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What a letter says.

    Attributes:
        to: whom it is for; nobody in particular if empty.
        annexes: the names of what is attached.
        apart: the table is an annex on a page of its own, and does not stand in the letter.
    """

    title: str
    to: str
    paragraphs: tuple[str, ...]
    sender: str
    day: date
    annexes: tuple[str, ...] = ()
    apart: bool = False


def opening(letter: Letter, scripts: Scripts, room: Frame) -> Iterator[Strip]:
    """The lines of the letter from the top of the page."""
    bold, body = scripts[Voice.XIAOBIAO], scripts[Voice.FANG]
    title = fit_title(
        printable(letter.title), 0.94 * room.width, _TITLE_PT, _TITLE_LEAST_PT, bold.measure
    )
    yield text_strip(title, bold, room, Align.CENTER)
    yield Gap(_PITCH)
    if letter.to:
        yield from _paragraph(f"{letter.to}：", body, room)
    for paragraph in letter.paragraphs:
        yield from _paragraph(_INDENT + paragraph, body, room)
    if letter.annexes:
        yield Gap(_PITCH)
    for number, name in zip(count(1), letter.annexes):
        label = "附件：" if number == 1 else "　　　"
        yield from _paragraph(f"{_INDENT}{label}{number}. {name}", body, room)
    if not letter.annexes:
        yield Gap(_PITCH / 2)


def closing(letter: Letter, scripts: Scripts, room: Frame) -> Iterator[Strip]:
    """Who sends it and when, under room for the seal."""
    body = scripts[Voice.FANG]
    yield Gap(_SEAL)
    yield _to_the_right(letter.sender, body, room, _FROM_EDGE)
    day = f"{letter.day.year}年{letter.day.month}月{letter.day.day}日"
    yield _to_the_right(day, body, room, _FROM_EDGE)


def _paragraph(text: str, script: Script, room: Frame) -> Iterator[Strip]:
    # The indent is no piece that a line could be broken at, so it is put back afterwards.
    clear = printable(text)
    blank = clear[: len(clear) - len(clear.lstrip("　"))]
    indent = script.measure(blank) * _BODY_PT
    first, *_ = wrap(clear.lstrip("　"), (room.width - indent) / _BODY_PT, script.measure)
    rest = clear.lstrip("　")[len(first) :].lstrip()
    yield _line(first, script, room, indent)
    if rest:
        for line in wrap(rest, room.width / _BODY_PT, script.measure):
            yield _line(line, script, room, 0.0)


def _line(text: str, script: Script, room: Frame, indent: float) -> CellStrip:
    fitted = Fitted((text,), _BODY_PT)
    cell = set_cell(fitted, script, room.left + indent, room.width - indent, Align.LEFT, pad=0)
    return CellStrip((cell,), _PITCH)


def _to_the_right(text: str, script: Script, room: Frame, characters: int) -> CellStrip:
    fitted = Fitted((printable(text),), _BODY_PT)
    width = room.width - characters * _BODY_PT
    return CellStrip((set_cell(fitted, script, room.left, width, Align.RIGHT, pad=0),), _PITCH)
