"""Values of every kind of field, and records made of them."""

from hypothesis import strategies as st

from desktop.domain.kinds import Codes, Date, Flag, Integer
from desktop.domain.partial_date import PartialDate

TEXTS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0|"), min_size=1, max_size=12
)
DATES = st.one_of(
    st.builds(PartialDate, st.integers(1900, 2100), about=st.booleans()),
    st.builds(PartialDate, st.integers(1900, 2100), st.integers(1, 12)),
    st.dates().filter(lambda day: day.year > 1000).map(PartialDate.of),
)


def of_kind(kind):
    """What a field of this kind may hold."""
    match kind:
        case Integer():
            return st.integers(0, 10**9)
        case Flag():
            return st.booleans()
        case Date():
            return DATES
        case Codes():
            return st.lists(TEXTS, min_size=1, max_size=3).map(tuple)
        case _:
            return TEXTS


@st.composite
def records(draw, entity):
    """A record of an entity with some of its fields set."""
    values = {
        field.name: draw(of_kind(field.kind)) for field in entity.fields if draw(st.booleans())
    }
    free = [field.name for field in entity.fields if field.name not in values]
    unread = draw(st.dictionaries(st.sampled_from(free), TEXTS, max_size=2)) if free else {}
    extra = draw(st.dictionaries(st.sampled_from(["newer", "later_field"]), TEXTS, max_size=2))
    return entity.cls(**values, unread=unread, extra=extra)
