"""A text whose words may be quoted, as it stands in the data a synthesis was computed from."""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from consult.kit.errors import Invalid, NotFound
from consult.kit.text.sentences import Sentence, split
from synthesis.asked import Asked, TopicAsked
from synthesis.composer.attribution import attribution
from synthesis.composer.document import QuoteBlock
from synthesis.composer.wording import Wording
from synthesis.reading import corpus_of_snapshot

SHORTEST_WORDS = 10


@dataclass(frozen=True)
class Quotable(Asked):
    """A contribution of a topic: its whole text, its sentences, who says it."""

    asked: TopicAsked
    ref: str
    path: str
    text: str
    attribution: str
    sentences: tuple[Sentence, ...]

    def quote(self, span: str, words: str) -> QuoteBlock:
        """Make a quote of a sentence, or of words typed; raise `Invalid` for words the text does not hold."""
        typed = words.strip()
        start, end = self._place_of(typed) if typed else self._sentence_at(span)
        return QuoteBlock(self.ref, self.path, start, end, self.text[start:end], self.attribution)

    def _place_of(self, words: str) -> tuple[int, int]:
        start = self.text.find(words)
        if len(words) < SHORTEST_WORDS or start < 0:
            raise Invalid(_l("Copiez des mots de ce texte tels quels : ceux-ci n’y sont pas."), "words")
        return start, start + len(words)

    def _sentence_at(self, span: str) -> tuple[int, int]:
        found = next((one for one in self.sentences if f"{one.start}-{one.end}" == span), None)
        if found is None:
            raise Invalid(_l("Choisissez une phrase, ou copiez des mots de ce texte."), "sentence")
        return found.start, found.end


def quotable_text(asked: TopicAsked, ref: str) -> Quotable:
    """Return a text of a topic as the data hold it; raise `NotFound` for any other."""
    row = corpus_of_snapshot(asked.synthesis.snapshot_id or 0).by_ref.get(ref)
    if row is None:
        raise NotFound
    said = attribution(row, Wording())
    return Quotable(asked.synthesis, asked, ref, row.path, row.text, said, tuple(split(row.text)))
