"""A PDF in the making: its pages, embedded faces and bookmarks; the same bytes each time."""

from typing import Any

from reportlab import rl_config
from reportlab.pdfbase.ttfonts import TTFontFace
from reportlab.pdfgen.canvas import Canvas

from desktop.export.pdf.embed import EmbeddedFont
from desktop.export.pdf.fonts import Fonts, Voice
from desktop.export.pdf.page import Layout
from desktop.export.pdf.script import Script

_LAST = "last"

# Spelling the compressed bytes in ASCII took longest of all, and no reader has needed it for years.
rl_config.useA85 = 0


class Sheaf:
    """One document: its pages go in one after the other, its bytes come out."""

    def __init__(self, layout: Layout, title: str) -> None:
        canvas: Any = Canvas("", pagesize=layout.size, invariant=1, lang="zh-CN", pdfVersion=(1, 7))
        canvas.setTitle(title)
        canvas.setAuthor("")
        canvas.setSubject("")
        canvas.setCreator("劳务台账")
        canvas.setViewerPreference("DisplayDocTitle", "true")
        self._canvas = canvas
        self._embedded: dict[str, EmbeddedFont] = {}

    def embed(self, face: TTFontFace) -> EmbeddedFont:
        """The face within this document."""
        known = self._embedded.get(face.filename)
        if known is None:
            known = EmbeddedFont(face, f"L{len(self._embedded) + 1}")
            self._embedded[face.filename] = known
            # The one list of fonts that are written when all their characters are known.
            self._canvas._doc.delayedFonts.append(known)  # noqa: SLF001
        return known

    def page(self, operators: str) -> None:
        """Add a page, with the part that all pages share and that is known only at the end."""
        self._canvas.addLiteral(operators)
        self._canvas.doForm(_LAST)
        self._canvas.showPage()

    def shared(self, operators: str) -> None:
        """Say what stands on every page."""
        self._canvas.beginForm(_LAST)
        self._canvas.addLiteral(operators)
        self._canvas.endForm()

    def bookmark(self, name: str, key: str, top: float) -> None:
        """Put a place on the page at hand into the list of bookmarks."""
        self._canvas.bookmarkPage(key, fit="XYZ", top=top)
        self._canvas.addOutlineEntry(name, key)
        self._canvas.showOutline()

    def data(self) -> bytes:
        """The finished document."""
        data: bytes = self._canvas.getpdfdata()
        return data


class Scripts:
    """The voices of one document, each made when it is first used."""

    def __init__(self, fonts: Fonts, sheaf: Sheaf) -> None:
        self._fonts = fonts
        self._sheaf = sheaf
        self._known: dict[Voice, Script] = {}
        self.missing: dict[str, None] = {}

    def __getitem__(self, voice: Voice) -> Script:
        if voice not in self._known:
            self._known[voice] = Script(self._fonts, voice, self._sheaf.embed, self.missing)
        return self._known[voice]
