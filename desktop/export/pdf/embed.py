"""How a face is embedded in a PDF: two-byte codes, one font object, only the glyphs used.

reportlab's own embedding splits a face into subsets of 256 characters and maps characters
beyond U+FFFF wrongly for searching; one composite font is right, smaller and faster.
"""

from collections.abc import Iterator
from typing import Any

from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.ttfonts import TTFontFace

_BLOCK = 100
"""The most entries that one bfchar section may hold."""


class _Codes(dict[str, str]):
    """The code of each character in hexadecimal, given out in order of first use."""

    def __missing__(self, character: str) -> str:
        code = self[character] = f"{len(self) + 1:04X}"
        return code


class EmbeddedFont:
    """One face within one document."""

    def __init__(self, face: TTFontFace, name: str) -> None:
        self.face = face
        self.name = name
        self._codes = _Codes()

    def encode(self, text: str) -> str:
        """The codes of a text, as stands between ``<`` and ``>`` in a page."""
        return "".join(map(self._codes.__getitem__, text))

    def addObjects(self, doc: Any) -> None:  # noqa: N802 (reportlab calls it when it saves)
        """Put the font with the glyphs that were used into the document."""
        base = pdfdoc.PDFName(f"LEDGER+{self.face.name.decode('ascii')}")
        characters = "".join(self._codes)
        inner = pdfdoc.PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/CIDFontType2",
                "BaseFont": base,
                "CIDSystemInfo": "<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>",
                "DW": 1000,
                "W": f"[1 [{' '.join(_widths(self.face, characters))}]]",
                "CIDToGIDMap": self._stream(doc, "glyphs", _glyph_map(self.face, characters)),
                "FontDescriptor": self.face.addSubsetObjects(doc, self.name, _points(characters)),
            }
        )
        outer = pdfdoc.PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/Type0",
                "BaseFont": base,
                "Encoding": "/Identity-H",
                "DescendantFonts": pdfdoc.PDFArray([doc.Reference(inner, f"inner:{self.name}")]),
                "ToUnicode": self._stream(doc, "unicode", _unicode_map(characters).encode()),
            }
        )
        doc.idToObject["BasicFonts"].dict[self.name] = doc.Reference(outer, self.name)

    def _stream(self, doc: Any, kind: str, content: bytes) -> Any:
        stream = pdfdoc.PDFStream(content=content, filters=[pdfdoc.PDFZCompress])
        return doc.Reference(stream, f"{kind}:{self.name}")


def _points(characters: str) -> list[int]:
    return [ord(character) for character in characters]


def _widths(face: TTFontFace, characters: str) -> Iterator[str]:
    return (f"{face.getCharWidth(code):.0f}" for code in _points(characters))


def _glyph_map(face: TTFontFace, characters: str) -> bytes:
    """Where each code's glyph stands in the subset, which holds a glyph shared by two once."""
    place = {0: 0}
    glyphs = (face.charToGlyph[code] for code in _points(characters))
    found = [0, *(place.setdefault(glyph, len(place)) for glyph in glyphs)]
    return b"".join(number.to_bytes(2, "big") for number in found)


def _unicode_map(characters: str) -> str:
    pairs = [
        f"<{code:04X}> <{character.encode('utf-16-be').hex().upper()}>"
        for code, character in enumerate(characters, start=1)
    ]
    blocks = [pairs[at : at + _BLOCK] for at in range(0, len(pairs), _BLOCK)]
    lines = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        "/CIDSystemInfo <</Registry(Adobe)/Ordering(UCS)/Supplement 0>> def",
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
        "1 begincodespacerange <0000> <FFFF> endcodespacerange",
    ]
    for block in blocks:
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    lines.append("endcmap CMapName currentdict /CMap defineresource pop end end")
    return "\n".join(lines)
