"""A long list of which only what is looked at is read."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from typing import Generic, TypeVar, overload

Key = TypeVar("Key")
Row = TypeVar("Row")
_PAGE = 50
_KEPT = 60


class PagedRows(Sequence[Row], Generic[Key, Row]):
    """Rows by id or another key, fetched a page at a time; the pages looked at last are kept."""

    def __init__(self, ids: Sequence[Key], fetch: Callable[[list[Key]], Iterable[Row]]) -> None:
        self.ids = ids
        self._fetch = fetch
        self._pages: OrderedDict[int, list[Row]] = OrderedDict()
        self._length = len(ids)
        self._latest: tuple[int, list[Row]] = (-1, [])

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> list[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | list[Row]:
        if index.__class__ is int and 0 <= index < self._length:
            # A list on screen asks for each of its cells, so this way has to be short.
            number, offset = divmod(index, _PAGE)
            at, page = self._latest
            return (page if at == number else self._page(number))[offset]
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(len(self)))]
        if not -len(self) <= index < len(self):
            raise IndexError(index)
        return self[index % len(self)]

    def renew(self, index: int) -> Row:
        """Read one row again."""
        number, offset = divmod(index, _PAGE)
        row = next(iter(self._fetch([self.ids[index]])))
        self._page(number)[offset] = row
        return row

    def _page(self, number: int) -> list[Row]:
        page = self._pages.get(number)
        if page is None:
            ids = list(self.ids[number * _PAGE : (number + 1) * _PAGE])
            page = self._pages[number] = list(self._fetch(ids))
            while len(self._pages) > _KEPT:
                self._pages.popitem(last=False)
        else:
            self._pages.move_to_end(number)
        self._latest = (number, page)
        return page
