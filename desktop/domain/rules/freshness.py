"""Rule 41: who has not been looked at in this round; it accuses nobody of anything."""

from desktop.domain.finding import Severity
from desktop.domain.rules.context import Context
from desktop.domain.rules.registry import Hits, Scope, at, rule
from desktop.domain.rules.view import House, View


@rule(
    41,
    Severity.DOUBT,
    Scope.HOUSEHOLD,
    title="本轮尚未更新",
    advice="入户或电话核对后更新；没有变化的按“无变化”",
)
def members_were_updated(house: House, context: Context) -> Hits:
    if not context.rounds or not house.here:
        return
    stale = [view for view in house.here if not _answered(view, context)]
    # A house that nobody has been to yet is the round's progress, and no doubt before its end.
    visited = any(_answered(view, context, on_visit=True) for view in house.here)
    if stale and (visited or context.overdue):
        day, names = context.day.isoformat(), "、".join(view.who for view in stale)
        message = f"{house.name}有{len(stale)}人本轮（{day}）尚未更新：{names}"
        yield at(house.family.household, "household_no", day, message)


def _answered(view: View, context: Context, *, on_visit: bool = False) -> bool:
    answer = view.member.answer
    if answer is None or answer.round not in context.rounds:
        return False
    return bool(answer.visit) or not on_visit
