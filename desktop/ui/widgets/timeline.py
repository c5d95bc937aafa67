"""A person's timeline on the card."""

from collections.abc import Sequence

from desktop.domain.tables import Column, Table
from desktop.services.timelines import GROUP, HOME, MOVE, SURVEY, WORK, Moment
from desktop.ui.theme import Look
from desktop.ui.widgets.cells import PILL
from desktop.ui.widgets.grid import Grid
from desktop.ui.widgets.table_model import TableModel

_TONES = {SURVEY: "hint", WORK: "good", GROUP: "doubt", HOME: "accent", MOVE: "faint"}
_COLUMNS: Table[Moment] = Table(
    "经历",
    (
        Column("时间", lambda moment: moment.when or "不详", 26.0),
        Column("类别", lambda moment: moment.kind, 25.0),
        Column("事情", lambda moment: moment.what, 84.0),
        Column("说明", lambda moment: moment.more, 60.0),
    ),
)


class Timeline(Grid):
    """Reading only, the latest first."""

    def __init__(self, look: Look, moments: Sequence[Moment]) -> None:
        super().__init__(TableModel(_COLUMNS, tone=_tone), look)
        self.horizontalHeader().setSectionsClickable(False)
        self.table.set_rows(list(moments))


def _tone(moment: Moment, shown: Column[Moment]) -> str:
    return PILL + _TONES.get(moment.kind, "hint") if shown.label == "类别" else ""
