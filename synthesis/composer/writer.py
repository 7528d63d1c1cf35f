"""What every chapter is written with: claims, quotes, proposals in full view."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from synthesis.analysis.corpus import Contribution
from synthesis.analysis.facts import Channel, Position, VoteTotals
from synthesis.analysis.findings import Findings, Sides
from synthesis.analysis.quotes import LONGEST, Quote
from synthesis.analysis.votes import Reception
from synthesis.composer.attribution import arrival, attribution, nature
from synthesis.composer.document import Bar, Claim, Confidence, ProposalBlock, QuoteBlock, Side
from synthesis.composer.wording import Wording, printed


@dataclass(frozen=True)
class Writer:
    """The findings to tell and the language to tell them in."""

    findings: Findings
    say: Wording

    def count(self, figure: str) -> int:
        """Read a figure."""
        return self.findings.figures[figure]

    def written(self, figure: str) -> str:
        """Read a figure as it is printed."""
        return self.say.number(self.count(figure))

    def claim(
        self,
        template: str,
        text: str,
        *,
        scope: str = "",
        evidence: Iterable[str] = (),
        figures: Sequence[str] = (),
        confidence: Confidence = Confidence.EXACT,
        parameters: Sequence[tuple[str, str]] = (),
    ) -> Claim:
        """Make a claim; its identity is its template and what it is about, so it survives a new run."""
        counted = tuple((name, str(self.count(name))) for name in figures)
        refs = tuple(evidence)
        shown, rest = printed(self.say, refs)
        return Claim(
            id=f"{template}.{scope}" if scope else template,
            template=template,
            text=text,
            parameters=(*counted, *parameters),
            evidence=refs,
            confidence=confidence,
            shown=shown,
            rest=rest,
            rest_at=self._rest_at(refs),
        )

    def _rest_at(self, refs: Sequence[str]) -> str:
        """Name the part of the annex that holds some contributions: that of their theme when they share one."""
        corpus = self.findings.corpus
        themes = {corpus.theme_id_of(corpus.by_ref[ref]) for ref in refs if ref in corpus.by_ref}
        return f"annexe-theme-{themes.pop()}" if len(themes) == 1 else "annexe"

    def summary(self, ref: str) -> QuoteBlock | None:
        """Set the sentence that sums a contribution up, in its own words; none of a short one, nor a long one."""
        found = self.findings.summaries.get(ref)
        return self.quote(found) if found is not None and len(found.words) <= LONGEST else None

    def quote(self, quote: Quote) -> QuoteBlock:
        """Set a quote with who says it, how and when."""
        row = self.findings.corpus.by_ref[quote.ref]
        return QuoteBlock(quote.ref, row.path, quote.start, quote.end, quote.words, self.attribution(row))

    def attribution(self, row: Contribution) -> str:
        """Say what a contribution is, where it comes from, how and when it arrived."""
        return attribution(row, self.say)

    def nature(self, row: Contribution) -> str:
        """Name the kind of a contribution."""
        return nature(row, self.say)

    def channel(self, channel: Channel) -> str:
        """Say how a contribution arrived."""
        return arrival(channel, self.say)

    def votes(self, votes: VoteTotals) -> str:
        """Write the votes of a proposal, the three positions in the same order everywhere."""
        say = self.say
        mixed = say.ngettext("%(num)s mitigé", "%(num)s mitigés", votes.mixed)
        return say.gettext(
            "%(favour)s pour, %(mixed)s, %(against)s contre",
            favour=say.number(votes.favour),
            mixed=mixed,
            against=say.number(votes.against),
        )

    @property
    def is_after_closing(self) -> bool:
        """Say whether the data were taken once nobody could write any more."""
        return self.findings.corpus.taken_at >= self.findings.corpus.consultation.closed_at

    @property
    def knows_moderation(self) -> bool:
        """Say whether moderation happened here: an imported consultation was moderated where it was held."""
        names = ("excluded", "pending", "received", "decisions")
        return not self.findings.corpus.consultation.imported or any(
            self.count(f"moderation.{name}") for name in names
        )

    def when_taken(self) -> str:
        """Open a sentence on what still waited: at closing, or on the day of data taken before."""
        if self.is_after_closing:
            return self.say.gettext("À la clôture")
        return self.say.gettext(
            "Le %(day)s, date de la photographie", day=self.say.day(self.findings.corpus.taken_at)
        )

    def vote_count(self, number: int) -> str:
        """Write a number of votes, saying when they were imported."""
        if self.findings.corpus.consultation.imported:
            return self.say.ngettext("%(num)s vote importé", "%(num)s votes importés", number)
        return self.say.ngettext("%(num)s vote", "%(num)s votes", number)

    def reception(self, row: Reception, template: str) -> Claim:
        """Say in one sentence how a proposal was received."""
        votes = row.votes
        text = self.say.gettext(
            "%(count)s, dont %(share)s pour : %(votes)s.",
            share=self.say.share(votes.favour, votes.total),
            count=self.vote_count(votes.total),
            votes=self.votes(votes),
        )
        return self.claim(
            template,
            text,
            scope=row.proposal.ref,
            evidence=(row.proposal.ref,),
            parameters=_vote_parameters(votes),
        )

    def proposal(self, row: Reception, template: str, sides: Sides) -> ProposalBlock:
        """Set a proposal in full view."""
        claim = self.reception(row, template)
        return ProposalBlock(
            ref=row.proposal.ref,
            path=row.proposal.path,
            title=row.proposal.title,
            claim=claim,
            votes=row.votes,
            bars=self.bars(row.votes),
            bars_description=claim.text,
            sides=self._sides(row, sides, is_divided=template.endswith(".disputed")),
            summary=self.summary(row.proposal.ref),
        )

    def bars(self, votes: VoteTotals) -> tuple[Bar, ...]:
        """Draw the three positions, each with its number and its share of all votes."""
        labels = (
            (Position.FOR, self.say.gettext("Pour"), votes.favour),
            (Position.MIXED, self.say.gettext("Mitigé"), votes.mixed),
            (Position.AGAINST, self.say.gettext("Contre"), votes.against),
        )
        return tuple(
            Bar(
                position=position.value,
                label=label,
                count=self.say.number(count),
                share=self.say.share(count, votes.total),
                width=round(count / votes.total, 4) if votes.total else 0.0,
            )
            for position, label, count in labels
        )

    def _sides(self, row: Reception, sides: Sides, *, is_divided: bool) -> tuple[Side, ...]:
        """Set what is said on each side; under what divides, say also that nothing is."""
        gettext = self.say.gettext
        headings = (
            (Position.FOR, gettext("Ce qui est dit pour"), gettext("Aucun argument pour"), sides.favour),
            (Position.AGAINST, gettext("Ce qui est dit contre"), gettext("Aucun argument contre"), sides.against),
        )
        arguments = self.findings.corpus.arguments_by_proposal.get(row.proposal.id, ())
        argued = {argument.position for argument in arguments}
        return tuple(
            Side(heading if quotes else nothing, tuple(self.quote(quote) for quote in quotes))
            for position, heading, nothing, quotes in headings
            if quotes or (is_divided and position not in argued)
        )


def _vote_parameters(votes: VoteTotals) -> tuple[tuple[str, str], ...]:
    return (("favour", str(votes.favour)), ("mixed", str(votes.mixed)), ("against", str(votes.against)))
