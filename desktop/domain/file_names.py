"""Names that a FAT32 stick, Windows and Linux all take."""

import re
import unicodedata

MAX_LENGTH = 80
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
_RESERVED = re.compile(r"(?:CON|PRN|AUX|NUL|COM[0-9¹²³]|LPT[0-9¹²³])(?:\..*)?", re.IGNORECASE)


def plain_file_name(text: str, ending: str = "") -> str:
    """The text as a file name with this ending: nothing forbidden, reserved, hidden or too long."""
    kept = "".join(
        character
        for character in unicodedata.normalize("NFC", text)
        if unicodedata.category(character)[0] != "C"
    )
    name = "_".join(_FORBIDDEN.sub("_", kept).split()).strip(". ")
    name = name[: MAX_LENGTH - len(ending)].strip(". ") or "文件"
    return f"_{name}{ending}" if _RESERVED.fullmatch(name) else f"{name}{ending}"
