from consult.kit.db import database
from contributions.journeys import steps_of
from contributions.models import Contribution
from synthesis.models import Synthesis, SynthesisStatus


def steps(scene, contribution):
    with scene.app.test_request_context(), database().unit_of_work() as unit:
        told = steps_of([unit.get_one(Contribution, contribution.id)])
        return [step for step in told[contribution.id] if step.label == "Dans la synthèse"]


def publish(scene):
    with scene.app.app_context(), database().unit_of_work() as unit:
        unit.get_one(Synthesis, scene.synthesis.id).status = SynthesisStatus.PUBLISHED


def test_an_author_sees_where_their_text_stands(draft):
    publish(draft)
    (step,) = steps(draft, draft.proposal)
    assert "Santé" in step.text
    assert step.url.endswith(f"#{draft.proposal.reference}")


def test_an_author_is_told_when_they_are_quoted(draft):
    publish(draft)
    (step,) = steps(draft, draft.argument)
    assert step.text.startswith("Placée ")
    assert step.text.endswith("Citée mot pour mot.")


def test_nothing_is_told_of_a_draft(draft):
    assert steps(draft, draft.proposal) == []
