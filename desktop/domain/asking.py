"""What one round asks otherwise than the dictionary says (domain F8: the office may move it)."""

from collections.abc import Mapping

from desktop.domain.dictionary import Dictionary, Field
from desktop.domain.kinds import Ask, Ref

Moved = Mapping[str, Ask]
"""How hard a field is asked for in a round, by its path; the others are asked as declared."""
MOVES = (Ask.ALWAYS, Ask.OPTIONAL, Ask.NEVER)
"""Where a field can be moved: who belongs to a branch is no matter of taste."""
_ENTITIES = ("person", "employment_spell", "survey_answer")
_BY_ITSELF = frozenset(
    {"survey_answer.changed", "survey_answer.employment_status", "employment_spell.proof",
     "person.status", "person.status_date", "person.status_reason", "person.name"}
)  # fmt: skip
"""What the program notes, what operations set, and the name, without which nobody is known."""


def movable(dictionary: Dictionary) -> list[Field]:
    """The fields that can be moved, as declared."""
    return [
        field
        for name in _ENTITIES
        for field in dictionary[name].fields
        if not isinstance(field.kind, Ref) and field.path not in _BY_ITSELF
    ]


def read(text: str | None, dictionary: Dictionary) -> dict[str, Ask]:
    """What a round's text moves; what a newer program wrote there, and we do not know, is left."""
    known, moves = {field.path for field in movable(dictionary)}, {one.value for one in MOVES}
    pairs = (part.partition("=") for part in (text or "").split(";"))
    return {path: Ask(ask) for path, _, ask in pairs if path in known and ask in moves}


def written(moved: Moved) -> str:
    """The text that :func:`read` reads; empty if nothing is moved."""
    return ";".join(f"{path}={ask.value}" for path, ask in sorted(moved.items()))
