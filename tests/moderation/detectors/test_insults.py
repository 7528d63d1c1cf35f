"""Which words and phrases raise insults, hate and threats, and which civic ones never do."""

import pytest

from moderation.detectors.all import detect
from moderation.detectors.finding import MOST_SPANS, Examined
from moderation.detectors.insults import hate, insults, threats
from moderation.models import LAW


def _words(detector, text):
    finding = detector(Examined(text))
    return [text[start:end] for start, end in finding.spans] if finding else []


INSULTS = [
    # inflection
    ("Ce connard d’élu.", ["connard"]),
    ("Cette connarde d’élue.", ["connarde"]),
    ("Ces connards d’élus.", ["connards"]),
    ("Ces connardes d’élues.", ["connardes"]),
    ("Un salaud, deux salauds.", ["salaud", "salauds"]),
    ("Une salope, deux salopes.", ["salope", "salopes"]),
    ("Saloparde et salopards.", ["Saloparde", "salopards"]),
    ("L’enfoirée du guichet", ["enfoirée"]),
    ("Les enfoirés du guichet", ["enfoirés"]),
    ("Un merdeux et des merdeuses", ["merdeux", "merdeuses"]),
    ("Quelle branleuse", ["branleuse"]),
    ("Ce sont des tocardes", ["tocardes"]),
    ("Des boloss", ["boloss"]),
    ("Sale sous-merde", ["sous-merde"]),
    ("Des sous-merdes", ["sous-merdes"]),
    # case and accents
    ("CONNARD", ["CONNARD"]),
    ("Encule", ["Encule"]),
    ("ENCULÉS", ["ENCULÉS"]),
    ("batard", ["batard"]),
    ("Bâtarde", ["Bâtarde"]),
    ("petasse", ["petasse"]),
    # letters disguised
    ("c0nnard", ["c0nnard"]),
    ("conn4rd", ["conn4rd"]),
    ("conn@rd", ["conn@rd"]),
    ("3nculé", ["3nculé"]),
    ("$alope", ["$alope"]),
    ("s@lope", ["s@lope"]),
    ("5alope", ["5alope"]),
    ("s4l0pe", ["s4l0pe"]),
    ("ba7ard", ["ba7ard"]),
    ("conn*rd", ["conn*rd"]),
    ("p*te", ["p*te"]),
    ("s*l*pe", ["s*l*pe"]),
    # letters stretched
    ("connnnnnard", ["connnnnnard"]),
    ("saaaalope", ["saaaalope"]),
    ("CONNAAAARD", ["CONNAAAARD"]),
    # phrases
    ("Fils de pute !", ["Fils de pute", "pute"]),
    ("Va te faire foutre", ["Va te faire foutre"]),
    ("allez vous faire voir", ["allez vous faire voir"]),
    ("Nique ta mère", ["Nique ta mère"]),
    ("Fermez vos gueules", ["vos gueules"]),
    ("Quel trou du cul", ["trou du cul"]),
    ("Tête de nœud", ["Tête de nœud"]),
    ("Espèce d’abruti", ["Espèce d’abruti"]),
    ("Bande de clowns et bande d'idiots", ["bande d'idiots"]),
    ("Bande de porcs", ["Bande de porcs"]),
    ("Pauvre con", ["Pauvre con"]),
    ("Vieille folle", ["Vieille folle"]),
    ("Vous êtes des imbéciles", ["Vous êtes des imbéciles"]),
    ("vous etes un cretin", ["vous etes un cretin"]),
    ("Il est con, ce maire", ["Il est con"]),
    ("Quel abruti", ["Quel abruti"]),
]
HATE = [
    ("Un bougnoule", ["bougnoule"]),
    ("des bougnoules", ["bougnoules"]),
    ("youpine", ["youpine"]),
    ("Un PÉDÉ", ["PÉDÉ"]),
    ("des pedes", ["pedes"]),
    ("p3d3", ["p3d3"]),
    ("n3gr0", ["n3gr0"]),
    ("tapettes", ["tapettes"]),
    ("Sales juifs", ["Sales juifs"]),
    ("sale étrangère, sale étranger", ["sale étranger"]),
    ("Dehors les migrants", ["Dehors les migrants"]),
    ("dégagez les roms", ["dégagez les roms"]),
    ("Retourne dans ton pays", ["Retourne dans ton pays"]),
    ("Rentrez chez vous", ["Rentrez chez vous"]),
    ("Mort aux flics", ["Mort aux flics"]),
    ("Une race inférieure", ["race inférieure"]),
    ("des sous-hommes", ["sous-hommes"]),
]
THREATS = [
    ("Je vais te tuer", ["Je vais te tuer"]),
    ("je vais vous buter", ["je vais vous buter"]),
    ("On va les massacrer", ["On va les massacrer"]),
    ("On va vous planter", ["On va vous planter"]),
    ("Je sais où tu habites", ["Je sais où tu habites"]),
    ("On sait ou vous habitez", ["On sait ou vous habitez"]),
    ("Il faudrait, non : faut les pendre", ["faut les pendre"]),
    ("on devrait vous fusiller", ["on devrait vous fusiller"]),
    ("Tu vas crever", ["Tu vas crever"]),
    ("Vous allez le payer cher", ["Vous allez le payer cher"]),
    ("Crevez tous", ["Crevez tous"]),
    ("Mort au maire", ["Mort au maire"]),
    ("Une balle dans la tête", ["Une balle dans la tête"]),
    ("JE VAIS TE TUER", ["JE VAIS TE TUER"]),
    ("j€ ne crains rien, je vais t3 tu3r", ["je vais t3 tu3r"]),
]
CIVIL = [
    # anger at decisions
    "C’est une honte, un scandale d’État, un vol pur et simple !",
    "Vous nous prenez pour des vaches à lait.",
    "On se fout de nous depuis vingt ans.",
    "Quelle merde, ce réseau de bus.",
    "C’est le bordel à la gare tous les matins.",
    "Les technocrates de Paris ne comprennent rien à la campagne.",
    "Ce projet est stupide, absurde et ruineux.",
    "La région jette l’argent par les fenêtres.",
    "Des promesses, toujours des promesses : menteurs !",
    "Je suis furieuse et je ne voterai plus.",
    "Marre de payer pour des ronds-points.",
    # the words of public services
    "Si on ferme la maternité, où irons-nous ?",
    "L’État ferme la trésorerie, puis il ferme la poste.",
    "La ferme la plus proche vend ses légumes.",
    "Il reste un tas d’ordures au bord de la Loire.",
    "Des tas d’ordures devant les conteneurs.",
    "J’ai un petit chien, et aucun parc où le lâcher.",
    "Un gros chien errant inquiète les promeneurs.",
    "Mon vieux chien ne prend pas le train.",
    "Ces platanes sont malades : il faut les abattre.",
    "Cette haie, il faut la garder ; ce mur, il faut le démolir.",
    "Des arbres, on va les planter cet automne.",
    "Ce verger, je vais le planter avec mes élèves.",
    "Les noirs de carbone et les blancs de chaux.",
    "Les migrants sont accueillis dehors, sous des tentes.",
    "Rentrez les vélos dans le train.",
    "La mort de nos villages n’est pas une fatalité.",
    "Le maire mort en 2020 avait ouvert la piscine.",
    "Sortie de balle de tennis, tête de réseau.",
    # words that only look like others
    "Un concours, un contrat, une conduite, une connexion.",
    "La réputation, la députée, la dispute, l’amputation.",
    "Le bâtiment, le batelier, le bateau.",
    "Saluer, saler, saloir, salon.",
    "Le pédestre, le pédalo, la pédagogie.",
    "Un négociant, la région du Niger.",
    "Le fdj et le ntic du lycée.",
    "Il est content, elle est connue.",
    "Tu es d’ici, vous êtes une équipe.",
    "Un type de gros porteur, un grand typographe.",
    "Sous-préfecture, sous-sol, sous-homologation.",
    # figures and signs alone
    "12 000 € en 2024, 3,5 % de plus, 50 % à terme.",
    "Note : ***, 4/5, n° 3.",
    "Le plan 2030, le lot B12, le train 4567.",
    "* * *",
    "@mairie, @region : répondez.",
    "",
    "   ",
    "🙂🙂",
]


