"""The rights of every address, in one table: to open or close one, one changes a line here, on purpose."""

import pytest

from consult.kit import permissions
from consult.settings import Settings
from wsgi import create_app

# What each address asks, by method: a right of a room's table, or "anyone".
RIGHTS = {
    ("/", "GET"): "anyone",
    ("/accessibilite", "GET"): "anyone",
    ("/administration/comptes", "GET"): "accounts.manage_roles",
    ("/administration/comptes/<int:user_id>", "GET"): "accounts.manage_roles",
    ("/administration/comptes/<int:user_id>", "POST"): "accounts.manage_roles",
    ("/administration/comptes/<int:user_id>/roles/<int:grant_id>/retirer", "POST"): "accounts.manage_roles",
    ("/administration/identite", "GET"): "identity.change",
    ("/administration/identite", "POST"): "identity.change",
    ("/administration/invitations", "GET"): "accounts.manage_roles",
    ("/administration/invitations", "POST"): "accounts.manage_roles",
    ("/administration/invitations/<int:invitation_id>/retirer", "POST"): "accounts.manage_roles",
    ("/administration/registre-des-roles", "GET"): "accounts.manage_roles",
    ("/arguments/<int:contribution_id>/soutien", "POST"): "contributions.support",
    ("/arguments/<int:contribution_id>/soutien/retrait", "POST"): "contributions.support",
    ("/avis/<int:opinion_id>", "GET"): "council.see_opinion",
    ("/charte", "GET"): "anyone",
    ("/commentaires/<int:contribution_id>/repondre", "GET"): "contributions.comment",
    ("/commentaires/<int:contribution_id>/reponses", "POST"): "contributions.comment",
    ("/composants", "GET"): "anyone",
    ("/composants", "POST"): "anyone",
    ("/compte-efface", "GET"): "anyone",
    ("/confirmation/<token>", "GET"): "anyone",
    ("/confirmation/<token>", "POST"): "anyone",
    ("/connexion", "GET"): "anyone",
    ("/connexion", "POST"): "anyone",
    ("/connexion/code", "GET"): "anyone",
    ("/connexion/code", "POST"): "anyone",
    ("/connexion/demonstration", "POST"): "anyone",
    ("/connexion/lien", "GET"): "anyone",
    ("/connexion/lien", "POST"): "anyone",
    ("/connexion/lien/<token>", "GET"): "anyone",
    ("/connexion/lien/<token>", "POST"): "anyone",
    ("/conseil", "GET"): "council.open_desk",
    ("/conseil/avis/<int:opinion_id>", "GET"): "council.write_opinion",
    ("/conseil/avis/<int:opinion_id>", "POST"): "council.write_opinion",
    ("/conseil/avis/<int:opinion_id>/citations", "GET"): "council.write_opinion",
    ("/conseil/avis/<int:opinion_id>/citations", "POST"): "council.write_opinion",
    ("/conseil/avis/<int:opinion_id>/citations/retrait", "POST"): "council.write_opinion",
    ("/conseil/avis/<int:opinion_id>/publier", "GET"): "council.publish_opinion",
    ("/conseil/avis/<int:opinion_id>/publier", "POST"): "council.publish_opinion",
    ("/conseil/transmissions/<int:transmission_id>", "GET"): "council.see_transmission",
    ("/conseil/transmissions/<int:transmission_id>/accuse", "POST"): "council.acknowledge",
    ("/conseil/transmissions/<int:transmission_id>/avis", "POST"): "council.begin_opinion",
    ("/conseil/transmissions/<int:transmission_id>/fichiers/<name>", "GET"): "council.see_transmission",
    ("/conseils", "GET"): "anyone",
    ("/conseils/<slug>", "GET"): "anyone",
    ("/consultations", "GET"): "anyone",
    ("/consultations/<slug>", "GET"): "consultations.see",
    ("/consultations/<slug>/brouillon", "POST"): "contributions.draft",
    ("/consultations/<slug>/charte", "GET"): "anyone",
    ("/consultations/<slug>/donnees/contributions.csv", "GET"): "anyone",
    ("/consultations/<slug>/moderation", "GET"): "moderation.read_register",
    ("/consultations/<slug>/proposer", "GET"): "contributions.propose",
    ("/consultations/<slug>/proposer", "POST"): "contributions.propose",
    ("/consultations/<slug>/propositions", "GET"): "anyone",
    ("/consultations/<slug>/saisie", "GET"): "contributions.enter_for_someone",
    ("/consultations/<slug>/saisie", "POST"): "contributions.enter_for_someone",
    ("/consultations/<slug>/suivi", "GET"): "anyone",
    ("/consultations/<slug>/themes/<theme>", "GET"): "anyone",
    ("/contributions/<int:contribution_id>/modifier", "GET"): "contributions.edit",
    ("/contributions/<int:contribution_id>/modifier", "POST"): "contributions.edit",
    ("/contributions/<int:contribution_id>/retirer", "GET"): "contributions.withdraw",
    ("/consultations/<slug>/suivre", "GET"): "contributions.follow",
    ("/consultations/<slug>/suivre", "POST"): "contributions.follow",
    ("/contributions/<int:contribution_id>/retirer", "POST"): "contributions.withdraw",
    ("/consultations/<slug>/themes/<theme>/suivre", "GET"): "contributions.follow",
    ("/consultations/<slug>/themes/<theme>/suivre", "POST"): "contributions.follow",
    ("/contributions/<int:contribution_id>/signaler", "GET"): "moderation.flag",
    ("/contributions/<int:contribution_id>/signaler", "POST"): "moderation.flag",
    ("/courriel-envoye", "GET"): "anyone",
    ("/courriels-de-demonstration", "GET"): "anyone",
    ("/courriels-de-demonstration/<int:mail_id>", "GET"): "anyone",
    ("/decisions/<int:decision_id>", "GET"): "moderation.read_decision",
    ("/decisions/<int:decision_id>/recours", "GET"): "moderation.appeal",
    ("/decisions/<int:decision_id>/recours", "POST"): "moderation.appeal",
    ("/deconnexion", "POST"): "anyone",
    ("/courriels/arret/<token>", "GET"): "anyone",
    ("/courriels/arret/<token>", "POST"): "anyone",
    ("/donnees-ouvertes", "GET"): "anyone",
    ("/donnees-personnelles", "GET"): "anyone",
    ("/fichiers/<digest>/<name>", "GET"): "anyone",
    ("/identite/<digest>/logo", "GET"): "anyone",
    ("/inscription", "GET"): "anyone",
    ("/inscription", "POST"): "anyone",
    ("/invitation/<token>", "GET"): "anyone",
    ("/invitation/<token>", "POST"): "anyone",
    ("/mentions-legales", "GET"): "anyone",
    ("/mes-contributions", "GET"): "contributions.see_own",
    ("/moderation", "GET"): "moderation.open_queue",
    ("/moderation/<int:contribution_id>", "GET"): "moderation.review",
    ("/moderation/<int:contribution_id>/decision", "POST"): "moderation.decide",
    ("/moderation/<int:contribution_id>/suspension", "GET"): "moderation.suspend",
    ("/moderation/<int:contribution_id>/suspension", "POST"): "moderation.suspend",
    ("/moderation/recours", "GET"): "moderation.open_queue",
    ("/moderation/recours/<int:appeal_id>", "GET"): "moderation.review",
    ("/moderation/recours/<int:appeal_id>", "POST"): "moderation.answer_appeal",
    ("/moderation/suivant", "POST"): "moderation.open_queue",
    ("/moderation/suspensions", "GET"): "moderation.open_queue",
    ("/moderation/suspensions/<int:suspension_id>", "GET"): "moderation.review",
    ("/moderation/suspensions/<int:suspension_id>", "POST"): "moderation.answer_suspension",
    ("/moderation/suspensions/<int:suspension_id>/lever", "POST"): "moderation.lift_suspension",
    ("/mon-compte", "GET"): "accounts.see_own_account",
    ("/mon-compte", "POST"): "accounts.see_own_account",
    ("/mon-compte/adresse", "GET"): "accounts.see_own_account",
    ("/mon-compte/adresse", "POST"): "accounts.see_own_account",
    ("/mon-compte/adresse/<token>", "GET"): "accounts.see_own_account",
    ("/mon-compte/adresse/<token>", "POST"): "accounts.see_own_account",
    ("/mon-compte/appareils", "GET"): "accounts.see_own_account",
    ("/mon-compte/appareils", "POST"): "accounts.see_own_account",
    ("/mon-compte/appareils/<int:sign_in_id>", "POST"): "accounts.see_own_account",
    ("/mon-compte/deux-etapes", "GET"): "accounts.see_own_account",
    ("/mon-compte/deux-etapes/activer", "GET"): "accounts.see_own_account",
    ("/mon-compte/deux-etapes/activer", "POST"): "accounts.see_own_account",
    ("/mon-compte/deux-etapes/codes-de-secours", "GET"): "accounts.see_own_account",
    ("/mon-compte/deux-etapes/codes-de-secours", "POST"): "accounts.see_own_account",
    ("/mon-compte/deux-etapes/desactiver", "GET"): "accounts.see_own_account",
    ("/mon-compte/deux-etapes/desactiver", "POST"): "accounts.see_own_account",
    ("/mon-compte/donnees", "GET"): "accounts.see_own_account",
    ("/mon-compte/donnees.zip", "GET"): "accounts.see_own_account",
    ("/mon-compte/effacer", "GET"): "accounts.see_own_account",
    ("/mon-compte/effacer", "POST"): "accounts.see_own_account",
    ("/mon-compte/moderation", "GET"): "moderation.see_own_suspensions",
    ("/mon-compte/mot-de-passe", "GET"): "accounts.see_own_account",
    ("/mon-compte/mot-de-passe", "POST"): "accounts.see_own_account",
    ("/mot-de-passe-oublie", "GET"): "anyone",
    ("/mot-de-passe-oublie", "POST"): "anyone",
    ("/mot-de-passe-oublie/<token>", "GET"): "anyone",
    ("/mot-de-passe-oublie/<token>", "POST"): "anyone",
    ("/propositions/<int:proposal_id>", "GET"): "anyone",
    ("/propositions/<int:proposal_id>-<slug>", "GET"): "anyone",
    ("/propositions/<int:proposal_id>/argumenter", "GET"): "contributions.argue",
    ("/propositions/<int:proposal_id>/arguments", "POST"): "contributions.argue",
    ("/propositions/<int:proposal_id>/commentaires", "POST"): "contributions.comment",
    ("/mon-compte/suivi", "GET"): "contributions.see_own_follows",
    ("/mon-compte/suivi", "POST"): "contributions.see_own_follows",
    ("/mon-compte/suivi/<int:follow_id>/arret", "POST"): "contributions.see_own_follows",
    ("/propositions/<int:proposal_id>/commenter", "GET"): "contributions.comment",
    ("/propositions/<int:proposal_id>/modifier", "GET"): "contributions.edit",
    ("/propositions/<int:proposal_id>/modifier", "POST"): "contributions.edit",
    ("/propositions/<int:proposal_id>/retirer", "GET"): "contributions.withdraw",
    ("/propositions/<int:proposal_id>/retirer", "POST"): "contributions.withdraw",
    ("/propositions/<int:proposal_id>/sources", "GET"): "contributions.argue",
    ("/propositions/<int:proposal_id>/sources", "POST"): "contributions.argue",
    ("/propositions/<int:proposal_id>/supprimer", "POST"): "contributions.delete_draft",
    ("/propositions/<int:proposal_id>/versions", "GET"): "anyone",
    ("/propositions/<int:proposal_id>/vote", "POST"): "contributions.vote",
    ("/propositions/<int:proposal_id>/vote/retrait", "POST"): "contributions.vote",
    ("/propositions/<int:proposal_id>/voter", "GET"): "contributions.vote",
    ("/recherche", "GET"): "anyone",
    ("/registre-de-moderation", "GET"): "moderation.read_register",
    ("/registre-de-moderation.csv", "GET"): "moderation.read_register",
    ("/registre-de-moderation/rapport", "GET"): "moderation.read_register",
    ("/propositions/<int:proposal_id>/suivre", "GET"): "contributions.follow",
    ("/propositions/<int:proposal_id>/suivre", "POST"): "contributions.follow",
    ("/sante", "GET"): "anyone",
    ("/secretariat", "GET"): "consultations.manage",
    ("/secretariat/conseils", "GET"): "council.manage",
    ("/secretariat/conseils", "POST"): "council.manage",
    ("/secretariat/conseils/<slug>", "GET"): "council.manage",
    ("/secretariat/conseils/<slug>", "POST"): "council.manage",
    ("/secretariat/conseils/<slug>/membres", "POST"): "council.manage",
    ("/secretariat/consultations", "GET"): "consultations.manage",
    ("/secretariat/consultations/<slug>", "GET"): "consultations.read_desk",
    ("/secretariat/consultations/<slug>/clore", "GET"): "consultations.close",
    ("/secretariat/consultations/<slug>/clore", "POST"): "consultations.close",
    ("/secretariat/consultations/<slug>/conseil", "GET"): "council.address",
    ("/secretariat/consultations/<slug>/conseil", "POST"): "council.address",
    ("/secretariat/consultations/<slug>/documents/<int:document_id>", "GET"): "consultations.edit",
    ("/secretariat/consultations/<slug>/documents/<int:document_id>", "POST"): "consultations.edit",
    ("/secretariat/consultations/<slug>/documents/<int:document_id>/oter", "GET"): "consultations.edit",
    ("/secretariat/consultations/<slug>/documents/<int:document_id>/oter", "POST"): "consultations.edit",
    ("/secretariat/consultations/<slug>/documents/nouveau", "GET"): "consultations.edit",
    ("/secretariat/consultations/<slug>/documents/nouveau", "POST"): "consultations.edit",
    ("/secretariat/consultations/<slug>/phases/<int:phase_id>", "GET"): "consultations.edit",
    ("/secretariat/consultations/<slug>/phases/<int:phase_id>", "POST"): "consultations.edit",
    ("/secretariat/consultations/<slug>/phases/<int:phase_id>/oter", "GET"): "consultations.edit",
    ("/secretariat/consultations/<slug>/phases/<int:phase_id>/oter", "POST"): "consultations.edit",
    ("/secretariat/consultations/<slug>/phases/nouvelle", "GET"): "consultations.edit",
    ("/secretariat/consultations/<slug>/phases/nouvelle", "POST"): "consultations.edit",
    ("/secretariat/consultations/<slug>/publier", "GET"): "consultations.publish",
    ("/secretariat/consultations/<slug>/publier", "POST"): "consultations.publish",
    ("/secretariat/consultations/<slug>/retirer", "GET"): "consultations.publish",
    ("/secretariat/consultations/<slug>/retirer", "POST"): "consultations.publish",
    ("/secretariat/consultations/<slug>/textes", "GET"): "consultations.edit",
    ("/secretariat/consultations/<slug>/textes", "POST"): "consultations.edit",
    ("/secretariat/consultations/<slug>/themes/<int:theme_id>", "GET"): "consultations.edit",
    ("/secretariat/consultations/<slug>/themes/<int:theme_id>", "POST"): "consultations.edit",
    ("/secretariat/consultations/<slug>/themes/<int:theme_id>/descendre", "POST"): "consultations.edit",
    ("/secretariat/consultations/<slug>/themes/<int:theme_id>/monter", "POST"): "consultations.edit",
    ("/secretariat/consultations/<slug>/themes/<int:theme_id>/oter", "GET"): "consultations.edit",
    ("/secretariat/consultations/<slug>/themes/<int:theme_id>/oter", "POST"): "consultations.edit",
    ("/secretariat/consultations/<slug>/themes/nouveau", "GET"): "consultations.edit",
    ("/secretariat/consultations/<slug>/themes/nouveau", "POST"): "consultations.edit",
    ("/secretariat/mandats/<int:mandate_id>/fin", "POST"): "council.manage",
    ("/secretariat/nouvelle-consultation", "GET"): "consultations.create",
    ("/secretariat/nouvelle-consultation", "POST"): "consultations.create",
    ("/secretariat/syntheses", "GET"): "synthesis.open_desk",
    ("/secretariat/syntheses/<int:synthesis_id>", "GET"): "synthesis.see_draft",
    ("/secretariat/syntheses/<int:synthesis_id>/parties/<section_id>", "GET"): "synthesis.see_draft",
    (
        "/secretariat/syntheses/<int:synthesis_id>/parties/<section_id>/introductions/<inner_id>",
        "GET",
    ): "synthesis.write",
    (
        "/secretariat/syntheses/<int:synthesis_id>/parties/<section_id>/introductions/<inner_id>",
        "POST",
    ): "synthesis.write",
    (
        "/secretariat/syntheses/<int:synthesis_id>/parties/<section_id>/introductions/<inner_id>/retour",
        "POST",
    ): "synthesis.write",
    (
        "/secretariat/syntheses/<int:synthesis_id>/parties/<section_id>/phrases/<claim_id>",
        "GET",
    ): "synthesis.write",
    (
        "/secretariat/syntheses/<int:synthesis_id>/parties/<section_id>/phrases/<claim_id>",
        "POST",
    ): "synthesis.write",
    (
        "/secretariat/syntheses/<int:synthesis_id>/parties/<section_id>/phrases/<claim_id>/retour",
        "POST",
    ): "synthesis.write",
    ("/secretariat/syntheses/<int:synthesis_id>/publier", "GET"): "synthesis.publish",
    ("/secretariat/syntheses/<int:synthesis_id>/publier", "POST"): "synthesis.publish",
    ("/secretariat/syntheses/<int:synthesis_id>/reprendre", "GET"): "synthesis.reopen",
    ("/secretariat/syntheses/<int:synthesis_id>/reprendre", "POST"): "synthesis.reopen",
    ("/secretariat/syntheses/<int:synthesis_id>/transmettre", "GET"): "council.transmit",
    ("/secretariat/syntheses/<int:synthesis_id>/transmettre", "POST"): "council.transmit",
    ("/secretariat/syntheses/<int:synthesis_id>/valider", "GET"): "synthesis.validate",
    ("/secretariat/syntheses/<int:synthesis_id>/valider", "POST"): "synthesis.validate",
    ("/secretariat/syntheses/consultations/<slug>", "POST"): "synthesis.prepare",
    ("/suspensions/<int:suspension_id>", "GET"): "moderation.read_suspension",
    ("/suspensions/<int:suspension_id>/recours", "GET"): "moderation.contest_suspension",
    ("/suspensions/<int:suspension_id>/recours", "POST"): "moderation.contest_suspension",
    ("/syntheses/<int:synthesis_id>", "GET"): "synthesis.read",
    ("/syntheses/<int:synthesis_id>/fichiers/<name>", "GET"): "synthesis.read",
    ("/syntheses/<int:synthesis_id>/parties/<section_id>", "GET"): "synthesis.read",
}
OPEN_TO_GESTURES = {
    "/composants",
    "/confirmation/<token>",
    "/connexion",
    "/connexion/code",
    "/connexion/demonstration",
    "/connexion/lien",
    "/connexion/lien/<token>",
    "/deconnexion",
    "/inscription",
    "/invitation/<token>",
    "/mot-de-passe-oublie",
    "/mot-de-passe-oublie/<token>",
}


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], str]:
    "/courriels/arret/<token>",
    """Return what a demonstration site asks at each address, the gallery and the demo's mails included."""
    folder = tmp_path_factory.mktemp("rights")
    site = create_app(
        Settings(
            testing=True,
            demo=True,
            database_url=f"sqlite:///{folder / 'consult.sqlite3'}",
            data_dir=folder,
            secret_key="k" * 40,
        )
    )
    return {
        (rule.rule, method): str(permissions.permission_of(site, rule.endpoint))
        for rule in site.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }


