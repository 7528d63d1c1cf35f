"""Say in a synthesis that words left it: at its head, in its limits, and beside the fingerprint of its data."""

from dataclasses import replace

from synthesis.composer.document import Block, Bullets, Claim, Document, Paragraph, Section
from synthesis.composer.withholding import REMOVED, Withheld
from synthesis.composer.wording import Wording

_HOW, _HASH = "reproducibility.how", "reproducibility.hash"
_TOLD_IN = frozenset({"en-bref", "limites"})


def told(document: Document, withheld: Withheld, fingerprint: str) -> Document:
    """Return a document that says which words left it; `fingerprint` is that of the data as they are given now."""
    say = Wording(document.language)
    return replace(document, sections=tuple(told_in(one, withheld, say, fingerprint) for one in document.sections))


def told_in(section: Section, withheld: Withheld, say: Wording, fingerprint: str = "") -> Section:
    """Return one part with the notice, where it is one of those that carry it."""
    if not withheld:
        return section
    if section.id == "reproductibilite":
        return replace(section, blocks=tuple(_checked(block, say, fingerprint) for block in section.blocks))
    return headed(section, withheld, say) if section.id in _TOLD_IN else section


def headed(section: Section, withheld: Withheld, say: Wording) -> Section:
    """Set the notice at the head of a part."""
    claim = Claim(f"withheld.{section.id}", "withheld", _notice(withheld, say), evidence=())
    claim = replace(claim, parameters=(("withheld", str(len(withheld.words))),))
    return replace(section, blocks=(Bullets((claim,), boxed=True), *section.blocks))


def _notice(withheld: Withheld, say: Wording) -> str:
    since = say.gettext("Depuis la publication") if withheld.was_public else say.gettext("Depuis le calcul")
    return say.ngettext(
        "%(since)s, des mots de %(num)s contribution ont été retirés de cette synthèse%(day)s : ils sont "
        "remplacés par « %(mark)s », ou par « [masqué par la modération] » si le reste du texte est en ligne. "
        "Les nombres n’ont pas changé.",
        "%(since)s, des mots de %(num)s contributions ont été retirés de cette synthèse%(day)s : ils sont "
        "remplacés par « %(mark)s », ou par « [masqué par la modération] » si le reste du texte est en ligne. "
        "Les nombres n’ont pas changé.",
        len(withheld.words),
        since=since,
        day=say.gettext(" (le %(day)s)", day=withheld.day) if withheld.day else "",
        mark=REMOVED,
    )


def _checked(block: Block, say: Wording, fingerprint: str) -> Block:
    if not isinstance(block, Paragraph):
        return block
    return replace(block, claims=tuple(_rewritten(claim, say, fingerprint) for claim in block.claims))


def _rewritten(claim: Claim, say: Wording, fingerprint: str) -> Claim:
    """Say of which file each fingerprint is, and what may still be checked."""
    if claim.id == _HOW:
        text = say.gettext(
            "Cette synthèse a été calculée sans service extérieur. Des mots ont été retirés depuis de ses "
            "données : le calcul ne peut plus être refait depuis ce dossier, et « consult synthesis verify » "
            "contrôle que chaque fichier est bien celui que le manifeste décrit."
        )
        return replace(claim, text=text, computed=None)
    return _fingerprinted(claim, say, fingerprint) if claim.id == _HASH else claim


def _fingerprinted(claim: Claim, say: Wording, fingerprint: str) -> Claim:
    first = say.gettext(
        "Empreinte (SHA-256) de la photographie d’origine, remplacée depuis : %(hash)s.",
        hash=dict(claim.parameters)["sha256"],
    )
    second = say.gettext("Celle du fichier qui la remplace est dans le manifeste.")
    if fingerprint:
        second = say.gettext("Empreinte du fichier photographie.json qui la remplace : %(hash)s", hash=fingerprint)
    return replace(claim, text=f"{first} {second}", computed=None)
