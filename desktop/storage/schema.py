"""The tables of the data file: those of the dictionary, and the ledger's own; and how they grow.

The *position* (``pos``) of an act, change or record is the id of the local act that brought it into
this ledger: its own for what was done here, the receiving act's for what a package brought.
A released step is never edited. Entity tables come from the dictionary, so a new plain field is
one declaration and one step that calls :func:`add_field`.
"""

import hashlib
from typing import TYPE_CHECKING

from desktop.domain.dictionary import Dictionary, Entity, Field
from desktop.domain.kinds import Search
from desktop.domain.version import VERSION
from desktop.storage.database import Data
from desktop.storage.faults import TooNew, told
from desktop.storage.scopes import placing

if TYPE_CHECKING:
    # Slow to load, and not needed to open a file that is at the newest step.
    from sqlite_utils import Database, Migrations

LATEST = "m001_ledger"
"""The newest step."""
_OWN_COLUMNS = (
    "id TEXT NOT NULL PRIMARY KEY",
    "unread TEXT",
    "extra TEXT",
    "born_device TEXT NOT NULL",
    "born_seq INTEGER NOT NULL",
    "deleted INTEGER NOT NULL DEFAULT 0",
)
OWN_NAMES = tuple(column.split()[0] for column in _OWN_COLUMNS)
"""The columns of every record, in the order of its own attributes."""

INNER = tuple(f"substr(name, {at}, 2)" for at in range(2, 10))
"""Two characters inside a name, from each place on: 小红 of 李小红 stands at the second."""

_LEDGER_TABLES = """
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE act(
  id INTEGER PRIMARY KEY AUTOINCREMENT, pos INTEGER NOT NULL,
  device TEXT NOT NULL, seq INTEGER NOT NULL,
  hlc TEXT NOT NULL, account TEXT NOT NULL, level INTEGER NOT NULL, verb TEXT NOT NULL,
  label TEXT NOT NULL, origin TEXT NOT NULL, batch TEXT, undoes TEXT, UNIQUE(device, seq));
CREATE INDEX act_pos ON act(pos);
CREATE INDEX act_batch ON act(batch) WHERE batch IS NOT NULL;
CREATE TABLE change(
  act INTEGER NOT NULL, n INTEGER NOT NULL, pos INTEGER NOT NULL,
  entity TEXT NOT NULL, record TEXT NOT NULL, field TEXT NOT NULL,
  old TEXT, new TEXT, saw TEXT NOT NULL, reason TEXT,
  PRIMARY KEY(act, n)) WITHOUT ROWID;
CREATE INDEX change_record ON change(record, field);
CREATE INDEX change_pos ON change(pos);
CREATE TABLE conflict(
  record TEXT NOT NULL, field TEXT NOT NULL, entity TEXT NOT NULL,
  PRIMARY KEY(record, field)) WITHOUT ROWID;
CREATE TABLE recheck(record TEXT NOT NULL PRIMARY KEY, entity TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE finding(
  household TEXT NOT NULL, record TEXT NOT NULL, rule INTEGER NOT NULL, field TEXT NOT NULL,
  severity TEXT NOT NULL, entity TEXT NOT NULL, value TEXT NOT NULL, message TEXT NOT NULL,
  advice TEXT NOT NULL, scope TEXT NOT NULL);
CREATE INDEX finding_household ON finding(household);
CREATE INDEX finding_scope ON finding(scope);
CREATE TABLE batch(
  id TEXT PRIMARY KEY, kind TEXT NOT NULL, label TEXT NOT NULL, at TEXT NOT NULL,
  digest TEXT NOT NULL, report TEXT NOT NULL, undone INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
CREATE TABLE partner(office TEXT PRIMARY KEY, card TEXT NOT NULL, trusted_at TEXT NOT NULL)
  WITHOUT ROWID;
CREATE TABLE former_partner(office TEXT NOT NULL, card TEXT NOT NULL, until TEXT NOT NULL,
  revoked INTEGER NOT NULL, PRIMARY KEY(office, until)) WITHOUT ROWID;
CREATE TABLE invitation(
  office TEXT PRIMARY KEY, name TEXT NOT NULL, level TEXT NOT NULL, area_code TEXT NOT NULL,
  secret TEXT NOT NULL, scope TEXT NOT NULL, device TEXT NOT NULL, upto INTEGER NOT NULL,
  made_at TEXT NOT NULL, used_at TEXT) WITHOUT ROWID;
CREATE TABLE reached(device TEXT NOT NULL, scope TEXT NOT NULL, upto INTEGER NOT NULL,
  PRIMARY KEY(device, scope)) WITHOUT ROWID;
CREATE TABLE acknowledged(office TEXT NOT NULL, peer TEXT NOT NULL, device TEXT NOT NULL,
  scope TEXT NOT NULL, upto INTEGER NOT NULL, silent INTEGER NOT NULL,
  PRIMARY KEY(office, device, scope, peer)) WITHOUT ROWID;
CREATE TABLE package(
  id TEXT PRIMARY KEY, direction TEXT NOT NULL, office TEXT NOT NULL, device TEXT NOT NULL,
  kind TEXT NOT NULL, state TEXT NOT NULL, at TEXT NOT NULL, digest TEXT NOT NULL,
  file TEXT NOT NULL, scope TEXT NOT NULL, after INTEGER NOT NULL, upto INTEGER NOT NULL,
  report TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE slip(package TEXT PRIMARY KEY, secret TEXT NOT NULL, made_at TEXT NOT NULL)
  WITHOUT ROWID;
CREATE TABLE differing(package TEXT NOT NULL, household TEXT NOT NULL, village TEXT NOT NULL,
  theirs INTEGER NOT NULL, here INTEGER, PRIMARY KEY(package, household)) WITHOUT ROWID;
CREATE TABLE search_key(
  rowid INTEGER PRIMARY KEY, record TEXT NOT NULL UNIQUE, entity TEXT NOT NULL,
  name TEXT NOT NULL, pinyin TEXT NOT NULL, initials TEXT NOT NULL, digits TEXT NOT NULL);
CREATE INDEX search_name ON search_key(name) WHERE name <> '';
CREATE INDEX search_pinyin ON search_key(pinyin) WHERE pinyin <> '';
CREATE INDEX search_initials ON search_key(initials) WHERE initials <> '';
CREATE VIRTUAL TABLE search_text USING fts5(
  name, pinyin, initials, digits, content='search_key', content_rowid='rowid',
  tokenize='trigram', columnsize=0, detail=none);
"""

