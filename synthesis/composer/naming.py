"""What a topic is called in a sentence: its words, the proposal most of it answers, or honestly nothing."""

from synthesis.analysis.topics import Part, Topic, bears_a_title
from synthesis.composer.quoting import LONGEST_TITLE, title_inside
from synthesis.composer.writer import Writer


def topic_name(writer: Writer, group: Topic | Part, longest: int = LONGEST_TITLE) -> str:
    """Name a group: its words, a proposal's title, or honestly nothing, with the proposal it holds most of."""
    if group.label:
        return ", ".join(group.label)
    title = _title(writer, group, longest)
    if bears_a_title(group):
        return writer.say.gettext("autour de « %(title)s »", title=title)
    if title:
        return writer.say.gettext("contributions diverses, dont « %(title)s »", title=title)
    return writer.say.gettext("contributions diverses")


def how_named(writer: Writer, group: Topic | Part) -> str:
    """Count the contributions its name speaks of."""
    say, named = writer.say, writer.say.number(len(group.named))
    if group.label:
        return say.gettext("dont au moins %(named)s avec un mot de ce nom", named=named)
    if group.about:
        return say.gettext("dont %(named)s sur cette proposition", named=named)
    return say.gettext("sans mot qui les réunisse")


def _title(writer: Writer, group: Topic | Part, longest: int) -> str:
    if not group.about:
        return ""
    return title_inside(writer.findings.corpus.title_of(group.about), longest)
