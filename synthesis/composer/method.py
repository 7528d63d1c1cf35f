"""How the synthesis was made, in words a reader checks it by."""

from synthesis.composer.document import Paragraph, Section
from synthesis.composer.gridded import has_grid, method_text
from synthesis.composer.writer import Writer


def method(writer: Writer) -> Section:
    """Compose the part that says how to read the synthesis."""
    texts = [_contents(writer), _sentences(writer), _votes(writer), _topics(writer), _quotes(writer)]
    if has_grid(writer):
        texts.insert(4, ("grid", method_text(writer.say)))
    if writer.findings.corpus.consultation.imported:
        texts.append(_imported(writer))
    paragraphs = tuple(Paragraph((writer.claim(f"method.{name}", text),)) for name, text in texts)
    return Section("methode", writer.say.gettext("Comment lire cette synthèse"), paragraphs)


def _contents(writer: Writer) -> tuple[str, str]:
    return "contents", writer.say.gettext(
        "Cette synthèse est calculée à partir de toutes les contributions publiées : propositions, "
        "arguments, commentaires et sources. Aucune n’est écartée : l’annexe les donne toutes, une seule "
        "fois, avec leur place."
    )


def _sentences(writer: Writer) -> tuple[str, str]:
    return "sentences", writer.say.gettext(
        "Chaque phrase est un modèle fixe, rempli par des comptages. Elle renvoie aux contributions sur "
        "lesquelles elle s’appuie : P désigne une proposition, A un argument, C un commentaire, S une "
        "source. Les phrases que le secrétariat a écrites portent la mention « rédigé par le "
        "secrétariat »."
    )


def _votes(writer: Writer) -> tuple[str, str]:
    return "votes", writer.say.gettext(
        "Une proposition n’est classée qu’à partir de dix votes. Son rang dépend d’une estimation "
        "prudente de la part des votes pour, celle que la part véritable dépasse dix-neuf fois sur "
        "vingt : une proposition ne passe donc pas devant une autre parce que peu de personnes l’ont lue."
    )


def _topics(writer: Writer) -> tuple[str, str]:
    return "topics", writer.say.gettext(
        "Les sujets réunissent des phrases proches par leurs mots, et par leur sens là où le modèle qui le "
        "mesure est nommé parmi les versions. Ce qui répond à une proposition est rapproché avec son "
        "titre. Un sujet est dit « autour » d’elle si elle et ses réponses en font la moitié, et celle "
        "d’aucun autre ; sinon il porte les mots que "
        "plusieurs auteurs y emploient plus qu’ailleurs, et il dit combien de ses contributions en emploient un ; "
        "quand trop peu le font, il n’a pas de nom. Un sujet est dit solide s’il se reforme quand on "
        "retire au hasard une phrase sur cinq, fragile sinon. Une contribution peut relever de plusieurs "
        "sujets ; elle est placée sous celui qui tient le plus de ses phrases."
    )


def _quotes(writer: Writer) -> tuple[str, str]:
    return "quotes", writer.say.gettext(
        "Les citations sont reprises mot pour mot, chacune avec la contribution d’où elle vient. Sous un même "
        "sujet, ou d’un même côté d’une proposition, un auteur n’est cité qu’une fois. Elles sont choisies pour "
        "couvrir ce qui est dit : ni les votes ni les soutiens n’entrent dans ce choix."
    )


def _imported(writer: Writer) -> tuple[str, str]:
    return "imported", writer.say.gettext(
        "Cette consultation s’est tenue sur un autre site. Les totaux de votes que ce site a publiés "
        "classent les propositions ; ils sont dits « importés » et ne se mêlent pas aux votes exprimés "
        "ici."
    )
