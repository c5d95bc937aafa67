"""The typefaces of printed pages: which files they are, and who steps in for a rare character."""

import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from reportlab.pdfbase.ttfonts import TTFError, TTFontFace

from desktop.domain.errors import AppError


class FontsMissing(AppError):
    """The font files of the program are not where they belong."""


class Voice(StrEnum):
    """The typefaces that Chinese office papers are set in, by file name."""

    SONG = "NotoSerifSC-Regular.ttf"
    SONG_BOLD = "NotoSerifSC-Bold.ttf"
    HEI = "NotoSansSC-Regular.ttf"
    HEI_BOLD = "NotoSansSC-Bold.ttf"
    FANG = "simfang.ttf"
    XIAOBIAO = "FZXBSJW.TTF"


_STANDS_IN = {Voice.FANG: Voice.SONG, Voice.XIAOBIAO: Voice.SONG_BOLD}
"""What official papers are set in may not be shipped; without it our own face steps in."""
_OWN = tuple(voice for voice in Voice if voice not in _STANDS_IN)


RARE = ("HanaMinB.ttf",)
"""Fallbacks for characters that no voice has, asked in this order where present."""


def fonts_folder() -> Path:
    """Where the program's own font files are: in the source tree or in the built program."""
    root = getattr(sys, "_MEIPASS", None) or Path(__file__).parents[3]
    return Path(root) / "resources" / "fonts"


def _system_fonts() -> tuple[Path, ...]:
    """Fonts of rare characters that Windows has and nobody may redistribute."""
    folder = os.environ.get("WINDIR")
    return (Path(folder) / "Fonts" / "simsunb.ttf",) if folder else ()


def _installed() -> tuple[Path, ...]:
    """The faces of official papers that this PC has."""
    windows, own = os.environ.get("WINDIR"), os.environ.get("LOCALAPPDATA")
    folders = (
        Path(windows) / "Fonts" if windows else None,
        Path(own) / "Microsoft" / "Windows" / "Fonts" if own else None,
    )
    found = (folder / voice for folder in folders if folder for voice in _STANDS_IN)
    return tuple(path for path in found if path.is_file())


@cache
def _face(path: Path) -> TTFontFace:
    try:
        return TTFontFace(str(path))
    except (TTFError, OSError) as error:
        raise FontsMissing(f"程序的字体文件{path.name}缺失或损坏，请重新安装本程序") from error


@dataclass(frozen=True, slots=True)
class Fonts:
    """The font files to print with; a face is read when it is first needed.

    Attributes:
        folder: the program's own.
        rare: those asked for characters that no voice has.
        official: the faces of official papers, where installed.
    """

    folder: Path
    rare: tuple[Path, ...]
    official: tuple[Path, ...] = ()

    def voice(self, voice: Voice) -> TTFontFace:
        """The face of a voice.

        Raises:
            FontsMissing: if its file is missing or damaged.
        """
        return _face(self._path(voice))

    def for_character(self, character: str, voice: Voice) -> TTFontFace | None:
        """The first face that has the character, its own voice before all others."""
        code = ord(character)
        for path in (*self._voices(voice), *self.rare):
            face = _face(path)
            if code in face.charToGlyph:
                return face
        return None

    def _voices(self, voice: Voice) -> Iterable[Path]:
        return dict.fromkeys(map(self._path, (voice, *_OWN)))

    def _path(self, voice: Voice) -> Path:
        installed = (path for path in self.official if path.name == voice)
        own = self.folder / _STANDS_IN.get(voice, voice)
        return next(installed, own) if voice in _STANDS_IN else own


def find_fonts(folder: Path | None = None) -> Fonts:
    """The fonts of a folder (the program's own, unless told) with the fallbacks that are there."""
    folder = folder or fonts_folder()
    rare = (*(folder / name for name in RARE), *_system_fonts())
    return Fonts(folder, tuple(path for path in rare if path.is_file()), _installed())
