"""Which person and household of the ledger a draft is about."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from desktop.domain.entities import Household, Person
from desktop.domain.facts import Family, Member
from desktop.services.importing.drafts import Draft
from desktop.storage import families
from desktop.storage.ledger import Ledger

Candidates = list[tuple[Family | None, Member]]


@dataclass(slots=True)
class Known:
    """What the ledger holds that a file may be about."""

    families: dict[str, Family] = field(default_factory=dict)
    households: dict[tuple[str, str], list[Family]] = field(
        default_factory=lambda: defaultdict(list)
    )
    by_id_no: dict[str, Candidates] = field(default_factory=lambda: defaultdict(list))


@dataclass(slots=True)
class Matched:
    """A draft beside the person that it is about; None for a new one."""

    draft: Draft
    family: Family | None = None
    member: Member | None = None


def look_up(ledger: Ledger, drafts: Sequence[Draft]) -> Known:
    """Everybody in the households that the drafts name, or with an ID number that they name."""
    numbers = {draft.household_no for draft in drafts if draft.household_no}
    ids = {draft.id_no for draft in drafts if draft.id_no}
    wanted = {record.id for record in ledger.among(Household, "household_no", sorted(numbers))}
    people = [person.id for person in ledger.among(Person, "id_no", sorted(ids))]
    wanted.update(families.homes_of(ledger, people).values())
    if any(not draft.household_no for draft in drafts):
        villages = {draft.village.id for draft in drafts if draft.village}
        wanted.update(families.household_ids(ledger, sorted(villages)))
    known = Known()
    for family in families.families(ledger, sorted(wanted)):
        _note(known, family)
    seen = {entry[1].person.id for entries in known.by_id_no.values() for entry in entries}
    for member in families.homeless(ledger, [name for name in people if name not in seen]):
        # Somebody who left a household: the same person, if a list names the number again.
        known.by_id_no[member.person.id_no or ""].append((None, member))
    return known


def _note(known: Known, family: Family) -> None:
    household = family.household
    known.families[household.id] = family
    known.households[household.village or "", household.household_no or ""].append(family)
    for member in family.members:
        if member.person.id_no:
            known.by_id_no[member.person.id_no].append((family, member))


def match(known: Known, drafts: Iterable[Draft]) -> list[Matched]:
    """Each draft with its person: by ID number, then by village, household, name and birth.

    A person is claimed once in a file, so two rows that share an ID number stay two people.
    """
    pairs = [Matched(draft) for draft in drafts]
    if not known.families and not known.by_id_no:
        return pairs
    claimed: set[str] = set()
    for attempt in _ATTEMPTS:
        for pair in pairs:
            if pair.member is None:
                found = next(
                    (
                        (family, member)
                        for family, member in attempt(known, pair.draft)
                        if member.person.id not in claimed
                    ),
                    None,
                )
                if found is not None:
                    pair.family, pair.member = found
                    claimed.add(found[1].person.id)
    return pairs


def _same_number_and_name(known: Known, draft: Draft) -> Candidates:
    if not draft.id_no:
        return []
    return [
        pair for pair in known.by_id_no.get(draft.id_no, []) if pair[1].person.name == draft.name
    ]


def _same_number_in_household(known: Known, draft: Draft) -> Candidates:
    if not draft.id_no:
        return []
    return [
        pair
        for pair in known.by_id_no.get(draft.id_no, [])
        if pair[0] is not None
        and (pair[0].household.household_no or "") == draft.household_no
        and pair[0].household.village == (draft.village.id if draft.village else None)
    ]


def _same_name_and_birth(known: Known, draft: Draft) -> Candidates:
    """Two valid ID numbers that differ are two people, unless the birth is known to be the same."""
    birth = draft.get("person", "birth")
    return [
        pair
        for pair in _namesakes(known, draft)
        if (birth is not None and pair[1].person.birth == birth)
        or (
            _is_anchored(draft)
            and _agree(pair[1].person.birth, birth)
            and _agree(pair[1].person.id_no, draft.id_no)
        )
    ]


def _same_name_and_relation(known: Known, draft: Draft) -> Candidates:
    # Where birth was read from a wrong ID number that has been mended since.
    relation = draft.get("membership", "relation")
    if relation is None or not draft.household_no:
        return []
    return [
        pair
        for pair in _namesakes(known, draft)
        if pair[1].membership.relation == relation
        and (_agree(pair[1].person.id_no, draft.id_no) or _is_shared(known, pair[1], draft))
    ]


def _is_shared(known: Known, member: Member, draft: Draft) -> bool:
    """Whether the person held somebody else's number, so that another one is a correction."""
    return len(known.by_id_no.get(member.person.id_no or "", [])) > 1 and draft.id_no is not None


def _is_anchored(draft: Draft) -> bool:
    """Whether the row tells the household; if not, a village may have many of the same name."""
    return bool(draft.household_no or draft.head_name)


def _namesakes(known: Known, draft: Draft) -> Candidates:
    village = draft.village.id if draft.village else ""
    return [
        (family, member)
        for family in known.households.get((village, draft.household_no), [])
        for member in family.members
        if member.person.name == draft.name
        and (draft.household_no or _is_same_house(family, draft))
    ]


def _is_same_house(family: Family, draft: Draft) -> bool:
    """Without a number, a household is known by its head and its group together."""
    name, head = draft.head_name, family.head
    group = draft.get("household", "group_name")
    return _agree(family.household.group_name, group) and (
        not name or (head is not None and head.person.name == name)
    )


def _agree(known: object, said: object) -> bool:
    return known is None or said is None or known == said


_ATTEMPTS = (
    _same_number_and_name,
    _same_number_in_household,
    _same_name_and_birth,
    _same_name_and_relation,
)
