"""What the synthesis says of topics that come from the secretariat's grid: who placed their contributions."""

from collections.abc import Sequence

from synthesis.analysis.findings import ThemeFindings
from synthesis.analysis.grids import Share
from synthesis.analysis.topics import Topic
from synthesis.composer.document import Claim, Confidence
from synthesis.composer.wording import Wording
from synthesis.composer.writer import Writer

SURE = 0.5


def has_grid(writer: Writer) -> bool:
    """Say whether the topics of a theme come from a grid."""
    return any(found.topics.share is not None for found in writer.findings.themes)


def topic_claim(writer: Writer, topic: Topic, share: Share) -> Claim:
    """Say how many contributions a code gathers, and who placed them there."""
    say = writer.say
    text = say.ngettext(
        "%(num)s contribution sous ce code : %(placed)s.",
        "%(num)s contributions sous ce code : %(placed)s.",
        len(topic.refs),
        placed=_placed(say, share),
    )
    return writer.claim(
        "topic.size",
        text,
        scope=topic.key,
        evidence=topic.refs,
        confidence=_confidence(share),
        parameters=(("gathered", str(len(topic.refs))), *_counted(share)),
    )


def theme_claim(writer: Writer, found: ThemeFindings, share: Share) -> Claim:
    """Say that the topics of a theme are the secretariat's codes, and what rests on people or on the model."""
    say, left = writer.say, len(found.topics.ungrouped)
    refs = [row.ref for row in writer.findings.corpus.contributions_of(found.theme)]
    text = say.ngettext(
        "Les sujets de ce thème sont les codes que le secrétariat a choisis. Sur %(num)s "
        "contribution : %(placed)s ; %(left)s.",
        "Les sujets de ce thème sont les codes que le secrétariat a choisis. Sur %(num)s "
        "contributions : %(placed)s ; %(left)s.",
        len(refs),
        placed=_placed(say, share),
        left=say.ngettext("%(num)s n’entre sous aucun code", "%(num)s n’entrent sous aucun code", left),
    )
    if found.topics.unfilled:
        text = f"{text} {_unfilled(say, found.topics.unfilled)}"
    return writer.claim(
        "theme.grid",
        text,
        scope=f"theme-{found.theme.id}",
        evidence=refs,
        confidence=_confidence(share),
        parameters=(*_counted(share), ("ungrouped", str(left))),
    )


def _unfilled(say: Wording, names: Sequence[str]) -> str:
    quoted = [say.gettext("« %(code)s »", code=name) for name in names]
    return say.gettext("Aucune contribution n’entre sous %(codes)s.", codes=say.enumeration(quoted))


def method_text(say: Wording) -> str:
    """Say how texts are placed under the codes of a grid."""
    return say.gettext(
        "Là où le secrétariat a choisi ses propres codes, les sujets sont ces codes. Des personnes ont lu des "
        "contributions et leur ont donné un code ou plusieurs ; une régression logistique, qui apprend de ces "
        "exemples, place les autres et dit sa confiance, entre 0 et 100 %. Sous 50 %, elle ne "
        "place rien : la contribution reste sans code. Chaque sujet dit combien de ses "
        "contributions ont été placées par une personne et combien par ce calcul."
    )


def _placed(say: Wording, share: Share) -> str:
    people = say.ngettext(
        "%(num)s lue et codée par une personne", "%(num)s lues et codées par une personne", share.by_people
    )
    if not share.by_model:
        return people
    model = say.ngettext(
        "%(num)s placée par le calcul, avec une confiance de %(sure)s",
        "%(num)s placées par le calcul, avec une confiance médiane de %(sure)s",
        share.by_model,
        sure=say.share(round(100 * share.confidence), 100),
    )
    return say.enumeration([people, model])


def _confidence(share: Share) -> Confidence:
    if not share.by_model:
        return Confidence.EXACT
    return Confidence.SOLID if share.confidence >= SURE else Confidence.FRAGILE


def _counted(share: Share) -> tuple[tuple[str, str], ...]:
    return (
        ("by_people", str(share.by_people)),
        ("by_model", str(share.by_model)),
        ("confidence", f"{share.confidence:.4f}"),
    )
