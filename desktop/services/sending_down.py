"""Sending down: lists alone to the offices below, or to each of them what is new for it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from desktop.domain import wire
from desktop.domain.dictionary import Entity
from desktop.domain.errors import Refused
from desktop.domain.levels import Level
from desktop.domain.progress import Progress, silent
from desktop.envelope.keys import OfficeCard
from desktop.export.data_package import Table, log_tables, positions_table, record_table
from desktop.services import common_lists, packages, partners, posting, receipts, routes
from desktop.services.packages import NothingNew, Sent
from desktop.services.roles import Role
from desktop.services.routes import Route
from desktop.services.seeds import SEED_DEVICE
from desktop.services.session import Session
from desktop.services.verbs import verb
from desktop.storage import exchange
from desktop.storage.exchange import Extract, Row


@dataclass(frozen=True, slots=True)
class SentDown:
    """What was made for the offices below, and the names of those that have everything."""

    sent: tuple[Sent, ...]
    up_to_date: tuple[str, ...]


def below(session: Session) -> list[OfficeCard]:
    """The trusted offices one level below, in our area."""
    ledger = session.ledger
    home = ledger.fact("area_code")
    return [
        card
        for card in partners.partners(session)
        if Level.of(card.level) == ledger.level - 1 and card.area_code.startswith(home)
    ]


@verb("package.send_down", "下发", Role.REVIEWER)
def send_down(
    session: Session,
    *,
    folder: Path,
    to: tuple[str, ...] = (),
    lists_only: bool = False,
    full: bool = False,
    progress: Progress = silent,
) -> SentDown:
    """Make a package for each office below that has not everything yet.

    Args:
        session: who sends.
        folder: where the files are to lie; copies stay in the outbox.
        to: ids or names of offices; all below, if none is named.
        lists_only: only code lists, areas, policies, parameters and rounds, without any person.
        full: everything again, not only what came since an office's latest receipt.
        progress: hears of the offices done.

    Raises:
        Refused: if there is no office below, or one that is named is not.
        CannotWrite: if a medium fails.
    """
    receivers = _receivers(session, to)
    posting.need_folder(folder)
    sent, known = [], []
    for done, card in enumerate(receivers):
        progress(done, len(receivers))
        try:
            if lists_only:
                sent.append(_send_lists(session, card, folder, full=full))
            else:
                sent.append(packages.send(session, to=card.office_id, folder=folder, full=full))
        except NothingNew:
            known.append(card.name)
    progress(len(receivers), len(receivers))
    return SentDown(tuple(sent), tuple(known))


def _receivers(session: Session, to: tuple[str, ...]) -> list[OfficeCard]:
    known = below(session)
    if not known:
        raise Refused("还没有下级单位，请先在“往来单位”里给下级制作发放文件")
    if not to:
        return known
    chosen = [partners.find(session, text) for text in to]
    strange = [card.name for card in chosen if card not in known]
    if strange:
        raise Refused(f"“{'”“'.join(strange)}”不是本单位的下级单位，不能下发")
    return list(dict.fromkeys(chosen))


def _send_lists(session: Session, to: OfficeCard, folder: Path, *, full: bool) -> Sent:
    # A scope of no area: its positions are counted apart from those of the area's own packages.
    route = Route(to, (), ())
    after = 0 if full else routes.acknowledged(session, route)
    with exchange.extract(session.ledger, after, SEED_DEVICE, ()) as rows:
        lists = _Lists(rows, common_lists.names(session.ledger.dictionary))
        if after and lists.is_empty():
            raise NothingNew
        told = positions_table(receipts.positions(session, to))
        before = routes.latest(session, route)
        letter = posting.Letter(
            to, "config", "配置", (), rows.after, rows.upto, chain([told], lists.tables()),
            previous=before.digest if before else "",
        )  # fmt: skip
        posted = posting.post(session, letter)
    file = posting.carry_out(session, posted, folder)
    return Sent((file,), (posted.header,), sum(posted.header.counts.values()))


@dataclass(slots=True)
class _Lists:
    """The rows of an extract that are lists, and of its log only what is about them."""

    rows: Extract
    names: frozenset[str]
    _acts: set[tuple[str, int]] = field(default_factory=set)

    def is_empty(self) -> bool:
        """Whether there is none."""
        records = (self.rows.records(each) for each in self._entities())
        return not any(True for rows in (*records, self._changes()) for _ in rows)

    def tables(self) -> Iterator[Table]:
        """The tables, the acts last, because the others tell which are needed."""
        for entity in self._entities():
            yield record_table(entity, self._noted(self.rows.records(entity), slice(-3, -1)))
        changes = self._noted(self._changes(), slice(2))
        yield from log_tables(changes, self._named_acts())

    def _entities(self) -> Iterator[Entity]:
        travelling = wire.travelling(self.rows.dictionary)
        return (entity for entity in travelling if entity.name in self.names)

    def _changes(self) -> Iterator[Row]:
        at = wire.CHANGE_COLUMNS.index("entity")
        return (row for row in self.rows.changes() if row[at] in self.names)

    def _noted(self, rows: Iterable[Row], act: slice) -> Iterator[Row]:
        for row in rows:
            self._acts.add(row[act])
            yield row

    def _named_acts(self) -> Iterator[Row]:
        return (row for row in self.rows.acts() if row[:2] in self._acts)


def lines(done: SentDown) -> list[str]:
    """What a clerk is told after packages were made for the offices below."""
    told = [
        f"{sent.header.receiver_name}：{'、'.join(file.name for file in sent.files)}"
        for sent in done.sent
    ]
    if done.up_to_date:
        told.append(f"没有新内容：{'、'.join(done.up_to_date)}")
    return told
