"""What is wrong in a world after everything was exchanged, in what is shared and in each ledger."""

from itertools import permutations

from desktop.domain import merge
from desktop.domain.entities import STANDARD
from desktop.storage import history, search
from desktop.storage.cells import read_cell
from desktop.storage.ledger import Ledger
from tests.services.exchange_world import World
from tests.services.shared_scope import differences, is_known


def wrong_in(world: World) -> list[str]:
    """Complaints; none, if all is right."""
    wrong, areas = [], world.templates.areas
    for one, other in permutations(world.replicas, 2):
        alone = one.office == other.office == world.layout[-1]
        # Two copies of the highest office have nobody to tell each other all that they know.
        if not alone and areas[one.office].startswith(areas[other.office]):
            found = differences(one.ledger, other.ledger, areas[one.office])
            wrong += [f"{one.office}/{other.office}: {line}" for line in found]
        if world.templates.parent_of(one.office) == other.office:
            lines = is_known(one.ledger, other.ledger)
            wrong += [f"{other.office} does not know {line}" for line in lines]
    for each in world.replicas:
        found = [*_unsettled(each.ledger), *_not_found(each.ledger)]
        wrong += [f"{each.office}: {line}" for line in found]
    return wrong


def _unsettled(ledger: Ledger) -> list[str]:
    """Cells, deletions and conflicts that are not what the log says."""
    wrong, disputed, present = [], set(), set()
    for entity, record in ledger.data.all("SELECT DISTINCT entity, record FROM change"):
        held = ledger.named(entity, record)
        if held is None:
            continue
        present.add(record)
        state = history.state_of(ledger.data, STANDARD, entity, record)
        if held.deleted != state.deleted:
            wrong.append(f"{entity} {record} is deleted wrongly, or not deleted wrongly")
        fields = {name: each for name, each in state.fields.items() if name != merge.DELETED}
        wrong += [
            f"{entity}.{name} is not what its changes say"
            for name, each in fields.items()
            if read_cell(ledger.data, STANDARD, entity, record, name) != each.value
        ]
        disputed |= {(record, merge.cell_of(name)) for name in fields if fields[name].conflict}
    listed = ledger.data.all("SELECT record, field FROM conflict")
    if {row for row in listed if row[0] in present} != disputed:
        wrong.append("the conflicts are not those of the log")
    return wrong


def _not_found(ledger: Ledger) -> list[str]:
    """Search keys that are not those of the records."""
    keys = {
        search.key_row(entity, record)
        for entity in search.searched(STANDARD)
        for record in ledger.every(entity.name)
        if not record.deleted
    } - {None}
    columns = "record, entity, name, pinyin, initials, digits"
    kept = set(ledger.data.all(f"SELECT {columns} FROM search_key"))
    return [f"search keys are stale: {keys ^ kept}"] if keys != kept else []
