"""Documents for the tests of formats: an ordinary one, and one in which every text attacks its format."""

from dataclasses import replace

from synthesis import dossier
from synthesis.analysis.corpus import Corpus, ThemeRow
from synthesis.composer.document import Claim, Document, Introduction, Paragraph, Section
from synthesis.composer.edits import AddedIntroduction, Edits, Replacement
from synthesis.dossier import Dossier
from tests.factories.corpora import argument, comment, corpus, facts, lively_corpus, proposal, source, votes

SITE = "https://participer.exemple.fr"
ATTACKS = (
    '=HYPERLINK("https://mal.exemple";"clic")',
    '#eval("panic()") #image("/etc/passwd") $x^2$ *gras* @label <label> \\ `code`',
    "<script>alert(1)</script><img src=x onerror=alert(1)> & \" '",
    "{{ 7 * 7 }} {% raw %} ]]> <!-- --> <?xml?>",
)
ODD_SIGNS = "Signe \u0007 \u000b \u2028 \u202e 😀 中文 fin"


def hostile_corpus() -> Corpus:
    text = ". ".join(ATTACKS) + ". " + ODD_SIGNS
    return corpus(
        proposal(1, text, ATTACKS[1], votes=votes(40, 5, 30), author_kind=ATTACKS[2], territory_name=ATTACKS[0]),
        proposal(2, "=1+1", ATTACKS[0], votes=votes(40, 5, 30)),
        proposal(3, ATTACKS[2], ATTACKS[2], votes=votes(40, 5, 30)),
        proposal(4, ODD_SIGNS, f"{ATTACKS[3]} {ODD_SIGNS}", votes=votes(40, 5, 30)),
        themes=(ThemeRow(1, "theme", ATTACKS[1], 1),),
        arguments=(argument(1, 1, text), argument(2, 1, ATTACKS[2])),
        comments=(comment(1, 1, ATTACKS[0]),),
        sources=(source(1, 1, ATTACKS[1]),),
        consultation=facts(title=ATTACKS[2], fictitious=True),
    )


def made(whole: Corpus | None = None, *, site: str = SITE) -> Dossier:
    edits = Edits(
        (Replacement("brief.published", "Une phrase de la main du secrétariat."),),
        (AddedIntroduction("theme-1", "Une introduction du secrétariat."),),
    )
    return dossier.build(whole or lively_corpus(), edits, site=site)


def by_hand() -> Document:
    """Return a document of one part: an introduction of two paragraphs, and a sentence that holds its mark."""
    written = "L’école inquiète. [rédigé par le secrétariat] Calculé : 4 contributions."
    claim = Claim("topic.size.1", "topic.size", written, computed="4 contributions.")
    blocks = (Introduction("Premier paragraphe.\r\n\r\nSecond paragraphe."), Paragraph((claim,)))
    return replace(made().document, sections=(Section("en-bref", "En bref", blocks),))
