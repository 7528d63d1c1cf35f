"""Which shapes of personal data are seen, and which figures are left alone."""

import pytest

from moderation.detectors.finding import Examined
from moderation.detectors.private import is_iban, is_social_security_number, private
from moderation.models import FlagReason


def _words(text):
    finding = private(Examined(text))
    return [text[start:end] for start, end in finding.spans] if finding else []


PHONES = [
    "0612345678",
    "06 12 34 56 78",
    "06.12.34.56.78",
    "06-12-34-56-78",
    "02 38 12 34 56",
    "07 00 00 00 01",
    "09 70 12 34 56",
    "+33612345678",
    "+33 6 12 34 56 78",
    "+33.6.12.34.56.78",
    "+33 (0)6 12 34 56 78",
    "0033 6 12 34 56 78",
    "0033612345678",
]
MAILS = [
    "jeanne@exemple.fr",
    "jeanne.martin@exemple.fr",
    "jeanne+region@exemple.fr",
    "j_martin-18@exemple.co.uk",
    "JEANNE@EXEMPLE.FR",
    "maire@ville-exemple.fr",
    "contact@faux-gouv.fr",
    "agent@gouv.fr.exemple.org",
]
IBANS = [
    "FR76 3000 6000 0112 3456 7890 189",
    "FR7630006000011234567890189",
    "DE89 3704 0044 0532 0130 00",
    "BE68 5390 0754 7034",
    "GB29 NWBK 6016 1331 9268 19",
    "ES91 2100 0418 4502 0005 1332",
]
SOCIAL_SECURITY = [
    "2 69 05 49 588 157 80",
    "269054958815780",
    "2.69.05.49.588.157.80",
    "2 69 05 49588157 80",
]
STREETS = [
    "12 rue des Lilas",
    "12 bis rue des Lilas",
    "12bis rue des Lilas",
    "3 ter, avenue de la Gare",
    "8, boulevard Voltaire",
    "1 chemin du Moulin",
    "25 quai de l’Horloge",
    "4 impasse d’Orléans",
    "17 route de Bourges",
    "6 allée Émile",
    "9 ruelle Basse",
    "2 bd Rocheplatte",
]


@pytest.mark.parametrize("written", [*PHONES, *MAILS, *IBANS, *SOCIAL_SECURITY, *STREETS])
@pytest.mark.parametrize("sentence", ["{}", "Voici : {}.", "({})", "Notez {} pour me joindre", "A\n{}\nB"])
def test_personal_data_are_seen_wherever_they_stand(written, sentence):
    assert _words(sentence.format(written))[0] == written


NEAR_MISSES = [
    # not phones
    "06 12 34 56",
    "0012345678",
    "00 12 34 56 78",
    "1206123456789",
    "3,0612345678",
    "Le 01/02/2025 à 10 h 30",
    "36 30, 3949, 112, 15",
    "Code postal 45000, INSEE 45234",
    "SIRET 234 500 023 00028",
    "1 234 567 890 euros",
    "+44 20 7946 0958",
    # not mails
    "@mairie",
    "jeanne@exemple",
    "jeanne chez exemple.fr",
    "a@b",
    "prix @ 3.50",
    # institutions may be written to
    "contact@centrevaldeloire.fr",
    "Contact@CentreValDeLoire.fr",
    "prefet@loiret.gouv.fr",
    "dpo@cnil.fr",
    "accueil@regioncentre.fr",
    # not accounts
    "FR76 3000 6000 0112 3456 7890 188",
    "FR7630006000011234567890190",
    "FR76 3000",
    "La N20, l’A10, le TER 860512",
    "Lot AB12 3456 7890",
    # not social security numbers
    "2 69 05 49 588 157 81",
    "2 69 13 49 588 157 80",
    "3 69 05 49 588 157 80",
    "2 69 05 49 588 157",
    # not addresses
    "La rue des Lilas est trop étroite.",
    "12 rues piétonnes",
    "Il y a 12 chemins dans le bois.",
    "Une avenue de 300 mètres",
    "12 rue très passante",
    "Le quai n° 2 de la gare",
]


@pytest.mark.parametrize("text", NEAR_MISSES)
def test_what_only_looks_like_personal_data_is_left_alone(text):
    assert _words(text) == []


@pytest.mark.parametrize("place", range(4, 27))
def test_an_account_number_with_one_wrong_figure_is_none(place):
    right = "FR7630006000011234567890189"
    wrong = right[:place] + str((int(right[place]) + 1) % 10) + right[place + 1 :]
    assert (is_iban(right), is_iban(wrong)) == (True, False)


@pytest.mark.parametrize("place", range(15))
def test_a_social_security_number_with_one_wrong_figure_is_none(place):
    right = "269054958815780"
    wrong = right[:place] + str((int(right[place]) + 1) % 10) + right[place + 1 :]
    assert (is_social_security_number(right), is_social_security_number(wrong)) == (True, False)


@pytest.mark.parametrize(("department", "counts_as"), [("2A", "19"), ("2B", "18")])
def test_a_number_of_corsica_is_checked_as_the_law_says(department, counts_as):
    key = 97 - int(f"18505{counts_as}123456") % 97
    written = f"1 85 05 {department} 123 456 {key:02d}"
    assert is_social_security_number(written)
    assert _words(written) == [written]


def test_each_place_is_told_once_and_in_order():
    text = "Au 12 rue des Lilas, 06 12 34 56 78, jeanne@exemple.fr ou jeanne@exemple.fr."
    assert _words(text) == ["12 rue des Lilas", "06 12 34 56 78", "jeanne@exemple.fr", "jeanne@exemple.fr"]


def test_the_reason_is_private_information():
    assert private(Examined("0612345678")).reason is FlagReason.PERSONAL_DATA
