"""Setting up the office below by one file: the parent invites, the new office joins."""

import hashlib
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from desktop.domain import wire
from desktop.domain.errors import Refused
from desktop.domain.ids import uuid7
from desktop.domain.levels import Level
from desktop.domain.places import Place, stem
from desktop.domain.text import clean
from desktop.envelope import invitation as invitations_file
from desktop.envelope.body import DEFAULT_LIMITS, opened_zip
from desktop.envelope.invitation import Invitation
from desktop.envelope.invitation import Offer as Offer
from desktop.envelope.short_code import new_short_code
from desktop.export.data_package import DataPackage, log_tables, record_table
from desktop.intake.packages import PackageReader
from desktop.services import ledgers, partners, welcoming
from desktop.services.admission import scope_key
from desktop.services.ledgers import FIRST_ACCOUNT, Made, Surroundings
from desktop.services.roles import Role
from desktop.services.seeds import SEED_DEVICE
from desktop.services.session import Session
from desktop.services.verbs import verb
from desktop.storage import exchange, invitations, mail
from desktop.storage.absorbing import Absorber
from desktop.storage.invitations import Invited
from desktop.storage.mail import IN, Parcel, State

_LEVELS = {"township": Level.TOWNSHIP, "village": Level.VILLAGE}


@dataclass(frozen=True, slots=True)
class Given:
    """An invitation that was written: for whom, and the code to be told apart from the file."""

    file: Path
    offer: Offer
    code: str


@verb("partner.invite", "制作发放文件", Role.ADMIN)
def invite(
    session: Session,
    *,
    area: str,
    office: str,
    file: Path,
    snapshot: bool = True,
    replaces: str | None = None,
) -> Given:
    """Write the file that sets up a ledger for an office below.

    The file shows nobody anything about a person without the code; the code is shown once, and is
    to be told by telephone or on paper, not sent with the file.

    Args:
        session: the parent office.
        area: code or name of the township or village that the office looks after.
        office: what the office is called.
        file: where the file is to lie.
        snapshot: whether it holds what is known here of that area, so that work can go on at once.
        replaces: the id of an office already known, whose PC was lost or set up anew.

    Raises:
        Refused: if the area is not one of ours, one level down, or the office has no name.
        CannotWrite: if the medium fails.
    """
    name, place = clean(office), _below(session, area)
    if not name:
        raise Refused("请写明下级单位的名称")
    known = {card.office_id for card in partners.partners(session)}
    if replaces is not None and replaces not in known:
        raise Refused("要换机的单位不在往来单位里，请刷新后重选")
    offer = Offer(
        office_id=replaces or uuid7(),
        office_name=name,
        level=_LEVELS[place.level].key,
        area_code=place.code,
        parent_name=session.ledger.fact("office_name"),
        made_at=partners.now(),
    )
    content, invitation = _pack(session, offer, place, snapshot=snapshot)
    code = new_short_code()
    invitations_file.write_invitation(file, invitation, content, code)
    ledger = session.ledger
    with ledger.act("partner.invite", f"制作发放文件：{name}") as writer:
        invitations.note(writer.data, _noted(invitation))
    return Given(file, offer, code)


def places_below(session: Session) -> list[tuple[str, str, str]]:
    """The areas one level down: code, name, and what its office is usually called."""
    ledger = session.ledger
    return [
        (place.code, place.name, f"{place.name}人社所" if place.level == "township" else place.name)
        for place in ledger.book.places.children(ledger.fact("area"))
        if place.level in _LEVELS
    ]


def _below(session: Session, text: str) -> Place:
    ledger, wanted = session.ledger, clean(text)
    for place in ledger.book.places.children(ledger.fact("area")):
        named = {place.id, place.code, place.name, stem(place.name)}
        if place.level in _LEVELS and wanted in named:
            return place
    raise Refused(f"“{text}”不是本单位辖区内的下一级地区，请重新选择")


