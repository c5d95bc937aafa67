"""The entities of the ledger, each declared once."""

from desktop.domain.dictionary import Dictionary
from desktop.domain.entities.checking import CheckSlot, SpotCheck
from desktop.domain.entities.employment import EmploymentSpell
from desktop.domain.entities.household import Household, Membership
from desktop.domain.entities.office import Account, Office
from desktop.domain.entities.outside import OutsideFinding
from desktop.domain.entities.person import ExternalId, Person, Presence, Tag
from desktop.domain.entities.reference import (
    AgePolicy,
    Area,
    CodeItem,
    ImportProfile,
    RuleParameter,
)
from desktop.domain.entities.review import ReviewComment
from desktop.domain.entities.season import SeasonCount
from desktop.domain.entities.survey import HouseholdVisit, SurveyAnswer, SurveyRound, Waiver

STANDARD = Dictionary(
    Area,
    CodeItem,
    AgePolicy,
    RuleParameter,
    ImportProfile,
    Office,
    Account,
    Household,
    Person,
    Membership,
    ExternalId,
    Tag,
    Presence,
    SeasonCount,
    SurveyRound,
    HouseholdVisit,
    EmploymentSpell,
    SurveyAnswer,
    Waiver,
    CheckSlot,
    SpotCheck,
    ReviewComment,
    OutsideFinding,
)

__all__ = [
    "STANDARD",
    "Account",
    "AgePolicy",
    "Area",
    "CheckSlot",
    "CodeItem",
    "EmploymentSpell",
    "ExternalId",
    "Household",
    "HouseholdVisit",
    "ImportProfile",
    "Membership",
    "Office",
    "OutsideFinding",
    "Person",
    "Presence",
    "ReviewComment",
    "RuleParameter",
    "SeasonCount",
    "SpotCheck",
    "SurveyAnswer",
    "SurveyRound",
    "Tag",
    "Waiver",
]
