"""Write what readers are given: JSON and CSV to fill in, and a page to print."""

from collections.abc import Iterator, Sequence
from json import dumps
from typing import Any

from flask_babel import gettext as _

from consult.kit.exports import csv_lines
from synthesis.analysis.codec import plain
from synthesis.analysis.corpus import ArgumentRow, CommentRow, Contribution, Corpus, ProposalRow, SourceRow
from synthesis.auditing.sampling import Number, Opened, Statement
from synthesis.composer.attribution import attribution
from synthesis.composer.document import Block, Document, ProposalBlock, QuoteBlock, Table, TopicBlock
from synthesis.composer.wording import Wording
from synthesis.dossier import SNAPSHOT
from synthesis.formats.html import STYLESHEET, environment, stylesheet

FORMAT = "consult-audit/1"
JSON, CSV, HTML = "releve.json", "releve.csv", "releve.html"

Plain = dict[str, Any]


def files(dossiers: Sequence[Opened], statements: Sequence[Statement], seed: int) -> dict[str, bytes]:
    """Write the three sheets and the stylesheet of the printed one."""
    return {
        JSON: _json(dossiers, statements, seed),
        CSV: _csv(statements),
        HTML: _html(dossiers, statements, seed),
        STYLESHEET: stylesheet(),
    }


def _json(dossiers: Sequence[Opened], statements: Sequence[Statement], seed: int) -> bytes:
    whole = {
        "format": FORMAT,
        "instructions": _instructions(),
        "seed": seed,
        "statements": [_plain_statement(one) for one in statements],
        "dossiers": {opened.slug: _plain_dossier(opened) for opened in dossiers},
    }
    return (dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def _plain_statement(one: Statement) -> Plain:
    return {
        "id": one.id,
        "dossier": one.dossier,
        "place": list(one.place),
        "sentence": one.sentence,
        "numbers": [plain(number) for number in one.numbers],
        "evidence": list(one.evidence),
        "texts": [{"ref": row.ref, "what": _what(row), "text": _words(row)} for row in one.texts],
    }


def _plain_dossier(opened: Opened) -> Plain:
    """Give what the sentences of a dossier are judged on: rows with texts, topics, quotes, tables."""
    corpus = opened.corpus
    return {
        "consultation": plain(corpus.consultation),
        "taken_at": corpus.taken_at.isoformat(),
        "participation": plain(corpus.participation),
        "moderation": plain(corpus.moderation),
        "opinion": plain(corpus.opinion),
        "topics": [_plain_topic(block) for block in _topics(opened.document)],
        "quotes": [plain(one) for one in _quotes(opened.document)],
        "tables": [_plain_table(block) for block in _blocks(opened.document) if isinstance(block, Table)],
        "photograph": {"name": SNAPSHOT, "sha256": opened.fingerprint},
        "rows": [_plain_row(corpus, row) for row in corpus.contributions],
    }


def _topics(document: Document) -> list[TopicBlock]:
    return [block for block in _blocks(document) if isinstance(block, TopicBlock)]


def _blocks(document: Document) -> Iterator[Block]:
    return (block for section in document.walk() for block in section.blocks)


def _quotes(document: Document) -> Iterator[QuoteBlock]:
    """Yield every quote: those of topics, then those of each side of a proposal."""
    for block in _blocks(document):
        if isinstance(block, TopicBlock):
            yield from block.quotes
        if isinstance(block, ProposalBlock):
            yield from (quote for side in block.sides for quote in side.quotes)


def _plain_table(block: Table) -> Plain:
    return {"caption": block.caption, "headings": list(block.headings), "rows": [list(row) for row in block.rows]}


def _plain_topic(block: TopicBlock) -> Plain:
    return {"title": block.title, "sentence": block.claim.text, "evidence": list(block.claim.evidence)}


def _plain_row(corpus: Corpus, row: Contribution) -> Plain:
    found: Plain = {
        "ref": row.ref,
        "theme": corpus.theme_id_of(row),
        "author": row.author,
        "channel": row.channel.value,
        "published_at": row.published_at.isoformat(),
        "text": _words(row),
    }
    if isinstance(row, ProposalRow):
        found |= {"title": row.title, **_votes(row)}
    if isinstance(row, ArgumentRow | CommentRow | SourceRow):
        found["proposal"] = f"P{row.proposal_id}"
    if isinstance(row, ArgumentRow):
        found["position"] = row.position.value
    return found


def _votes(row: ProposalRow) -> Plain:
    return {"votes": plain(row.votes), "imported_votes": plain(row.imported_votes), "marked": row.marked}


def _words(row: Contribution) -> str:
    """Give what a person reads of a contribution: its title and address where it has any, then its text."""
    parts = [row.title] if isinstance(row, ProposalRow | SourceRow) else []
    parts += [row.link] if isinstance(row, SourceRow) else []
    return "\n\n".join(part for part in (*parts, row.text) if part)


def _instructions() -> list[str]:
    """Tell readers when to say that a sentence is supported."""
    return [
        _("Pour chaque phrase, dites si ce qui lui est joint l’appuie, et sinon pourquoi. Ne vous concertez pas."),
        _(
            "Elle est appuyée quand chaque contribution nommée porte ce que la phrase en dit, et quand chaque "
            "nombre est celui que l’on trouve en comptant."
        ),
        _("Elle ne l’est pas si elle dit plus, ou autre chose, ou si rien ne permet d’en juger."),
        _(
            "Jugez la phrase, non le titre : si elle dit que des contributions parlent d’une chose, au moins neuf "
            "sur dix des textes donnés doivent en parler ; si elle en compte, le compte doit se vérifier."
        ),
        _(
            "D’une phrase sur la méthode, jugez sur ce que le relevé donne de chaque dossier : ses contributions, "
            "ses citations, ses tableaux, l’empreinte de ses données. Ce que le dossier demande de refaire "
            "(« consult synthesis verify ») n’est pas à refaire : n’objectez que si quelque chose le contredit."
        ),
    ]


# --- on paper and in a spreadsheet -----------------------------------------------------


def _csv(statements: Sequence[Statement]) -> bytes:
    headings = (
        _("affirmation"),
        _("partie"),
        _("phrase"),
        _("nombres"),
        _("à l’appui"),
        _("textes"),
        _("appuyée (oui ou non)"),
        _("pourquoi"),
    )
    return "".join(csv_lines(headings, [_cells(one) for one in statements])).encode()


def _cells(one: Statement) -> list[str]:
    numbers = "\n".join(_number(number) for number in one.numbers)
    texts = "\n\n".join(f"{row.ref}. {_words(row)}" for row in one.texts)
    return [one.id, " › ".join(one.place), one.sentence, numbers, ", ".join(one.evidence), texts, "", ""]


def _number(number: Number) -> str:
    told = f"{number.name} = {number.value}"
    return f"{told} ({number.meaning})" if number.meaning else told


def _html(dossiers: Sequence[Opened], statements: Sequence[Statement], seed: int) -> bytes:
    page = environment().get_template("synthesis/audit.html")
    written = page.render(
        _=_,
        title=_("Relevé de %(count)s phrases", count=len(statements)),
        consultations=[opened.document.title for opened in dossiers],
        statements=statements,
        seed=seed,
        instructions=_instructions(),
        stylesheet=STYLESHEET,
        words=_words,
        told=_number,
        what=_what,
    )
    return (written + "\n").encode()


def _what(row: Contribution) -> str:
    return attribution(row, Wording())
