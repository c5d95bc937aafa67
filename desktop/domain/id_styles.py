"""In which way a list writes ID numbers: every office that asks for a list wants another one."""

from enum import StrEnum

from desktop.domain.masking import keep_ends
from desktop.domain.text import compact

_NUMBER = 18


class IdStyle(StrEnum):
    """A way to write an ID number."""

    PLAIN = "原样"
    UPPER = "整理（去空格、字母大写）"
    SPLIT = "分段（6 8 4）"
    ENDS = "隐去中间（留前6后4）"
    HEAD = "只留前6位"
    LAST = "只留后4位"


def styled(text: str, style: IdStyle) -> str:
    """An ID number, or what was seen in its place, in a style."""
    if style is IdStyle.PLAIN or not text:
        return text
    whole = compact(text).upper()
    if style is IdStyle.UPPER:
        return whole
    if style is IdStyle.SPLIT:
        return f"{whole[:6]} {whole[6:14]} {whole[14:]}" if len(whole) == _NUMBER else whole
    if style is IdStyle.ENDS:
        return keep_ends(whole, 6, 4)
    # Of a text too short to hide anything in, nothing may be left to be seen.
    hidden = "*" * len(whole)
    if len(whole) < _NUMBER:
        return hidden
    return whole[:6] + hidden[6:] if style is IdStyle.HEAD else whole[-4:]


def read_style(text: str) -> IdStyle | None:
    """The style of a name, or of how its sentence begins; None if there is none."""
    wanted = compact(text).upper()
    for style in IdStyle:
        if wanted in {style.name, compact(style.value).upper()} or (
            len(wanted) > 1 and compact(style.value).upper().startswith(wanted)
        ):
            return style
    return None
