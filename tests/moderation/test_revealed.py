"""Private information is named for whoever is about to publish it."""

from moderation.revealed import revealed

TEXT = (
    "Écrivez à ana.loir@exemple.fr ou au 06 39 98 12 34, 12 rue des Lilas ; voici mon compte, "
    "FR76 3000 6000 0112 3456 7890 189, et mon numéro, 2 69 05 49 588 157 80. La Région : contact@regioncentre.fr"
)


def test_each_kind_is_named_in_the_order_of_the_text_and_a_public_address_is_not(app):
    with app.test_request_context():
        named = [(str(one.looks_like), one.words) for one in revealed(TEXT)]
    assert named == [
        ("une adresse électronique", "ana.loir@exemple.fr"),
        ("un numéro de téléphone", "06 39 98 12 34"),
        ("une adresse postale", "12 rue des Lilas"),
        ("un numéro de compte bancaire", "FR76 3000 6000 0112 3456 7890 189"),
        ("un numéro de sécurité sociale", "2 69 05 49 588 157 80"),
    ]