def _pack(
    session: Session, offer: Offer, place: Place, *, snapshot: bool
) -> tuple[bytes, Invitation]:
    """The tables of an invitation, as of one moment, and what goes with them."""
    ledger, secret = session.ledger, invitations_file.new_secret()
    villages = [village.id for village in ledger.book.places.villages(place.id)]
    package = DataPackage(f"invitation-{offer.office_id}", "发放", offer.made_at)
    stream = BytesIO()
    with exchange.extract(ledger, 0, SEED_DEVICE, villages if snapshot else []) as rows:
        package.write(
            stream,
            [
                *(record_table(each, rows.records(each))
                  for each in wire.travelling(ledger.dictionary)),
                *log_tables(rows.changes(), rows.acts()),
            ],
        )  # fmt: skip
        upto = rows.upto if snapshot else 0
    return stream.getvalue(), Invitation(
        offer=offer,
        parent=partners.own_card(session),
        secret=secret,
        device=ledger.device,
        scope=(offer.area_code,),
        upto=upto,
        counts=dict(package.counts),
    )


def _noted(invitation: Invitation) -> Invited:
    offer = invitation.offer
    return Invited(
        office=offer.office_id,
        name=offer.office_name,
        level=offer.level,
        area_code=offer.area_code,
        secret=invitation.secret,
        scope=scope_key(invitation.scope),
        device=invitation.device,
        upto=invitation.upto,
        made_at=offer.made_at,
    )


@verb("partner.invited", "发放文件清单", Role.READER)
def invited(session: Session) -> list[dict[str, str | None]]:
    """The invitations given out and when each was first answered, without what opens them."""
    return [
        {"office": one.office, "name": one.name, "area_code": one.area_code,
         "made_at": one.made_at, "used_at": one.used_at}
        for one in invitations.all_of(session.ledger.data)
    ]  # fmt: skip


def look(file: Path) -> Offer:
    """For whom an invitation is, before any code is typed.

    Raises:
        CannotRead, BadInvitation: if it is none.
    """
    return invitations_file.read_offer(file)


def join(
    folder: Path,
    *,
    file: Path,
    code: str,
    passphrase: str,
    login: str = FIRST_ACCOUNT,
    around: Surroundings | None = None,
) -> Made:
    """Make the ledger of the office that an invitation is for, with the parent trusted in it.

    The parent can help when the passphrase is forgotten; its first package from here proves that
    the new keys are this office's.

    Args:
        folder: an empty or missing folder.
        file: the invitation.
        code: what the parent told apart from it.
        passphrase: of the first account.
        login: the first account's login.
        around: see :class:`Surroundings`.

    Raises:
        AppError: if the file, the code, the folder or the passphrase will not do.
    """
    invitation, content = invitations_file.open_invitation(file, code)
    offer = invitation.offer
    made = ledgers.new(
        folder,
        office=offer.office_name,
        level=Level.of(offer.level),
        area=offer.area_code,
        passphrase=passphrase,
        login=login,
        office_id=offer.office_id,
        around=around,
    )
    _take_in(made.session, invitation, content)
    partners.accept(made.session, invitation.parent)
    with made.session.ledger.transaction():
        made.session.ledger.put(welcoming.JOINING, invitation.secret)
    return made


def _take_in(session: Session, invitation: Invitation, content: bytes) -> None:
    ledger = session.ledger
    with opened_zip(BytesIO(content), DEFAULT_LIMITS) as body:
        reader = PackageReader(body, ledger.dictionary, invitation.counts)
        reader.check_members(wire.ACTS, wire.CHANGES)
        acts = reader.acts()
        label = f"接收{invitation.parent.name}的发放文件"
        with ledger.act("package.receive", label, origin="invitation") as writer:
            Absorber(writer).absorb(acts, reader.changes(), reader.records())
            ledger.saw_acts(acts)
            if invitation.upto:
                parcel = _parcel(invitation, content)
                mail.reach(writer.data, parcel.device, parcel.scope, parcel.upto)
                mail.note(writer.data, parcel)


def _parcel(invitation: Invitation, content: bytes) -> Parcel:
    """The content of an invitation as a package that came in, so that more can follow on it."""
    return Parcel(
        id=uuid7(),
        direction=IN,
        office=invitation.parent.office_id,
        device=invitation.device,
        kind="full",
        state=State.MERGED,
        at=partners.now(),
        digest=hashlib.sha256(content).hexdigest(),
        file="",
        scope=scope_key(invitation.scope),
        after=0,
        upto=invitation.upto,
        report="",
    )
