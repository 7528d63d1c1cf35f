"""Whatever people do, in whatever order: no text lost, no status without its row, no wrong counter."""

from types import SimpleNamespace
from typing import ClassVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import select

from consult.accounts.models import Restriction
from consult.kit.errors import DomainError
from contributions import operations as writing
from contributions.models import Contribution, Kind, Proposal, Status, StatusChange, Version
from moderation.models import Concern, Decision, Degree, Flag, MaskedText, Merging, Signal, Suspension, Verdict
from moderation.operations.appeals import answer_appeal, file_appeal
from moderation.operations.automation import choose_automation, hide_if_flagged_enough, say_why_held
from moderation.operations.decisions import Ruling, decide
from moderation.operations.flags import settle_flags
from moderation.operations.signals import examine, settle_signals
from moderation.operations.suspensions import answer_suspension, contest_suspension, lift_suspension
from moderation.queries.decisions import decision_in_force
from moderation.queries.queue import pending_review, waiting_count
from moderation.verdicts import possible
from tests.factories import NOW
from tests.factories.contributions import draft_for, post_comment, post_proposal
from tests.factories.moderation import flag, sanction
from tests.factories.people import make_user

WORDS = st.sampled_from(["Plus de trains.", "Quel connard.", "Écoutez-nous !!!!!!", "Appelez le 06 12 34 56 78."])
ANY_TEXT = st.integers(0, 5)