_REFERENCES = {
    "membership": ("person", "household"),
    "employment_spell": ("person",),
    "tag": ("person", "household"),
    "presence": ("person",),
    "season_count": ("village",),
    "survey_answer": ("person",),
    "household_visit": ("household",),
    "external_id": ("subject",),
    "waiver": ("record",),
    "review_comment": ("household",),
    "household": ("village",),
    "check_slot": ("household", "village"),
    "spot_check": ("household",),
    "outside_finding": ("person", "household", "file"),
}
"""The references that pages and rules follow backwards, so each has an index."""


def create_entity(db: "Database", entity: Entity) -> None:
    """Create the table of an entity with an index for each way it is looked up."""
    columns = [*_OWN_COLUMNS, "pos INTEGER NOT NULL"]
    columns += [f'"{field.name}" {field.kind.sql_type}' for field in entity.fields]
    db.execute(f'CREATE TABLE "{entity.name}"({", ".join(columns)}) WITHOUT ROWID')
    db.execute(f'CREATE INDEX "{entity.name}_pos" ON "{entity.name}"(pos)')
    for name in _REFERENCES.get(entity.name, ()):
        _index(db, entity.name, name)
    for field in entity.fields:
        if field.kind.search is Search.DIGITS:
            _index(db, entity.name, field.name)


def _index(db: "Database", table: str, column: str) -> None:
    db.execute(
        f'CREATE INDEX "{table}_{column}" ON "{table}"("{column}") WHERE "{column}" IS NOT NULL'
    )


