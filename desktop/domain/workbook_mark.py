"""The mark by which a workbook that we made for filling in is known when it comes back."""

from collections.abc import Sequence

SHEET = "版本"
"""The sheet that the mark stands on; no menu of a spreadsheet program shows it."""
TITLE = "劳务台账填报工作簿"
VERSION = 1
"""Goes up when a workbook can no longer be read by a program that knows only the former one."""


def mark(scope: str, made_on: str) -> list[str]:
    """The lines of the mark: what it is, its version, for whom and when it was made."""
    return [TITLE, str(VERSION), scope, made_on]


def is_newer(lines: Sequence[str]) -> bool:
    """Whether the lines of such a sheet mark a workbook of a newer program."""
    return (
        lines[:1] == [TITLE] and len(lines) > 1 and lines[1].isdecimal() and int(lines[1]) > VERSION
    )
