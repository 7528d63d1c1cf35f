"""Say what moderation keeps: the charter's rules, flags, decisions with their reasons, who reads what now."""

from moderation.models.automation import Automation
from moderation.models.charters import Charter, CharterAcceptance, CharterRule
from moderation.models.concerns import Concern, Examination, Flag, Reading, Signal, TextBand
from moderation.models.decisions import Appeal, Decision, MaskedText, Suspension
from moderation.models.desk import Duty, Evidence, SavedReply, StaffRead
from moderation.models.reading_once import Merging, PickedQuote, Tag
from moderation.models.reasons import LAW, PRESSING, Degree, FlagReason, Gravity, Verdict

__all__ = [
    "LAW",
    "PRESSING",
    "Appeal",
    "Automation",
    "Charter",
    "CharterAcceptance",
    "CharterRule",
    "Concern",
    "Decision",
    "Degree",
    "Duty",
    "Evidence",
    "Examination",
    "Flag",
    "FlagReason",
    "Gravity",
    "MaskedText",
    "Merging",
    "PickedQuote",
    "Reading",
    "SavedReply",
    "Signal",
    "StaffRead",
    "Suspension",
    "Tag",
    "TextBand",
    "Verdict",
]