def test_every_address_is_in_the_table(asked):
    assert sorted(set(asked) - set(RIGHTS)) == []


def test_the_table_holds_no_address_that_is_gone(asked):
    assert sorted(set(RIGHTS) - set(asked)) == []


def test_every_address_asks_the_right_of_the_table(asked):
    assert {address: right for address, right in asked.items() if RIGHTS.get(address) != right} == {}


def test_a_visitor_may_act_only_to_enter_or_leave():
    opened = {address for (address, method), right in RIGHTS.items() if right == "anyone" and method != "GET"}
    assert opened == OPEN_TO_GESTURES


@pytest.mark.parametrize("desk", ["/administration", "/moderation", "/secretariat", "/conseil/", "/mon-compte"])
def test_no_desk_is_open_to_anyone(desk):
    assert {
        address for (address, _), right in RIGHTS.items() if address.startswith(desk) and right == "anyone"
    } == set()


def test_no_address_acts_by_a_link():
    acting = ("/oter", "/monter", "/descendre", "/vote", "/soutien", "/accuse", "/fin", "/suivant", "/retour")
    assert {address for address, method in RIGHTS if method == "GET" and address.endswith(acting)} == {
        "/secretariat/consultations/<slug>/documents/<int:document_id>/oter",
        "/secretariat/consultations/<slug>/phases/<int:phase_id>/oter",
        "/secretariat/consultations/<slug>/themes/<int:theme_id>/oter",
    }
