"""An office's two key pairs, and the card (单位名片) that shows the public halves to others."""

import hashlib
from dataclasses import asdict, dataclass, field

from desktop.envelope import age, seal

_FINGERPRINT_GROUPS = 6


@dataclass(frozen=True, slots=True)
class PublicKeys:
    """What others may know: to encrypt to this office, and to check its signature."""

    age_recipient: str
    verify_key: str


@dataclass(frozen=True, slots=True)
class OfficeKeys:
    """The secret halves: never shown, logged or written outside ``data.db``."""

    age_identity: str = field(repr=False)
    sign_key: str = field(repr=False)

    @property
    def public_part(self) -> PublicKeys:
        return PublicKeys(age.recipient_of(self.age_identity), seal.verify_key_of(self.sign_key))


def new_office_keys() -> OfficeKeys:
    return OfficeKeys(age.new_identity(), seal.new_sign_key())


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeCard:
    """Who an office is and how to write to it; ``level`` is village, township or county."""

    office_id: str
    name: str
    level: str
    area_code: str
    age_recipient: str
    verify_key: str
    made_at: str

    @property
    def fingerprint(self) -> str:
        """Six groups of four digits to read out on the telephone.

        They stand for the office's id and both keys: 80 bits, too many to search for
        another pair of keys with the same digits.
        """
        parts = (self.office_id, self.age_recipient, self.verify_key)
        digest = hashlib.sha256("\n".join(parts).encode()).digest()
        digits = f"{int.from_bytes(digest) % 10 ** (4 * _FINGERPRINT_GROUPS):024d}"
        return " ".join(digits[start : start + 4] for start in range(0, len(digits), 4))

    def members(self) -> dict[str, str]:
        """The card as plain members, for its file and for a ledger's list of offices."""
        return asdict(self)
