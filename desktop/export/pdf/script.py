"""A voice within one document: how wide a text is and the operators that write it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby

from reportlab.pdfbase.ttfonts import TTFontFace

from desktop.export.pdf.embed import EmbeddedFont
from desktop.export.pdf.fonts import Fonts, Voice

Embed = Callable[[TTFontFace], EmbeddedFont]
"""Gives a face its place in the document."""

BOX_EM = 1.2
"""Width of the box that stands for a character no font has."""

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]")


def printable(text: str) -> str:
    """The text without line breaks and without characters that have no shape of their own.

    A variation selector goes, its character stays: that is the shape fonts fall back to.
    """
    if text.isprintable() and text.isascii():
        return text
    return _INVISIBLE.sub("", _CONTROL.sub(" ", text))


@dataclass(frozen=True, slots=True)
class Box:
    """A character without a font, at a distance from where its line begins."""

    dx: float
    size: float
    character: str


@dataclass(frozen=True, slots=True)
class Ink:
    """One line of text, ready to be put anywhere on a page."""

    width: float
    font: str
    operators: str
    boxes: tuple[Box, ...] = ()


class Script:
    """One voice in one document, with the fonts that step in for what it lacks."""

    def __init__(self, fonts: Fonts, voice: Voice, embed: Embed, missing: dict[str, None]) -> None:
        self._fonts = fonts
        self._voice = voice
        self._embed = embed
        self._own = embed(fonts.voice(voice))
        self._missing = missing
        self._strangers: dict[str, EmbeddedFont | None] = {}
        self._widths = _Widths(self._meet)

    def measure(self, text: str) -> float:
        """The width of a text at a size of one point."""
        return sum(map(self._widths.__getitem__, text))

    def ink(self, text: str, size: float) -> Ink:
        """A line of text at a size."""
        width = self.measure(text) * size
        font = _select(self._own, size)
        if not self._strangers or self._strangers.keys().isdisjoint(text):
            return Ink(width, font, f"<{self._own.encode(text)}> Tj")
        return self._mixed(text, size, width, font)

    def _mixed(self, text: str, size: float, width: float, font: str) -> Ink:
        parts, boxes, done = [], [], 0.0
        for used, piece in self._runs(text):
            if used is None:
                boxes += [Box(done + n * BOX_EM * size, size, c) for n, c in enumerate(piece)]
                parts.append(f"[{-1000 * BOX_EM * len(piece):.0f}] TJ")
            elif used is self._own:
                parts.append(f"<{used.encode(piece)}> Tj")
            else:
                parts.append(f"{_select(used, size)} <{used.encode(piece)}> Tj {font}")
            done += self.measure(piece) * size
        return Ink(width, font, " ".join(parts), tuple(boxes))

    def _runs(self, text: str) -> Iterator[tuple[EmbeddedFont | None, str]]:
        for used, run in groupby(text, lambda character: self._strangers.get(character, self._own)):
            yield used, "".join(run)

    def _meet(self, character: str) -> float:
        """Find the font of a character seen for the first time, and its width."""
        face = self._fonts.for_character(character, self._voice)
        if face is None:
            self._missing[character] = None
            self._strangers[character] = None
            return BOX_EM
        if face is not self._own.face:
            self._strangers[character] = self._embed(face)
        return float(face.getCharWidth(ord(character))) / 1000


class _Widths(dict[str, float]):
    def __init__(self, meet: Callable[[str], float]) -> None:
        super().__init__()
        self._meet = meet

    def __missing__(self, character: str) -> float:
        width = self[character] = self._meet(character)
        return width


def _select(font: EmbeddedFont, size: float) -> str:
    return f"/{font.name} {size:g} Tf"
