"""The three levels of office that keep a ledger."""

from enum import IntEnum


class Level(IntEnum):
    """Ordered as the data flows: a village reports to its township, that to its county."""

    VILLAGE = 1
    TOWNSHIP = 2
    COUNTY = 3

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def key(self) -> str:
        """The word used on the command line and in files."""
        return self.name.lower()

    @classmethod
    def of(cls, key: str) -> "Level":
        """The level with this key.

        Raises:
            KeyError: if there is none.
        """
        return cls[key.upper()]


_LABELS = {Level.VILLAGE: "村", Level.TOWNSHIP: "乡镇", Level.COUNTY: "县"}
