"""Invented households keyed into a township, as a clerk would."""

from desktop.services import entry

VILLAGE = "桃兴村"


def key(session, record, **texts):
    """Type texts into cells of a record; the last cell."""
    cell = None
    for field, text in texts.items():
        cell = entry.set_cell(
            session, entity=record.entity_name, record=record.id, field=field, text=text
        )
    return cell


def home(session, *names, group="1组", village=VILLAGE):
    """A household with people of these names, the first one its head."""
    household = entry.add_household(session, village=village, group=group)
    members = [entry.add_member(session, household=household.id, name=name) for name in names]
    return household, members
