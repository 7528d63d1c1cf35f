"""The states a synthesis, its edits and its contests go through, and what may follow what."""

from enum import StrEnum


class SynthesisStatus(StrEnum):
    """The life of a synthesis: computed or stopped, written, signed off, then public and frozen."""

    BUILDING = "building"
    STOPPED = "stopped"
    DRAFT = "draft"
    VALIDATED = "validated"
    PUBLISHED = "published"


TRANSITIONS: dict[SynthesisStatus, frozenset[SynthesisStatus]] = {
    SynthesisStatus.BUILDING: frozenset({SynthesisStatus.DRAFT, SynthesisStatus.STOPPED}),
    SynthesisStatus.STOPPED: frozenset({SynthesisStatus.BUILDING}),
    SynthesisStatus.DRAFT: frozenset({SynthesisStatus.BUILDING, SynthesisStatus.VALIDATED}),
    SynthesisStatus.VALIDATED: frozenset({SynthesisStatus.DRAFT, SynthesisStatus.PUBLISHED}),
    SynthesisStatus.PUBLISHED: frozenset(),
}
"""Which status may follow which; each passage leaves a `SynthesisChange`."""


class BuildPhase(StrEnum):
    """What the worker is doing for a synthesis, in this order."""

    READING = "reading"
    ANALYSIS = "analysis"
    KEEPING = "keeping"
    FILES = "files"


class EditTarget(StrEnum):
    """What a person may change: a sentence, the opening of a part, then what is arranged (as `ChangeKind`)."""

    SENTENCE = "sentence"
    INTRODUCTION = "introduction"
    NAME = "name"
    MERGE = "merge"
    SPLIT = "split"
    MOVE = "move"
    RANK = "rank"
    QUOTE = "quote"
    EVIDENCE = "evidence"
    CHAPTERS = "chapters"


WRITTEN = frozenset({EditTarget.SENTENCE, EditTarget.INTRODUCTION, EditTarget.CHAPTERS})
"""What holds as the last text written in one place; the others are applied one after the other."""


class ContestKind(StrEnum):
    """What an author says of their own contribution in a provisional synthesis."""

    MISPLACED = "misplaced"
    MISUNDERSTOOD = "misunderstood"


class ContestAnswer(StrEnum):
    """What the secretariat answered: the synthesis was changed, or the choice is explained."""

    ACCEPTED = "accepted"
    EXPLAINED = "explained"