class Life(RuleBasedStateMachine):
    """Each run starts from two proposals, in a transaction undone after it; `scene` is given by the test."""

    scene: ClassVar[SimpleNamespace]
    outcomes: ClassVar[set[str]]

    def __init__(self) -> None:
        super().__init__()
        self.attempt = self.scene.session.begin_nested()
        self.written = {one.id: {one.source} for one in (self.scene.proposal, self.scene.other)}
        self.texts = list(self.written)
        self.sanctions = []
        choose_automation(self.scene.second, self.scene.consultation, ["insults"], 3, at=NOW)

    def teardown(self):
        self.attempt.rollback()
        self.scene.session.expire_all()

    def keep(self, text, source):
        """Remember what was written, and let the worker read it."""
        self.written.setdefault(text.id, set()).add(source)
        self.texts = list(self.written)
        say_why_held(text, examine(text, at=NOW), at=NOW)

    def said(self, _nothing):
        return True

    def pick(self, place):
        return self.scene.session.get_one(Contribution, self.texts[place % len(self.texts)])

    def tried(self, act):
        """Do something that may be refused; a refusal must leave nothing behind."""
        try:
            with self.scene.session.begin_nested():
                done = act()
        except DomainError:
            self.outcomes.add("refused")
            return None
        self.outcomes.add("done")
        return done

    @rule(source=WORDS, before=st.booleans())
    def propose(self, source, before):
        self.scene.consultation.pre_moderated = before
        text = self.tried(lambda: post_proposal(self.scene.author, self.scene.consultation, source=source))
        self.keep(text, source)

    @rule(text=WORDS)
    def comment(self, text):
        words = f"{text} {len(self.texts)}"
        self.keep(post_comment(self.scene.reader, self.pick(0), words), words)

    @rule(place=ANY_TEXT, source=WORDS)
    def edit(self, place, source):
        text = self.pick(place)
        if isinstance(text, Proposal):
            changed = draft_for(self.scene.consultation, source=source)
            done = self.tried(lambda: self.said(writing.edit_proposal(self.scene.author, text, changed, at=NOW)))
        else:
            done = self.tried(lambda: self.said(writing.edit_response(self.scene.reader, text, source, at=NOW)))
        if done:
            self.keep(text, source)

    @rule(place=st.integers(3, 5))
    def withdraw(self, place):
        text = self.pick(place)
        self.tried(lambda: writing.withdraw(text.author, text, "done", at=NOW))
        if text.status is Status.WITHDRAWN:
            settle_signals(text, at=NOW)
            settle_flags(text, None, at=NOW)

    @rule(place=ANY_TEXT, number=st.integers(1, 9), people=st.integers(1, 3))
    def flag(self, place, number, people):
        text = self.pick(place)
        if text.is_public:
            for person in (self.scene.second, *self.scene.neighbours)[:people]:
                flag(person, text, number)
            if hide_if_flagged_enough(text, at=NOW):
                self.outcomes.add("hidden")

    @rule(place=ANY_TEXT)
    def mask(self, place):
        text = self.pick(place)
        last = decision_in_force(text.id)
        words = text.source.split()[0]
        ruling = Ruling(Verdict.MASK, text.version, last.id if last else 0, rule_number=1, masked=words)
        if self.tried(lambda: decide(self.scene.moderator, text, ruling, at=NOW)):
            self.outcomes.add("masked")

    @rule(place=st.integers(0, 2), other=st.integers(0, 2))
    def merge(self, place, other):
        text = self.pick(place)
        last = decision_in_force(text.id)
        kept = self.pick(other).id
        ruling = Ruling(Verdict.MERGE, text.version, last.id if last else 0, rule_number=9, kept_id=kept)
        if self.tried(lambda: decide(self.scene.moderator, text, ruling, at=NOW)):
            self.outcomes.add("merged")

    @rule(place=ANY_TEXT, degree=st.sampled_from(list(Degree)))
    def suspend(self, place, degree):
        made = self.tried(lambda: sanction(self.scene.moderator, self.pick(place), degree, rule=1))
        self.sanctions += [made.id] if made else []

    @rule(place=ANY_TEXT, gesture=st.sampled_from(["lift", "contest", "confirm", "reverse"]))
    def follow_suspension(self, place, gesture):
        if not self.sanctions:
            return
        one = self.scene.session.get_one(Suspension, self.sanctions[place % len(self.sanctions)])
        if gesture == "lift":
            lift_suspension(one, self.scene.second, at=NOW)
        elif gesture == "contest":
            self.tried(lambda: contest_suspension(one, "Relisez.", at=NOW))
        else:
            reverse = gesture == "reverse"
            self.tried(lambda: answer_suspension(self.scene.second, one, "Lu.", reverse=reverse, at=NOW))

    @rule(place=ANY_TEXT, choice=st.integers(0, 6), stale=st.sampled_from([False, False, False, True]))
    def decide(self, place, choice, stale):
        text = self.pick(place)
        last = decision_in_force(text.id)
        provisional = bool(last and last.is_automatic)
        verdicts = possible(text.status, is_provisional=provisional) or [Verdict.HIDE]
        verdict = verdicts[choice % len(verdicts)]
        ruling = Ruling(verdict, text.version - stale, last.id if last else 0, rule_number=7)
        if self.tried(lambda: decide(self.scene.moderator, text, ruling, at=NOW)):
            assert not self._open(text)

    @rule(place=ANY_TEXT, reverse=st.booleans())
    def appeal(self, place, reverse):
        last = decision_in_force(self.pick(place).id)
        if last is None or last.appeal_until is None:
            return
        appeal = self.tried(lambda: file_appeal(self.scene.author, last, "Relisez.", at=NOW))
        if appeal is not None:
            self.tried(lambda: answer_appeal(self.scene.second, appeal, "Lu.", reverse=reverse, at=NOW))

    @invariant()
    def every_status_has_its_row(self):
        for text in self._all():
            changes = select(StatusChange).where(StatusChange.contribution_id == text.id).order_by(StatusChange.id)
            assert self.scene.session.scalars(changes).all()[-1].to_status is text.status

    @invariant()
    def one_decision_at_most_is_in_force_and_it_agrees_with_the_rows(self):
        for text in self._all():
            of_text = select(Decision).where(Decision.contribution_id == text.id, Decision.in_force)
            found = self.scene.session.scalars(of_text).all()
            assert len(found) <= 1
            assert all(one.status_change.to_status is one.to_status for one in found if one.status_change)

    @invariant()
    def no_word_is_lost(self):
        """What was written stands in the text, in its versions, or in the originals of what was masked."""
        for number, sources in self.written.items():
            kept = {self.scene.session.get_one(Contribution, number).source}
            for table in (Version, MaskedText):
                kept |= set(
                    self.scene.session.scalars(select(table.source).where(table.contribution_id == number))
                )
            assert sources <= kept

    @invariant()
    def merges_are_counted_and_undone_whole(self):
        for text in self._all():
            if isinstance(text, Proposal):
                standing = select(Merging).where(Merging.undone_at.is_(None))
                into = self.scene.session.scalars(standing.where(Merging.kept_id == text.id)).all()
                out = self.scene.session.scalars(standing.where(Merging.duplicate_id == text.id)).all()
                assert text.duplicates == len(into)
                assert len(out) == (text.status is Status.MERGED)

    @invariant()
    def who_is_suspended_is_held_and_nobody_else(self):
        held = select(Suspension.restriction_id).where(
            Suspension.until.is_not(None), Suspension.lifted_at.is_(None)
        )
        restrictions = self.scene.session.scalars(select(Restriction.id)).all()
        assert sorted(self.scene.session.scalars(held)) == sorted(restrictions)

    @invariant()
    def counters_agree_with_the_texts(self):
        self.scene.session.expire_all()
        texts = self._all()
        shown = [one for one in texts if one.status is Status.PUBLISHED]
        counted = sum(theme.proposals_count for theme in self.scene.consultation.themes)
        assert counted == sum(one.kind is Kind.PROPOSAL for one in shown)
        assert self.pick(0).comments == sum(one.kind is Kind.COMMENT for one in shown)

    @invariant()
    def the_queue_holds_what_waits_and_nothing_else(self):
        waiting = {one.id for one in self._all() if one.status is Status.PENDING or self._raised(one)}
        assert {row.id for row in pending_review(self.scene.moderator, at=NOW, size=200).items} == waiting
        assert waiting_count(self.scene.moderator) == len(waiting)

    def _raised(self, text):
        concern = self.scene.session.get(Concern, text.id, populate_existing=True)
        found = self._open(text)
        assert bool(concern and concern.is_open) == bool(found)
        return text.status in {Status.PUBLISHED, Status.HIDDEN} and found

    def _open(self, text):
        """Return the flags and signals that nobody answered."""
        flags = select(Flag.id).where(Flag.contribution_id == text.id, Flag.settled_at.is_(None))
        signals = select(Signal.id).where(Signal.contribution_id == text.id, Signal.settled_at.is_(None))
        return self.scene.session.scalars(flags.union_all(signals)).all()

    def _all(self):
        return [self.scene.session.get_one(Contribution, one) for one in self.texts]


def test_no_order_of_gestures_loses_anything(scene):
    quick = settings(
        max_examples=10,
        stateful_step_count=20,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    scene.other = post_proposal(scene.author, scene.consultation)
    scene.neighbours = [make_user(), make_user()]
    scene.session.add_all(scene.neighbours)
    scene.session.flush()
    outcomes = set()
    run_state_machine_as_test(type("Life", (Life,), {"scene": scene, "outcomes": outcomes}), settings=quick)
    assert outcomes == {"done", "refused", "hidden", "masked", "merged"}
