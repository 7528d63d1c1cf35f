"""Sign the themes one by one; a change to a signed theme lifts its signature, and the row says who lifted it."""

from datetime import datetime

from flask_babel import lazy_gettext as _l

from consult.accounts.models import User
from consult.kit import jobs
from consult.kit.db import session
from consult.kit.errors import Conflict, Invalid, NotFound
from synthesis.composer.shelf import Held
from synthesis.models import Synthesis, SynthesisStatus, ThemeSignature, TopicSignature
from synthesis.operations.life import WRITE_FILES
from synthesis.queries.edits import signatures_of, state_of, themes_of, topic_signatures_of
from synthesis.queries.syntheses import locked_synthesis
from synthesis.reading import fingerprint_of, shelf_of, topic_fingerprint


def topics_to_read(synthesis: Synthesis, section_id: str) -> list[Held]:
    """List the topics whose name was computed or that are fragile, and that nobody signed one by one."""
    signed = topic_signatures_of(synthesis, section_id)
    topics = shelf_of(synthesis, section_id).topics
    return [topic for topic in topics if topic.is_to_read and topic_fingerprint(topic) not in signed]


def sign_theme(
    actor: User, synthesis: Synthesis, section_id: str, *, seen: str, at: datetime, names_read: bool = True
) -> ThemeSignature:
    """Sign a theme as it reads now; `seen` names the state that was read, `names_read` says its topics were.

    Raises `NotFound` for what is not a theme, `Conflict` when someone changed it meanwhile or signed it, `Invalid`
    when topics that only a computation named were not read.
    """
    locked = draft_to_change(synthesis.id)
    if section_id not in {theme.section_id for theme in themes_of(locked)}:
        raise NotFound
    if section_id in signatures_of(locked):
        raise Conflict(_l("Ce thème est déjà signé."))
    refuse_unseen(locked, section_id, seen)
    if not names_read and topics_to_read(locked, section_id):
        raise Invalid(_l("Cochez d’abord que vous avez relu les noms de sujets."), "names_read")
    signature = ThemeSignature(
        synthesis_id=locked.id,
        section_id=section_id,
        sha256=fingerprint_of(locked, section_id),
        revision=locked.revision,
        actor_id=actor.id,
        at=at,
    )
    session.add(signature)
    session.flush()
    return signature


def sign_topic(actor: User, synthesis: Synthesis, section_id: str, key: str, *, seen: str, at: datetime) -> None:
    """Sign one topic as it reads now: its name, its texts, its quotes; the theme is signed apart.

    Raises `NotFound` for what is no topic, `Conflict` when someone changed the theme meanwhile or signed it.
    """
    locked = draft_to_change(synthesis.id)
    topic = next((one for one in shelf_of(locked, section_id).topics if one.key == key), None)
    if topic is None:
        raise NotFound
    refuse_unseen(locked, section_id, seen)
    fingerprint = topic_fingerprint(topic)
    if fingerprint in topic_signatures_of(locked, section_id):
        raise Conflict(_l("Ce sujet est déjà signé."))
    row = TopicSignature(synthesis_id=locked.id, section_id=section_id, sha256=fingerprint)
    row.name, row.actor_id, row.at = topic.name[:300], actor.id, at
    session.add(row)
    session.flush()


def lift_signature(synthesis: Synthesis, section_id: str, actor: User | None, *, at: datetime) -> bool:
    """Lift the signature of a theme, if it has one; no actor when a new computation changed it."""
    signature = signatures_of(synthesis).get(section_id)
    if signature is None:
        return False
    signature.lifted_at, signature.lifted_by_id = at, actor.id if actor else None
    session.flush()
    return True


# --- what every change does -------------------------------------------------------------


def draft_to_change(synthesis_id: int) -> Synthesis:
    """Return a draft nobody else can change until this transaction ends; raise `Conflict` when it is no draft."""
    locked = locked_synthesis(synthesis_id)
    if locked.status is not SynthesisStatus.DRAFT:
        raise Conflict(_l("Rouvrez d’abord cette synthèse : ses textes ne changent plus."))
    return locked


def refuse_unseen(synthesis: Synthesis, section_id: str, seen: str) -> None:
    """Raise `Conflict` when a part is no longer in the state that was read."""
    if seen != state_of(synthesis, section_id):
        raise Conflict(_l("Relisez ce thème : quelqu’un l’a modifié pendant que vous le lisiez."))


def follow_change(synthesis: Synthesis, section_id: str, actor: User, *, at: datetime) -> None:
    """Count a change, lift the signature of its theme, and ask for new files."""
    synthesis.revision += 1
    session.flush()
    lift_signature(synthesis, section_id, actor, at=at)
    jobs.enqueue(WRITE_FILES, {"id": synthesis.id}, at=at)
