"""The typefaces: found in the source tree and the built program, missed with a sentence."""

import sys
from pathlib import Path

import pytest

from desktop.export.pdf.fonts import FontsMissing, Voice, find_fonts, fonts_folder


def test_the_shipped_fonts_are_all_there():
    fonts = find_fonts()
    assert [fonts.voice(voice).filename for voice in Voice]
    assert fonts.rare


def test_the_built_program_brings_its_own_fonts(monkeypatch):
    monkeypatch.setattr(sys, "_MEIPASS", "/opt/ledger", raising=False)
    assert fonts_folder() == Path("/opt/ledger/resources/fonts")


def test_a_missing_font_is_a_sentence(tmp_path):
    with pytest.raises(FontsMissing, match="重新安装"):
        find_fonts(tmp_path).voice(Voice.SONG)


def test_a_damaged_font_is_a_sentence(tmp_path):
    (tmp_path / Voice.SONG).write_bytes(b"not a font")
    with pytest.raises(FontsMissing, match="缺失或损坏"):
        find_fonts(tmp_path).voice(Voice.SONG)


def test_windows_fonts_of_rare_characters_are_used_where_they_are(tmp_path, monkeypatch):
    (tmp_path / "Fonts").mkdir()
    file = tmp_path / "Fonts" / "simsunb.ttf"
    file.write_bytes(b"")
    monkeypatch.setenv("WINDIR", str(tmp_path))
    assert find_fonts().rare[-1] == file


@pytest.mark.parametrize(
    ("character", "file"),
    [("劳", Voice.SONG), ("㐂", Voice.SONG), ("\U00020bb7", "HanaMinB.ttf")],
)
def test_a_rare_character_is_found_in_the_first_font_that_has_it(character, file):
    face = find_fonts().for_character(character, Voice.SONG)
    assert Path(face.filename).name == file


def test_a_character_of_no_font_is_told():
    assert find_fonts().for_character("\ue4f2", Voice.SONG) is None
