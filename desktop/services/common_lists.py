"""What a 配置包 holds: the lists that an office hands down, in which no person stands."""

from collections.abc import Iterable, Iterator, Mapping

from desktop.domain import wire
from desktop.domain.changes import Change
from desktop.domain.dictionary import Dictionary, Entity
from desktop.domain.kinds import Secrecy
from desktop.domain.levels import Level
from desktop.envelope.header import BadPackage
from desktop.storage import scopes

_LOG = frozenset({wire.ACTS, wire.CHANGES, wire.POSITIONS})
_STRANGE = "配置包里有代码和参数以外的内容，没有接收，请让发送单位重新生成"


def names(dictionary: Dictionary) -> frozenset[str]:
    """The entities of no village that hold nothing about a person and nothing a village owns."""
    common = scopes.common(dictionary)
    return frozenset(
        entity.name
        for entity in wire.travelling(dictionary)
        if entity.name in common and _is_list(entity)
    )


def _is_list(entity: Entity) -> bool:
    return all(
        field.kind.secrecy is Secrecy.OPEN and field.kind.owner is not Level.VILLAGE
        for field in entity.fields
    )


def check_tables(dictionary: Dictionary, counts: Mapping[str, int]) -> None:
    """Refuse a package of lists that announces anything else.

    Raises:
        BadPackage: if it does.
    """
    if not names(dictionary) | _LOG >= set(counts):
        raise BadPackage(_STRANGE)


def checked(dictionary: Dictionary, changes: Iterable[Change]) -> Iterator[Change]:
    """The changes of a package of lists.

    Raises:
        BadPackage: once one comes that is of anything else.
    """
    known = names(dictionary)
    for change in changes:
        if change.entity not in known:
            raise BadPackage(_STRANGE)
        yield change
