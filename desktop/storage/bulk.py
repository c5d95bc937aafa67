"""Bears very many records for one act: each is made and made ready to be stored in one step."""

from collections.abc import Collection, Mapping
from operator import itemgetter
from typing import Any, TypeVar

from desktop.domain.ids import uuid7
from desktop.domain.record import Record
from desktop.storage import search
from desktop.storage.records import Mapper, dump
from desktop.storage.writing import Writer

R = TypeVar("R", bound=Record)
_BATCH = 4000


class Bulk:
    """Bears records that nobody reads or changes until they are flushed."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._moulds: dict[str, _Mould] = {}

    def bear(self, cls: type[R], values: Mapping[str, Any], unread: Mapping[str, str]) -> R:
        """A new record with these values, born of the act."""
        born: R = self._mould(cls.entity_name).born(values, unread)
        return born

    def adopt(self, record: R) -> R:
        """A new record that says what another says."""
        mould = self._mould(record.entity_name)
        born: R = mould.born(mould.said(record), record.unread)
        return born

    def _mould(self, entity: str) -> "_Mould":
        mould = self._moulds.get(entity)
        if mould is None:
            mould = self._moulds[entity] = _Mould(self._writer, entity)
        return mould

    def finish(self, checked: Collection[str]) -> None:
        """Store what waits; the rules shall look again at all but the records named."""
        touched = self._writer.touched
        for mould in self._moulds.values():
            mould.flush()
            entity = mould.mapper.entity.name
            touched.update((name, entity) for name in mould.ids if name not in checked)
            # One is enough for those who ask which entities an act touched.
            touched[mould.ids[0]] = entity


class _Mould:
    """Makes the records of one entity out of a blank one."""

    def __init__(self, writer: Writer, entity: str) -> None:
        self.mapper: Mapper = writer.reader.mapper(entity)
        self.ids: list[str] = []
        self._writer = writer
        act = writer.act
        blank = self.mapper.entity.cls(born_device=act.device, born_seq=act.seq)
        self._values = list(self.mapper.values(blank))
        self._row = self.mapper.row(blank, writer.pos)
        self._place = {name: at for at, name in enumerate(self.mapper.names)}
        self._encoders = dict(self.mapper.encoders)
        always = [at for at, value in enumerate(self._row) if value is not None]
        self._filled = {0, *always}
        self._rows: list[list[Any]] = []
        self._records: list[Record] = []
        self._is_searched = bool(self.mapper.entity.searched)

    def said(self, record: Record) -> dict[str, Any]:
        named = zip(self.mapper.names, self.mapper.values(record), strict=True)
        declared = self.mapper.entity.by_name
        return {name: value for name, value in named if value is not None and name in declared}

    def born(self, values: Mapping[str, Any], unread: Mapping[str, str]) -> Any:
        held, row = self._values.copy(), self._row.copy()
        places, encoders, filled = self._place, self._encoders, self._filled
        held[0] = row[0] = uuid7()
        self.ids.append(held[0])
        for name, value in values.items():
            at = places[name]
            held[at] = value
            if value is not None and value != "":
                encode = encoders.get(at)
                row[at] = encode(value) if encode else value
                filled.add(at)
        if unread:
            held[1], row[1] = unread, dump(unread)
            self._filled.add(1)
        record = self.mapper.make(held)
        self._rows.append(row)
        if self._is_searched:
            self._records.append(record)
        if len(self._rows) >= _BATCH:
            self.flush()
        return record

    def flush(self) -> None:
        data, mapper = self._writer.data, self.mapper
        filled = sorted(self._filled)
        data.insert_many(mapper.insertion(filled), map(itemgetter(*filled), self._rows))
        keys = (search.key_row(mapper.entity, record) for record in self._records)
        search.add_keys(data, [key for key in keys if key is not None])
        self._rows.clear()
        self._records.clear()
