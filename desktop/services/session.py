"""Who works in which ledger: the first argument of every service function."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date

from desktop.domain.errors import Refused
from desktop.services.roles import Role
from desktop.storage.faults import LedgerBusy as LedgerBusy
from desktop.storage.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Session:
    """An open ledger and the account that works in it; never kept in a global.

    The clock is given, because reports are made for a day and tests need a fixed one.
    """

    ledger: Ledger
    account: str
    role: Role
    today: Callable[[], date] = date.today

    def for_thread(self) -> "Session":
        """The same session over a connection of its own, for a worker thread."""
        return replace(self, ledger=self.ledger.for_thread())

    def need(self, role: Role) -> None:
        """Refuse whoever has less than this role.

        Raises:
            Refused: with the role that is needed.
        """
        if self.role < role:
            raise Refused(f"这个操作需要“{role.key}”权限，请换有权限的账户登录")

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """Inside, a write that is held up is refused at once, so that the window never stands.

        Raises:
            LedgerBusy: if it is held up.
        """
        with self.ledger.data.impatient():
            yield

    def close(self) -> None:
        """Close the ledger."""
        self.ledger.close()
