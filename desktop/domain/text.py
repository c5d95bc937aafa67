"""Text as clerks and spreadsheets leave it: blanks, invisible signs and full-width letters."""

import re
import unicodedata

_EXCEL_MARKS = " '`＇｀"
# The last four are drawn as nothing, though Unicode counts them as letters or symbols.
_BLANKS = re.compile("[\\s\u2800\u3164\uffa0\u115f]+")
# Joiners, direction marks, byte order marks and soft hyphens come along with pasted text.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u061c\u180e"
    "\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]"
)
_HALF = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {
    ord(wide): half
    for wide, half in {
        "\u3000": " ",
        "。": ".",
        "｡": ".",
        "‘": "'",
        "’": "'",
        "“": '"',
        "”": '"',
        "￥": "¥",
        "〜": "~",
    }.items()
} | {ord(dash): "-" for dash in "‐‑‒–—―−﹣"}  # fmt: skip


def clean(raw: str) -> str:
    """Normalise to NFC, drop invisible signs and Excel's leading quote, and make blanks single.

    Blanks of every kind (tab, line break, NBSP, U+3000) count; none remains at either end.
    """
    if raw.isascii() and raw.isalnum():
        return raw
    visible = unicodedata.normalize("NFC", _INVISIBLE.sub("", raw))
    return _BLANKS.sub(" ", visible).rstrip().lstrip(_EXCEL_MARKS)


def halfwidth(raw: str) -> str:
    """Turn full-width digits, letters and punctuation into ASCII; Chinese stays as it is."""
    return raw if raw.isascii() else raw.translate(_HALF)


def compact(raw: str) -> str:
    """Half-width and without any blank: the form in which headers and codes are compared."""
    return halfwidth(clean(raw)).replace(" ", "")
