"""What a list of people is sorted by, in SQL: any column that it can show."""

from collections.abc import Iterator

from desktop.domain.dictionary import Field
from desktop.domain.facts import HEAD
from desktop.domain.kinds import Area, Code, Codes, Search
from desktop.domain.listing import AGE, HEAD_NAME, TAGS
from desktop.storage.ledger import Ledger

RUNNING = (
    "s.person = p.id AND s.deleted = 0 AND (s.start IS NULL OR rtrim(s.start, '~') <= :day)"
    # A month or year lasts to its end, so what is not known of an end counts as late.
    " AND (s.end IS NULL OR rtrim(s.end, '~') || '-99-99' >= :day)"
)
"""That a spell ``s`` is open on the day."""
HOLDING = (
    "t.deleted = 0 AND (t.start IS NULL OR rtrim(t.start, '~') <= :day)"
    " AND (t.end IS NULL OR rtrim(t.end, '~') || '-99-99' >= :day)"
)
"""That a tag ``t`` holds on the day."""
_LATEST = {
    "employment_spell": (
        f'(SELECT s."{{}}" FROM employment_spell s WHERE {RUNNING}'  # noqa: S608
        " ORDER BY coalesce(s.start, '') DESC, s.id LIMIT 1)"
    ),
    "survey_answer": (
        '(SELECT q."{}" FROM survey_answer q LEFT JOIN survey_round r ON r.id = q.round'
        " WHERE q.person = p.id AND q.deleted = 0"
        " ORDER BY coalesce(r.reference_date, '') DESC, q.id DESC LIMIT 1)"
    ),
    "presence": (
        '(SELECT n."{}" FROM presence n WHERE n.person = p.id AND n.deleted = 0'
        " ORDER BY n.id DESC LIMIT 1)"
    ),
}
_TABLES = {"person": "p", "household": "h", "membership": "m"}
_DERIVED = {
    TAGS: (
        "(SELECT group_concat(t.tag) FROM (SELECT t.tag FROM tag t WHERE t.person = p.id"  # noqa: S608
        f" AND {HOLDING} ORDER BY t.id) t)"
    ),
    HEAD_NAME: (
        "(SELECT k.pinyin FROM membership f JOIN search_key k ON k.record = f.person"  # noqa: S608
        " WHERE f.household = h.id AND f.deleted = 0 AND f.end IS NULL"
        f" AND f.relation = '{HEAD}' ORDER BY f.id LIMIT 1)"
    ),
}


def latest(entity: str, field: str) -> str:
    """The SQL of a field of the record that a list shows of a person ``p`` on the day."""
    return _LATEST[entity].format(field)


def sort_key(ledger: Ledger, path: str) -> tuple[str, bool]:
    """The SQL of what a column sorts by, and whether that runs the other way round.

    Raises:
        KeyError: if there is no such column.
    """
    if path == AGE:
        return 'p."birth"', True
    if path in _DERIVED:
        return _DERIVED[path], False
    field = ledger.dictionary.field(path)
    return _by_kind(ledger, field, _plain(field)), False


def _plain(field: Field) -> str:
    if field.entity in _TABLES:
        return f'{_TABLES[field.entity]}."{field.name}"'
    return latest(field.entity, field.name)


def _by_kind(ledger: Ledger, field: Field, plain: str) -> str:
    kind = field.kind
    if field.path == "person.name" and kind.search is Search.PINYIN:
        return "(SELECT k.pinyin FROM search_key k WHERE k.record = p.id)"
    if isinstance(kind, Area):
        return f"(SELECT coalesce(b.code, b.name) FROM area b WHERE b.id = {plain})"  # noqa: S608
    if isinstance(kind, Code) and not isinstance(kind, Codes):
        places = " ".join(_places(ledger, kind.code_set))
        return f"CASE {plain} {places} ELSE {plain} END" if places else plain
    return plain


def _places(ledger: Ledger, code_set: str) -> Iterator[str]:
    for at, key in enumerate(ledger.book.code_sets.get(code_set, {})):
        quoted = key.replace("'", "''")
        yield f"WHEN '{quoted}' THEN {at}"
