"""What the site keeps of a synthesis: the data it was computed from, the document, what people changed in it."""

from synthesis.models.contests import Contest
from synthesis.models.edits import EditReversal, SynthesisEdit, ThemeSignature, TopicSignature
from synthesis.models.states import (
    TRANSITIONS,
    WRITTEN,
    BuildPhase,
    ContestAnswer,
    ContestKind,
    EditTarget,
    SynthesisStatus,
)
from synthesis.models.syntheses import (
    Placement,
    Snapshot,
    Synthesis,
    SynthesisChange,
    SynthesisFile,
    SynthesisSection,
)

__all__ = [
    "TRANSITIONS",
    "WRITTEN",
    "BuildPhase",
    "Contest",
    "ContestAnswer",
    "ContestKind",
    "EditReversal",
    "EditTarget",
    "Placement",
    "Snapshot",
    "Synthesis",
    "SynthesisChange",
    "SynthesisEdit",
    "SynthesisFile",
    "SynthesisSection",
    "SynthesisStatus",
    "ThemeSignature",
    "TopicSignature",
]
