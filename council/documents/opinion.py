"""Compose an opinion as a document: its parts, its recommendations, what they rest on, the votes, the dissents."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import force_locale, ngettext
from flask_babel import gettext as _

from consult.kit.languages import full_date, number
from council.documents.writing import bullets, labels, paragraph, section_of, sections
from council.models import Choice, Citation, Dissent, Opinion, Recommendation, RecordedVote
from council.queries.adoption import Adoption
from council.queries.citations import Sources
from council.reading import cited_for
from council.wording import member_name
from council.wording.opinions import DISSENTS, VOICES
from council.wording.sittings import voter_name
from synthesis.composer.document import Block, Document, Section, Table


@dataclass(frozen=True)
class OpinionRead:
    """An opinion with all that a reader is shown beside it."""

    opinion: Opinion
    sources: Sources
    adoption: Adoption | None
    dissents: Sequence[Dissent]
    correction: Opinion | None = None


def opinion_document(read: OpinionRead) -> Document:
    """Compose an opinion in French, whatever the reader's language: it is a document of the council."""
    with force_locale("fr"):
        opinion = read.opinion
        consultation = opinion.consultation
        fictitious = consultation is not None and consultation.fictitious
        return Document(
            title=opinion.title,
            subtitle=_("Avis n° %(number)s", number=opinion.number) if opinion.number else _("Projet d’avis"),
            dateline=_dateline(opinion),
            organiser=opinion.council.name,
            language="fr",
            notice=_("Données fictives : aucun conseil n’a rendu cet avis.") if fictitious else "",
            taken_at=opinion.published_at or opinion.created_at,
            snapshot="",
            sections=_parts(read),
            labels=labels(),
        )


def _dateline(opinion: Opinion) -> str:
    said = [
        _("Adopté le %(day)s", day=full_date(opinion.adopted_on)) if opinion.adopted_on else "",
        _("Publié le %(day)s", day=full_date(opinion.published_at)) if opinion.published_at else "",
        _("Rapporteur : %(name)s", name=member_name(opinion.rapporteur)),
        *basis(opinion),
    ]
    return " · ".join(one for one in said if one)


def basis(opinion: Opinion) -> list[str]:
    """Say what an opinion rests on: a referral, a consultation, and the opinion it corrects."""
    referral, consultation, corrected = opinion.referral, opinion.consultation, opinion.corrects
    said = []
    if referral:
        said.append(_("Saisine n° %(number)s : %(title)s", number=referral.number, title=referral.title))
    if consultation:
        said.append(_("Consultation : %(title)s", title=consultation.title))
    if corrected:
        said.append(_("Corrige l’avis n° %(number)s", number=corrected.number))
    return said


def _parts(read: OpinionRead) -> tuple[Section, ...]:
    opinion = read.opinion
    own = [section_of(f"partie-{one.id}", one.title, one.said) for one in opinion.sections]
    return sections(
        _corrected(read),
        *own,
        _recommendations(read),
        _rests_on(read),
        _votes(read.adoption),
        *(_dissent(one) for one in read.dissents),
    )


def _corrected(read: OpinionRead) -> Section | None:
    later = read.correction
    if later is None or not later.is_public:
        return None
    words = _("Cet avis est corrigé par l’avis n° %(number)s.", number=later.number)
    return Section("correction", _("Correction"), (paragraph(words),))


def _recommendations(read: OpinionRead) -> Section:
    found = tuple(_recommendation(read, one) for one in read.opinion.recommendations)
    return Section("recommandations", _("Recommandations"), (), found)


def _recommendation(read: OpinionRead, one: Recommendation) -> Section:
    cited = cited_for(read.opinion, one.id)
    blocks: list[Block] = [paragraph(text) for text in one.said.split("\n\n")]
    if cited:
        blocks.append(bullets([_cited(read.sources, citation) for citation in cited]))
    title = _("Recommandation %(number)s", number=one.position)
    return Section(f"recommandation-{one.position}", title, tuple(blocks))


def _rests_on(read: OpinionRead) -> Section | None:
    others = [one for one in read.opinion.citations if one.recommendation_id is None]
    if not others:
        return None
    lines = [_cited(read.sources, citation) for citation in others]
    return Section("citations", _("Ce sur quoi l’avis repose"), (bullets(lines),))


def _cited(sources: Sources, citation: Citation) -> str:
    words, count = sources.words(citation), len(citation.evidence)
    quoted = words if words and words.startswith("«") else words and _("« %(words)s »", words=words)
    said = quoted or _("Des mots qui ne sont plus publics")
    behind = ngettext(
        "%(count)s contribution à l’appui", "%(count)s contributions à l’appui", count, count=number(count)
    )
    return _(
        "%(said)s Synthèse, « %(place)s » ; %(behind)s.",
        said=said,
        place=sources.place(citation),
        behind=behind,
    )


def _votes(adoption: Adoption | None) -> Section | None:
    if adoption is None:
        return None
    return Section("vote", _("Le vote"), tuple(_vote(vote) for vote in adoption.votes))


def _vote(vote: RecordedVote) -> Table:
    rows = tuple(_voices(vote, choice) for choice in VOICES)
    caption = _(
        "%(question)s (%(day)s ; présents : %(present)s, quorum : %(quorum)s)",
        question=vote.question,
        day=full_date(vote.closed_at or vote.opened_at),
        present=vote.present,
        quorum=vote.quorum,
    )
    return Table(f"scrutin-{vote.id}", caption, (_("Voix"), _("Nombre"), _("Membres")), rows, (False, True, False))


def _voices(vote: RecordedVote, choice: Choice) -> tuple[str, str, str]:
    """Return how many members voted this way and who, even when nobody did."""
    names = [voter_name(one) for one in vote.voices if one.choice is choice]
    return str(VOICES[choice]), number(len(names)), ", ".join(names) or "–"


def _dissent(dissent: Dissent) -> Section:
    title = _("%(kind)s : %(title)s", kind=DISSENTS[dissent.kind], title=dissent.title)
    part = section_of(f"dissidence-{dissent.id}", title, dissent.said)
    names = ", ".join(member_name(one.member.user) for one in dissent.signatures)
    signed = paragraph(_("Signé : %(names)s.", names=names))
    return Section(part.id, part.title, (*part.blocks, signed), part.sections)
