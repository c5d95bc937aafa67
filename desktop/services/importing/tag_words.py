"""Which tags a row gives: in columns of their own, by the household's type, in the remarks."""

from collections.abc import Sequence
from typing import Any

from desktop.domain.codebook import CodeBook
from desktop.domain.reading import Unreadable, read_flag, read_list
from desktop.domain.text import compact
from desktop.intake import targets
from desktop.intake.rows import IncomingRow
from desktop.intake.targets import TAG_FLAGS
from desktop.services.importing.drafts import Draft

WORDS = "tag.tag"
MONITORED = "监测对象"
RELOCATED = "易地搬迁"
_ORDINARY = {"普通农户", "一般户", "普通户", "一般农户"}
_NONE = {"无", "无残疾", "不是", "/", "-", "—"}


class TagReader:
    """Reads the tags of the rows of one sheet."""

    def __init__(self, book: CodeBook, columns: Sequence[str]) -> None:
        self._book = book
        self._flags = [flag for flag in TAG_FLAGS if flag.target in columns]
        self._words = WORDS in columns

    def read(self, draft: Draft, row: IncomingRow) -> None:
        """Add the tags of a row to its draft, with what the row says of the tag itself."""
        self._type(draft, row.text(targets.HOUSEHOLD_TYPE))
        for word in read_list(row.text(targets.REMARK)) if targets.REMARK in row.cells else ():
            key = self._book.means("tag", word)
            if key is not None:
                draft.tags.append(key)
        for flag in self._flags:
            self._flag(draft, row.text(flag.target), flag.tag)
        if self._words:
            self._own_words(draft, row.text(WORDS))
        if draft.get("household", "is_relocated"):
            draft.tags.append(RELOCATED)
        self._details(draft)
        draft.tags = list(dict.fromkeys(draft.tags))
        draft.denied = [key for key in dict.fromkeys(draft.denied) if key not in draft.tags]

    def _type(self, draft: Draft, text: str) -> None:
        if text and compact(text) not in _ORDINARY:
            key = self._book.means("tag", text)
            if key is None:
                draft.odd_tags.append(text)
            else:
                draft.tags.append(key)

    def _flag(self, draft: Draft, text: str, tag: str) -> None:
        if not text:
            return
        answer = _yes_or_no(text)
        key = tag if answer else self._book.means("tag", text)
        if answer is False:
            draft.denied.append(tag)
        elif key is not None:
            draft.tags.append(key)
        else:
            draft.odd_own.append(f"{tag}：{text}")

    def _own_words(self, draft: Draft, text: str) -> None:
        draft.of("tag").pop("tag", None)
        draft.unread.get("tag", {}).pop("tag", None)
        for word in read_list(text):
            key = self._book.means("tag", word)
            if key is not None:
                draft.tags.append(key)
            elif word not in _NONE:
                draft.odd_own.append(word)

    @staticmethod
    def _details(draft: Draft) -> None:
        """Tell which tag the row's 认定日期 and the like belong to: a monitored household's."""
        told: dict[str, Any] = {**draft.values.get("tag", {}), **draft.unread.get("tag", {})}
        if not told:
            return
        if "kind" in told:
            draft.tags.append(MONITORED)
        keys = set(draft.tags)
        if MONITORED in keys:
            draft.detailed = MONITORED
        elif len(keys) == 1:
            draft.detailed = keys.pop()


def says_yes(text: str) -> bool:
    """Whether a cell is a plain yes; blank and anything else is none."""
    return bool(text) and _yes_or_no(text) is True


def _yes_or_no(text: str) -> bool | None:
    if compact(text) in _NONE:
        return False
    try:
        return read_flag(text)
    except Unreadable:
        return None
