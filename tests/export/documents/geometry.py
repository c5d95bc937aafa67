"""Whether what is printed stays in its cell, told from the page and not by eye."""

import ctypes
from typing import NamedTuple

import pypdfium2 as pdfium
from pypdfium2 import raw

TOLERANCE = 0.6
"""Points by which a glyph may touch a line or another glyph, as serifs and brackets do."""


class Line(NamedTuple):
    """A ruled line by its ends."""

    x1: float
    y1: float
    x2: float
    y2: float


class Glyph(NamedTuple):
    """A character with its tight box."""

    text: str
    left: float
    bottom: float
    right: float
    top: float


def ruled(page):
    """The lines of a page, upright and level, codes to scan left out."""
    for found in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
        width = ctypes.c_float()
        raw.FPDFPageObj_GetStrokeWidth(found.raw, width)
        yield from _segments(found, width.value)


def _segments(found, width):
    begun = last = None
    for at in range(raw.FPDFPath_CountSegments(found.raw)):
        segment = raw.FPDFPath_GetPathSegment(found.raw, at)
        x, y = ctypes.c_float(), ctypes.c_float()
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = (x.value, y.value)
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO:
            begun = last = point
            continue
        if width in {0.5, 1.0, 1.5}:
            yield Line(*sorted_ends(last, point))
        last = point
        if raw.FPDFPathSegment_GetClose(segment) and width in {0.5, 1.0, 1.5}:
            yield Line(*sorted_ends(last, begun))


def sorted_ends(one, other):
    return (min(one[0], other[0]), min(one[1], other[1]),
            max(one[0], other[0]), max(one[1], other[1]))  # fmt: skip


def glyphs(page):
    """The visible characters of a page with their boxes."""
    text = page.get_textpage()
    for at in range(text.count_chars()):
        character = text.get_text_range(at, 1)
        if character.strip():
            left, bottom, right, top = text.get_charbox(at)
            if right > left and top > bottom:
                yield Glyph(character, left, bottom, right, top)


def crossed(page):
    """The characters that a line goes through."""
    lines, found = list(ruled(page)), list(glyphs(page))
    upright = [line for line in lines if line.x2 - line.x1 < 0.1]
    level = [line for line in lines if line.y2 - line.y1 < 0.1]
    for glyph in found:
        inside = Glyph(
            glyph.text,
            glyph.left + TOLERANCE,
            glyph.bottom + TOLERANCE,
            glyph.right - TOLERANCE,
            glyph.top - TOLERANCE,
        )
        if any(_cuts_upright(inside, line) for line in upright) or any(
            _cuts_level(inside, line) for line in level
        ):
            yield glyph


def _cuts_upright(glyph, line):
    across = glyph.left < line.x1 < glyph.right
    return across and line.y1 < glyph.top and line.y2 > glyph.bottom


def _cuts_level(glyph, line):
    across = glyph.bottom < line.y1 < glyph.top
    return across and line.x1 < glyph.right and line.x2 > glyph.left


def overlapping(page):
    """The pairs of characters that stand on each other."""
    found = sorted(glyphs(page), key=lambda glyph: glyph.left)
    for at, one in enumerate(found):
        for other in found[at + 1 :]:
            if other.left >= one.right - TOLERANCE:
                break
            across = min(one.right, other.right) - other.left
            high = min(one.top, other.top) - max(one.bottom, other.bottom)
            if across > TOLERANCE and high > TOLERANCE:
                yield one, other


def outside(page):
    """The characters that leave the sheet."""
    width, height = page.get_size()
    return [
        glyph
        for glyph in glyphs(page)
        if min(glyph.left, glyph.bottom) < 0 or glyph.right > width or glyph.top > height
    ]


def faults(data):
    """Everything that is wrong on the pages of a document."""
    with pdfium.PdfDocument(data) as document:
        for number, page in enumerate(document, start=1):
            yield from ((number, "crossed", glyph) for glyph in crossed(page))
            yield from ((number, "overlapping", pair) for pair in overlapping(page))
            yield from ((number, "outside", glyph) for glyph in outside(page))
