"""Rule 41: who has not been looked at in this round; it accuses nobody of anything."""

from desktop.domain.finding import Severity
from desktop.domain.rules.context import Context
from desktop.domain.rules.registry import Hits, Scope, at, rule
from desktop.domain.rules.view import View


@rule(
    41,
    Severity.DOUBT,
    Scope.PERSON,
    title="本轮尚未更新",
    advice="入户或电话核对后更新；没有变化的按“无变化”",
)
def person_was_updated(view: View, context: Context) -> Hits:
    if context.fresh is not None and view.person.id not in context.fresh:
        day = context.day.isoformat()
        yield at(view.person, "name", day, f"{view.who}本轮（{day}）尚未更新")
