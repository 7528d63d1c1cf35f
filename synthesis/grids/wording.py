"""The words for what people do to a grid."""

from flask_babel import lazy_gettext as _l

from consult.kit.errors import Sentence
from synthesis.analysis.grids import GestureKind

GESTURES: dict[GestureKind, Sentence] = {
    GestureKind.ADD: _l("code ajouté"),
    GestureKind.NAME: _l("code renommé"),
    GestureKind.RANK: _l("ordre changé"),
    GestureKind.MERGE: _l("codes réunis"),
    GestureKind.REMOVE: _l("code ôté"),
    GestureKind.CODE: _l("contribution codée"),
}
