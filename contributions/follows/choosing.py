"""Choose, among the news of a batch, what each person is told: pure, and the same for the same rows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from consult.consultations.bulletin import Entry, Wanted
from contributions.follows.models import Follow
from contributions.models import Kind


@dataclass
class Following:
    """What one person follows, each thing with the instant since when; `anything` is by consultation.

    `listed` are the consultations in which they follow the whole or a theme: their new proposals concern them.
    """

    whole: dict[int, datetime] = field(default_factory=dict)
    themes: dict[int, datetime] = field(default_factory=dict)
    proposals: dict[int, datetime] = field(default_factory=dict)
    anything: dict[int, datetime] = field(default_factory=dict)
    listed: set[int] = field(default_factory=set)

    def add(self, follow: Follow) -> None:
        """Take one more follow into account."""
        since, consultation_id = follow.followed_at, follow.consultation_id
        self.anything[consultation_id] = min(since, self.anything.get(consultation_id, since))
        if follow.proposal_id is not None:
            self.proposals[follow.proposal_id] = since
            return
        self.listed.add(consultation_id)
        if follow.theme_id is not None:
            self.themes[follow.theme_id] = since
        else:
            self.whole[consultation_id] = since

    def concerns(self, entry: Entry) -> bool:
        """Say whether this is news of something followed, and happened since it was."""
        since = self._since(entry)
        return since is not None and entry.at > since

    def _since(self, entry: Entry) -> datetime | None:
        if entry.proposal_id is not None:
            return self.proposals.get(entry.proposal_id)
        if entry.kind != Kind.PROPOSAL:
            return self.anything.get(entry.consultation_id)
        followed = [self.whole.get(entry.consultation_id), *(self.themes.get(theme) for theme in entry.themes)]
        return min((since for since in followed if since is not None), default=None)


def followings(follows: Iterable[Follow]) -> dict[int, Following]:
    """Gather what each person follows, by account."""
    found: dict[int, Following] = {}
    for follow in follows:
        found.setdefault(follow.user_id, Following()).add(follow)
    return found


def wanted_by(people: Mapping[int, Following], since: datetime, until: datetime) -> Wanted:
    """Return what to ask the reporters once for all these people."""
    return Wanted(
        consultations=frozenset(number for one in people.values() for number in one.anything),
        since=since,
        until=until,
        listed=frozenset(number for one in people.values() for number in one.listed),
        discussed=frozenset(number for one in people.values() for number in one.proposals),
    )


def chosen_for(user_id: int, following: Following, told_until: datetime, news: Sequence[Entry]) -> list[Entry]:
    """Return what this person is told, in the order given: what concerns them, is new, and is not their doing."""
    return [
        entry
        for entry in news
        if entry.at > told_until and entry.author_id != user_id and following.concerns(entry)
    ]


@dataclass(frozen=True)
class Group:
    """The news of one consultation; `left_out` is how many more there are than a mail can hold."""

    consultation_id: int
    entries: Sequence[Entry]
    left_out: int


def by_consultation(entries: Sequence[Entry], *, at_most: int) -> list[Group]:
    """Group news by consultation, the one with the latest first."""
    grouped: dict[int, list[Entry]] = {}
    for entry in entries:
        grouped.setdefault(entry.consultation_id, []).append(entry)
    return [Group(number, found[:at_most], max(0, len(found) - at_most)) for number, found in grouped.items()]
