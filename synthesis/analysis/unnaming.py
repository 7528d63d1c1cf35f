"""Words that never name a topic: those of any consultation, of time and quantity, of kinship, of every day.

Names of people, of days and of months stand here too. Some only name nothing by themselves: « code source » tells
what « code » does not.
"""

from synthesis.analysis.words import lemma

_ABOUT_THE_CONSULTATION = """
article alinéa loi projet texte proposition contribution consultation argument débat avis idée mot question réponse
problème commentaire phrase paragraphe ajouter remplacer supprimer modifier préciser rédiger proposer
disposition mesure objectif lien accord intérêt cause solution fin place base début amendement chapitre titre
version rédaction conclusion modification décision formulation sondage
"""
_TIME_AND_QUANTITY = """
an année mois semaine jour journée heure minute seconde soir matin nuit lendemain veille hier demain époque passé
temps futur avenir durée date fois euro pourcent million milliard dizaine centaine millier quart moitié tiers reste
lundi mardi mercredi jeudi vendredi samedi dimanche week-end printemps automne hiver noël vacance zéro combien
somme nombre chiffre total majorité plupart coût prix argent liste numéro
"""
_KIN_AND_PEOPLE = """
gens monde homme femme monsieur madame dame garçon fille fils mère père maman papa parent frère soeur mari épouse
époux oncle tante cousin neveu nièce grand-mère grand-père belle-mère beau-père belle-soeur voisin voisine ami
collègue copain fiston ado enfant petit-fils petits-enfants jumeau bébé famille
individu particulier habitant citoyen
rémi marie jean pierre paul jacques michel jacqueline claire bruno sophie nicolas julien thomas martin bernard
"""
_EVERY_DAY = """
main tête oeil pied bras coeur dos visage voix bouche doigt corps peur honte colère maison chambre cuisine table
porte fenêtre buffet mur toit étage lit chaise tiroir vie histoire bonjour bravo attention merci ok
langue nom lieu pièce ligne page affiche cahier message
"""
_VAGUE = """
besoin envie chance peine raison sens point vue fait exemple situation existant relatif long court gauche droite
bout côté haut bas milieu autour cher sûr clair simple facile difficile compliqué réel actuel ancien prochain
précédent ultérieur suivant divers commun courant majeur principe notion impact contexte pratique usage utilisation
utilisateur développement favoriser permettre choix moyen manière code chose truc cru inconnu véritable libre faux
pays état région département ville bourg village commune territoire france français demande effort travail rôle
droit possibilité capacité volonté action activité acte changement mise prise passage retour arrivée départ suivi
contrôle gestion création œuvre gros présent autre oui non nombreux innombrable individuel inutile établissement
domaine condition application accès obligation mission population modalité dispositif conséquence enjeu rapport
intention exercice plan dossier opération évolution société administration organisme case test passe règle salle
attendre fermer répondre change numérique public internet informatique outil élément aspect fonction service
information système site groupe relation valeur
and any does for from in is it not of on or the this to with you
"""
_ENDS_NOTHING = "jour mois an année euro fois temps exemple cas chose gens œuvre semaine heure fin place"
_OPENS_A_PHRASE = """
accès acte argent base code contrôle crédit droit enfant gestion information langue liste mise nom numéro outil
page prix salle service site somme système temps valeur vie état mission cahier groupe ligne dossier commune
"""


def _lemmas(words: str) -> frozenset[str]:
    return frozenset(lemma(word) for word in words.split())


ALONE = _lemmas(_ABOUT_THE_CONSULTATION + _TIME_AND_QUANTITY + _KIN_AND_PEOPLE + _EVERY_DAY + _VAGUE)
"""Lemmas that name nothing by themselves."""
OPENING = ALONE - _lemmas(_OPENS_A_PHRASE)
"""Lemmas that open no phrase worth a name."""
CLOSING = _lemmas(_ENDS_NOTHING)
"""Lemmas that close no phrase worth a name."""
