"""French words: tokens, lemmas, and the words that carry no meaning of their own."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import simplemma

# An e-mail address is looked for once in each run of signs: a run of 20,000 must not cost their square.
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|(?<![^\s@])[^\s@]+@[^\s@.]+\.[^\s@]+")
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_ELISION = re.compile(r"^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|quelqu|presqu)['’]", re.IGNORECASE)
_MASKED = re.compile(r"\[[^\]\n]{1,20}\]")

_FUNCTION_WORDS = """
à afin ai aie ainsi alors après as assez au aucun aucune aujourd'hui auquel aussi autant autre autres aux
auxquels auxquelles avant avec beaucoup bien bon bonne bonjour car ce ceci cela celle celles celui cent
cependant certain certaine certains certaines ces cet cette ceux chacun chacune chaque chez ci comme comment
concernant contre cordialement dans davantage de dedans déjà depuis dernier dernière derrière des dès désormais
dessous dessus deux devant divers diverses donc dont du duquel durant elle elles en encore enfin ensuite entre
environ et etc eu eux éventuellement exemple façon fois fort grâce hors hui ici il ils je jusque la là laquelle
le lequel les lesquels lesquelles leur leurs loin lors lorsque lui ma maintenant mais malgré manière me meilleur
même mêmes merci mes mieux mille moi moins mon moyennant ne néanmoins ni non nos notamment notre nôtre nous
nouveau nouvelle nul on or ou où oui outre par parce parfois parmi particulier particulièrement partir pas
pendant peu plupart plus plusieurs plutôt pour pourquoi pourtant premier première près presque probablement
puis puisque qu quand quant que quel quelle quelles quelque quelques quelqu'un quels qui quoi quoique rien sa
sans sauf se second selon sera ses seul seule seulement si simplement sinon six soi soit son sont souvent sous
suffisamment suivant sur surtout ta tant te tel telle tellement telles tels ton tôt toujours tout toute
toutefois toutes tous très trop trois tu un une unique vers via voici voilà voire vos votre vôtre vous vraiment y
absolument actuellement ailleurs auprès certes chose cas compte effectivement effet également évidemment
fait faire genre général globalement gros haut idem niveau partie personne petit point possible possibilité
quotidien réellement sorte suite sujet titre total totalement vrai vue cadre terme termes type nombre
nécessaire important importante essentiel ensemble propre différent clairement forcément longtemps moment
tard tandis afin malheureusement heureusement uniquement directement vis afin ci-dessus ci-dessous c-à-d
ça celui-ci celle-ci celles-ci ceux-ci lui-même elle-même eux-mêmes elles-mêmes nous-mêmes vous-même vous-mêmes
moi-même soi-même jamais peut-être vis-à-vis est-à-dire au-delà là-bas quelques-uns quelques-unes
janvier février mars avril mai juin juillet août septembre octobre novembre décembre
quatre cinq sept huit neuf dix vingt trente cinquante grand grande jour jours
"""
_MODAL_AND_LIGHT_VERBS = """
être avoir faire pouvoir devoir falloir vouloir aller venir savoir mettre prendre donner dire voir permettre
sembler rester laisser tenir trouver croire penser passer rendre suivre devenir parler demander arriver
souhaiter aimer espérer concerner consister convenir
"""

# Nouns that a dictionary takes for a form of a light verb.
_NOUNS = {
    "donnée": "donnée",
    "demande": "demande",
    "demandes": "demande",
    "pouvoirs": "pouvoir",
    "savoirs": "savoir",
    "suivi": "suivi",
}


@dataclass(frozen=True)
class Token:
    """One word of a text: as typed, and the lemma that counts as the same word."""

    surface: str
    lemma: str


def fold(text: str) -> str:
    """Lower the case and drop accents, punctuation and repeated spaces, to compare texts."""
    # Decomposed first: a letter inside a sign (« ㎴ », « 𝐅 ») only has a case once it stands alone.
    lowered = unicodedata.normalize("NFKD", text).casefold().replace("œ", "oe").replace("æ", "ae")
    return " ".join(unicodedata.normalize("NFKD", lowered).translate(_BARE).split())


class _Bare(dict[int, str | None]):
    """What each sign becomes once folded, found the first time it is met."""

    def __missing__(self, code: int) -> str | None:
        sign = chr(code)
        kept = None if unicodedata.combining(sign) else sign if sign.isalnum() else " "
        self[code] = kept
        return kept


_BARE = _Bare()


@lru_cache(maxsize=200_000)
def lemma(word: str) -> str:
    """Give the dictionary form of a French word, lower case, accents kept."""
    return _NOUNS.get(word.lower()) or str(simplemma.lemmatize(word, lang="fr")).lower()


def cleaned(text: str) -> str:
    """Blank addresses and what stands for a masked name: they say nothing of the subject."""
    return _MASKED.sub(" ", _ADDRESS.sub(" ", text))


def tokens(text: str) -> list[Token]:
    """Split a text into the words that carry meaning, in order."""
    return [token for word in _WORD.findall(cleaned(text)) if (token := _token(word)) is not None]


def is_stop_word(word: str) -> bool:
    """Say whether a word, or its lemma, never names what a text is about."""
    return fold(word) in _STOP or (word.lower() not in _NOUNS and fold(lemma(word)) in _STOP)


@lru_cache(maxsize=200_000)
def _token(word: str) -> Token | None:
    surface = word.lower().replace("’", "'")
    while _ELISION.match(surface):
        surface = _ELISION.sub("", surface)
    if len(surface) < 2 or not any(char.isalpha() for char in surface) or is_stop_word(surface):  # noqa: PLR2004
        return None
    return Token(surface, lemma(surface))


_STOP = frozenset(fold(word) for word in (_FUNCTION_WORDS + _MODAL_AND_LIGHT_VERBS).split())
