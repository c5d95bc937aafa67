"""Whether a sender and this ledger hold the same, household by household, after a merge."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.domain.version import VERSION
from desktop.envelope.header import Header
from desktop.services.admission import Admitted, scope_key
from desktop.services.roles import Role
from desktop.services.session import Session
from desktop.services.verbs import verb
from desktop.storage import differing, families, mail, sums
from desktop.storage.differing import Differing
from desktop.storage.mail import IN
from desktop.storage.sums import Sum

_NAMED = 3


@dataclass(frozen=True, slots=True)
class Difference:
    """A household that differs: its village and number, the people that each side has in it.

    ``here`` is None where the household is not here.
    """

    village: str
    household: str
    number: str
    head: str
    theirs: int
    here: int | None


def compare(session: Session, admitted: Admitted, theirs: Sequence[Sum], known: int) -> list[str]:
    """Note what differs from the sender's sums though nothing was changed here; says it in words.

    Args:
        session: who receives.
        admitted: the package, just merged.
        theirs: the sender's sums.
        known: up to which position the sender knew what was done here.
    """
    ledger, header = session.ledger, admitted.header
    if header.upto < mail.reached(ledger.data, header.device, admitted.scope):
        # An old package says how it was then.
        return []
    sums.choose(ledger.data, (each.household for each in theirs))
    here = {each.household: each for each in sums.sums(ledger.data, ledger.dictionary)}
    odd = [each for each in theirs if _differs(each, here.get(each.household), header)]
    sums.choose(ledger.data, (each.household for each in odd))
    fine = sums.changed_here(ledger.data, known, _brought(session, header)) if odd else set()
    found = [
        Differing(each.village, each.household, each.persons, _persons(here.get(each.household)))
        for each in odd
        if each.household not in fine
    ]
    differing.note(ledger.data, header.package_id, found)
    return _lines(session, found)


def known_to(session: Session, admitted: Admitted, told: Sequence[tuple[str, str, int]]) -> int:
    """Up to which of our positions the sender had everything when it made a package."""
    ledger = session.ledger
    areas = ledger.fact("area_code"), admitted.sender.area_code
    # What goes from one to the other is the area of the lower one, whose code is longer.
    scope = scope_key((max(areas, key=len),))
    return next((upto for *source, upto in told if source == [ledger.device, scope]), 0)


def _differs(theirs: Sum, here: Sum | None, header: Header) -> bool:
    if here is None or here.persons != theirs.persons:
        return True
    # Another program version may know other fields.
    return header.dictionary_version == VERSION and here.sum != theirs.sum


def _persons(here: Sum | None) -> int | None:
    return None if here is None else here.persons


def _brought(session: Session, header: Header) -> list[int]:
    query = (
        "SELECT a.pos FROM package p CROSS JOIN act a ON a.batch = p.id"
        " WHERE p.direction = ? AND p.device = ? AND a.verb = 'package.receive'"
    )
    rows = session.ledger.data.all(query, [IN, header.device])
    own = session.ledger.data.all(
        "SELECT pos FROM act WHERE batch = ? AND verb = 'package.receive'", [header.package_id]
    )
    return sorted({row[0] for row in (*rows, *own)})


def _lines(session: Session, found: Sequence[Differing]) -> list[str]:
    if not found:
        return []
    villages = {each.village for each in found}
    places = session.ledger.book.places
    told = []
    for village in sorted(villages):
        place = places.get(village)
        count = sum(each.village == village for each in found)
        told.append(f"{place.name if place else '未写明村'}{count}户")
    more = "等" if len(told) > _NAMED else ""
    return [
        f"核对：有{len(found)}户与对方不一致（{'、'.join(told[:_NAMED])}{more}），"
        "请让对方用“全部重发”再报一次"
    ]


@verb("package.differences", "与对方不一致的户", Role.READER)
def differences(session: Session, *, package: str) -> list[Difference]:
    """The households that differed from the sender's after a package was merged, by village."""
    ledger = session.ledger
    found = []
    for each in differing.of_package(ledger.data, package):
        place = ledger.book.places.get(each.village)
        family = families.family(ledger, each.household)
        number = family.household.household_no if family else None
        head = family.head.person.name if family and family.head else None
        found.append(Difference(place.name if place else "", each.household, number or "",
                                head or "", each.theirs, each.here))  # fmt: skip
    return found
