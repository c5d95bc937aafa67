"""What is offered while places and employers are typed; both take long to spell, once."""

from desktop.domain.gazetteer import Gazetteer
from desktop.domain.places import Places
from desktop.services import employers
from desktop.services.employers import KnownEmployers
from desktop.services.session import Session


class Suggestions:
    """The places and the employers that one ledger knows."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._places: Places | None = None
        self._gazetteer: Gazetteer | None = None
        self._employers: KnownEmployers | None = None

    def places(self, typed: str) -> list[str]:
        """The places that a typed text can mean."""
        places = self._session.ledger.book.places
        if self._gazetteer is None or places is not self._places:
            self._places = places
            self._gazetteer = Gazetteer(places, self._session.ledger.fact("area"))
        return self._gazetteer.find(typed)

    def employers(self, typed: str) -> list[str]:
        """The employers that a typed text can mean, those typed a moment ago among them."""
        if self._employers is None:
            self._employers = employers.known(self._session)
        else:
            employers.catch_up(self._session, self._employers)
        return self._employers.names.find(typed)

    def take(self, prepared: "tuple[Places, Gazetteer, KnownEmployers]") -> None:
        """Use what another thread has spelled."""
        self._places, self._gazetteer, self._employers = prepared


def prepare(session: Session, places: Places) -> "tuple[Places, Gazetteer, KnownEmployers]":
    """Spell everything; meant for a thread while nobody types yet."""
    return places, Gazetteer(places, session.ledger.fact("area")), employers.known(session)
