"""What stands over and under a table, alike on paper and in a workbook."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What stands over the table: 附件 line, title, and a line in three parts.

    Without a title the table's own is used.
    """

    title: str = ""
    left: str = ""
    middle: str = ""
    right: str = ""
    annex: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """What stands under the table: the label of the sums, who signs, and notes.

    The sums are left out if no column is a ``total``.
    """

    total: str = ""
    signatures: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
