"""What a rule found: where, what is wrong with which value, and what to do."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding weighs: an error holds its household back, a doubt wants an answer."""

    ERROR = "错误"
    DOUBT = "疑点"
    HINT = "提示"


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding of a rule.

    Attributes:
        rule: the rule's number (domain §B).
        entity, record, field: the value it is about.
        household: the household that it holds back, if any.
        value: the value as shown, so that the sentence can be read alone.
        message: what is wrong, in Chinese, with the value in it.
        advice: what to do.
    """

    rule: int
    severity: Severity
    entity: str
    record: str
    field: str
    household: str
    value: str
    message: str
    advice: str
