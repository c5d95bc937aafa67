"""The columns of tables as clerks have decided on them: kept by headings, and known again."""

from collections.abc import Mapping, Sequence

from desktop.domain.entities import ImportProfile
from desktop.intake.headers import Column
from desktop.intake.layouts import Layout, Layouts, fingerprint, keys_of
from desktop.services.importing.shipped import SHIPPED
from desktop.services.session import Session

_BETWEEN = "="


def layouts(session: Session, chosen: Mapping[str, str] | None = None) -> Layouts:
    """What is known beforehand of the columns of a file, and what is decided for it now."""
    learned = {
        profile.fingerprint or "": Layout(profile.name or "", _columns(profile))
        for profile in session.ledger.where(ImportProfile, order="t.id")
    }
    return Layouts(chosen=chosen or {}, learned=learned, shipped=SHIPPED)


def keep(
    session: Session, name: str, columns: Sequence[Column], chosen: Mapping[str, str]
) -> ImportProfile | None:
    """Keep what was decided on for tables with these headings; None if nothing of it is new.

    Args:
        session: the ledger.
        name: what such tables are called.
        columns: the columns as their headings alone were understood.
        chosen: the target of each heading that was decided on now.
    """
    mark, keys = fingerprint(columns), set(keys_of(columns))
    ledger = session.ledger
    found = next(ledger.where(ImportProfile, "t.fingerprint = ?", [mark]), None)
    before = _columns(found) if found else {}
    decided = {**before, **{key: target for key, target in chosen.items() if key in keys}}
    if decided == before:
        return None
    words = tuple(f"{target}{_BETWEEN}{key}" for key, target in sorted(decided.items()))
    with ledger.act("import.profile", f"记住列的对应 {name}", always=False) as writer:
        if found is not None:
            return writer.update(found, {"columns": words})
        return writer.insert(ImportProfile(name=name, fingerprint=mark, columns=words))


def _columns(profile: ImportProfile) -> dict[str, str]:
    pairs = (word.partition(_BETWEEN) for word in profile.columns or ())
    return {key: target for target, _, key in pairs}
