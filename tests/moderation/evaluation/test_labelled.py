"""Texts that people annotated, or whose set says what they are."""

from moderation.evaluation.labelled import law_alarms, on_civil, on_hostile, on_languages, on_paces
from moderation.evaluation.sets import CIVIL, rows_of

FRENCH = "Il faudrait que les gens de la vallée aient un train le soir et une gare qui soit ouverte."
SPANISH = "Es necesario que los vecinos del valle tengan un tren por la noche y una estación abierta."


def test_fewer_than_one_civil_answer_in_two_hundred_raises_a_signal_of_the_law(shared_data):
    sample = [row["texte"] for row in rows_of(shared_data / CIVIL, "reponses")[::12]]
    assert len(sample) > 200
    assert 200 * law_alarms(sample) < len(sample)


def test_an_attack_among_civil_answers_would_be_counted():
    assert law_alarms([FRENCH, "Ces connards d’élus.", "Appelez le 06 39 98 12 34."]) == 2


def test_advertising_is_counted_apart_from_the_law():
    measures = on_civil([FRENCH, "Code promo sur https://a.example : achetez vite !", "OUI " * 20])
    raised = measures["law_signal_false_positives"]
    assert (raised[f"{CIVIL}/advertising"], raised[f"{CIVIL}/law"]) == (0.3333, 0.0)
    assert measures["alarms"][f"{CIVIL}/shouting"] == 1


def test_messages_are_judged_by_what_people_said_of_them():
    rows = [
        {"texte": "Quel connard", "toxique": "1"},
        {"texte": "Sale temps", "toxique": "1"},
        {"texte": "Bonjour", "toxique": "0"},
    ]
    measures, name = on_hostile(rows), "moderation-mlma-fr/insults"
    counts = [measures[f"{kind}s"][name] for kind in ("true_positive", "false_positive", "false_negative")]
    assert (measures["n"][name], counts) == (3, [1, 0, 1])
    assert (measures["precision"][name], measures["recall"][name]) == (1.0, 0.5)


def test_another_language_is_judged_beside_french_and_short_texts_are_not():
    measures = on_languages("ailleurs", [SPANISH, "Hola."], [FRENCH, "Oui."])
    name = "ailleurs/other_language"
    assert (measures["n"][name], measures["recall"][name], measures["precision"][name]) == (2, 1.0, 1.0)


def test_a_real_pace_raises_an_alarm_from_ten_texts_in_ten_minutes():
    rows = [{"auteur": "a", "cree_le": f"2015-10-18T21:{minute:02d}:00+0200"} for minute in range(12)]
    rows += [{"auteur": "b", "cree_le": "2015-10-18T21:00:00+0200"}, {"auteur": "", "cree_le": ""}]
    measures, name = on_paces(rows), "republique-numerique-2015/flooding"
    assert (measures["civil_texts"][name], measures["alarms"][name]) == (13, 3)
