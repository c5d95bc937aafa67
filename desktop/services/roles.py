"""Who may do what: four roles, each including the ones before it."""

from enum import IntEnum


class Role(IntEnum):
    """Ordered by what they may do."""

    READER = 1
    CLERK = 2
    REVIEWER = 3
    ADMIN = 4

    @property
    def key(self) -> str:
        """The key of the code set ``role``."""
        return _KEYS[self]

    @classmethod
    def of(cls, key: str | None) -> "Role":
        """The role of a key; whoever has none may only read."""
        return next((role for role, name in _KEYS.items() if name == key), cls.READER)


_KEYS = {Role.READER: "只读", Role.CLERK: "录入", Role.REVIEWER: "审核", Role.ADMIN: "管理员"}
