"""Say in French what an import read, kept and left out."""

from collections.abc import Callable, Iterator, Mapping

from flask_babel import gettext as _
from flask_babel import ngettext

from consult.kit.languages import number
from contributions.imports.rows import Brought
from contributions.imports.writer import Outcome
from contributions.models import Kind

_COUNTED: dict[Kind, Callable[[int], str]] = {
    Kind.PROPOSAL: lambda many: ngettext(
        "%(count)s proposition", "%(count)s propositions", many, count=number(many)
    ),
    Kind.ARGUMENT: lambda many: ngettext("%(count)s argument", "%(count)s arguments", many, count=number(many)),
    Kind.SOURCE: lambda many: ngettext("%(count)s source", "%(count)s sources", many, count=number(many)),
}


def lines(brought: Brought, outcome: Outcome) -> Iterator[str]:
    """Yield the report, one sentence a line; each record left out has its own, with its file and line."""
    yield _("Lus : %(texts)s.", texts=_counts(brought.read))
    yield _("Gardés : %(texts)s.", texts=_counts(_kept(brought), _around(brought)))
    for one in brought.set_aside:
        yield _(
            "Laissé de côté : %(file)s, %(count)s lignes (%(reason)s).",
            file=one.file,
            count=number(one.count),
            reason=one.reason,
        )
    for out in brought.left_out:
        yield _("Laissé de côté : %(file)s, ligne %(line)s : %(reason)s", **vars(out))
    yield _written(outcome)
    yield _("À lire à l’adresse /consultations/%(slug)s", slug=outcome.slug)


def _kept(brought: Brought) -> dict[Kind, int]:
    return {
        Kind.PROPOSAL: len(brought.proposals),
        Kind.ARGUMENT: len(brought.arguments),
        Kind.SOURCE: len(brought.sources),
    }


def _around(brought: Brought) -> tuple[str, str]:
    themes, people = len(brought.themes), len(brought.authors)
    return (
        ngettext("%(count)s thème", "%(count)s thèmes", themes, count=number(themes)),
        ngettext("%(count)s auteur", "%(count)s auteurs", people, count=number(people)),
    )


def _written(outcome: Outcome) -> str:
    added = {kind: many for kind, many in outcome.added.items() if many}
    if not added:
        return _("Rien à ajouter : tout était déjà là, et rien n’a changé.")
    return _("Ajoutés : %(texts)s.", texts=_counts(added))


def _counts(read: Mapping[Kind, int], others: tuple[str, ...] = ()) -> str:
    return ", ".join([*(_COUNTED[kind](read[kind]) for kind in _COUNTED if kind in read), *others])
