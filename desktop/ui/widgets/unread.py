"""A text that was seen but could not be read: shown in red wherever it stands."""


class Unread(str):
    """What was typed or stood in a spreadsheet, in place of a value."""

    __slots__ = ()