@pytest.mark.parametrize(("text", "words"), INSULTS)
def test_insults_are_seen_where_they_stand(text, words):
    assert _words(insults, text) == words


@pytest.mark.parametrize(("text", "words"), HATE)
def test_hate_is_seen_where_it_stands(text, words):
    assert _words(hate, text) == words


@pytest.mark.parametrize(("text", "words"), THREATS)
def test_threats_are_seen_where_they_stand(text, words):
    assert _words(threats, text) == words


@pytest.mark.parametrize("text", CIVIL)
def test_civic_words_raise_nothing_about_the_law(text):
    assert [one.detector for one in detect(Examined(text)) if one.reason in LAW] == []


@pytest.mark.parametrize("text", [text for text, _ in HATE])
def test_hate_is_no_insult(text):
    assert _words(insults, text) == []


@pytest.mark.parametrize("text", [text for text, _ in THREATS])
def test_a_threat_is_neither_an_insult_nor_hate(text):
    assert (_words(insults, text), _words(hate, text)) == ([], [])


def test_only_the_first_places_are_kept():
    assert len(_words(insults, "connard " * (MOST_SPANS + 5))) == MOST_SPANS


def test_a_very_long_word_is_read_without_harm():
    assert _words(insults, "n" * 50_000) == []


def test_the_places_follow_the_text():
    spans = insults(Examined("Salope, puis connard, puis pauvre con.")).spans
    assert list(spans) == sorted(spans)