def add_field(db: "Database", field: Field) -> None:
    """Add a field's column; a value that a newer program had sent before moves into it."""
    known = {row[1] for row in db.execute(f'PRAGMA table_info("{field.entity}")')}
    if field.name in known:
        return
    db.execute(f'ALTER TABLE "{field.entity}" ADD COLUMN "{field.name}" {field.kind.sql_type}')
    db.execute(
        f'UPDATE "{field.entity}" SET "{field.name}" = json_extract(extra, ?),'  # noqa: S608
        " extra = json_remove(extra, ?) WHERE json_extract(extra, ?) IS NOT NULL",
        [f"$.{field.name}"] * 3,
    )
    if field.kind.search is Search.DIGITS:
        _index(db, field.entity, field.name)


def steps(dictionary: Dictionary) -> "Migrations":
    """All steps from an empty file to the newest tables, in order."""
    from sqlite_utils import Migrations

    migrations = Migrations("ledger")

    @migrations()
    def m001_ledger(db: "Database") -> None:
        for statement in _LEDGER_TABLES.split(";\n"):
            if statement.strip():
                db.execute(statement)
        for at, inner in enumerate(INNER, start=2):
            db.execute(f"CREATE INDEX search_inner_{at} ON search_key({inner}) WHERE {inner} <> ''")
        for entity in dictionary:
            create_entity(db, entity)
        db.execute(
            f"CREATE INDEX change_placing ON change(entity, field) WHERE {placing(dictionary)}"
        )

    return migrations


def pending(data: Data, dictionary: Dictionary) -> bool:
    """Whether the file is not at the newest step.

    Raises:
        TooNew: if the file knows steps that this program does not.
        LookupError: if it is at the newest step, and yet a declared field has no column.
    """
    if _is_marked(data, dictionary):
        return False
    from sqlite_utils import Database

    migrations = steps(dictionary)
    with told():
        applied = {step.name for step in migrations.applied(data.tables)}
        waiting = {step.name for step in migrations.pending(data.tables)}
    known = {step.name for step in migrations.pending(Database(memory=True))}
    if applied - known:
        version = data.one("SELECT value FROM meta WHERE key = 'schema'")
        raise TooNew(version[0] if version else max(applied - known))
    if not waiting:
        _check_columns(data, dictionary)
    return bool(waiting)


def upgrade(data: Data, dictionary: Dictionary) -> None:
    """Bring the file to the newest step, all or nothing, and check it against the dictionary."""
    with data.transaction():
        with told():
            steps(dictionary).apply(data.tables)
        _check_columns(data, dictionary)
        facts = [("schema", VERSION), ("shape", _shape(dictionary))]
        data.insert_many("INSERT OR REPLACE INTO meta(key, value) VALUES (?, ?)", facts)


def _is_marked(data: Data, dictionary: Dictionary) -> bool:
    """Whether the file says that it was brought to this very step, for these very fields."""
    tables = "SELECT count(*) FROM sqlite_master WHERE name IN ('meta', '_sqlite_migrations')"
    if data.one(tables) != (2,):
        return False
    last = data.one(
        "SELECT name FROM _sqlite_migrations WHERE migration_set = 'ledger' ORDER BY rowid DESC"
    )
    shape = data.one("SELECT value FROM meta WHERE key = 'shape'")
    return last == (LATEST,) and shape == (_shape(dictionary),)


def _shape(dictionary: Dictionary) -> str:
    names = [field.path for entity in dictionary for field in entity.fields]
    return hashlib.sha256(" ".join([LATEST, *names]).encode()).hexdigest()[:16]


def _check_columns(data: Data, dictionary: Dictionary) -> None:
    missing = missing_columns(data, dictionary)
    if missing:
        raise LookupError(f"no migration adds {', '.join(missing)}")


def missing_columns(data: Data, dictionary: Dictionary) -> list[str]:
    """The declared fields that the file has no column for."""
    missing = []
    for entity in dictionary:
        known = {row[1] for row in data.rows(f'PRAGMA table_info("{entity.name}")')}
        missing += [field.path for field in entity.fields if field.name not in known]
    return missing
