"""Step one: what a consultation is and who takes part.

This is the ground floor; every later step stands on it and it names none of them.
Its floors are the kit, the territories, the accounts, the identity and the consultations.
"""

from flask import Flask

from consult import accounts, audit, checks, consultations, gallery, identity, territories
from consult.demo.scene import STEPS
from consult.kit import commands, metrics
from consult.kit.backup import disposable
from consult.kit.checks import checks as checklist
from consult.watching import of_the_ground

COMMANDS = ("backup", "check", "init", "migration", "restore", "serve", "worker")
GROUPS = {
    "counters": "Les compteurs, qui se recomptent depuis la base.",
    "evaluate": "Mesurer ce que le site calcule, sur des textes annotés.",
    "import": "Reprendre une consultation tenue ailleurs, ou la liste des territoires.",
    "index": "L’index de recherche, qui se refait depuis la base.",
    "queue": "La file de modération, qui se recalcule depuis la base.",
    "synthesis": "Écrire la synthèse d’une consultation, ou vérifier un dossier.",
    "texts": "Les textes des contributions, qui se remettent en page.",
    "user": "Les comptes et leurs rôles.",
}
CHECKS = (
    checks.settings_are_safe,
    checks.database_is_ready,
    checks.worker_is_alive,
    checks.redis_answers,
    checks.machine_has_room,
)


def init_app(app: Flask) -> None:
    """Open the ground floor, from the bottom up."""
    for name, summary in GROUPS.items():
        commands.group(app, name, summary)
    for name in COMMANDS:
        commands.register(app, name, f"consult.cli:{name}")
    for check in CHECKS:
        checklist.add(app, check)
    metrics.add(app, of_the_ground)
    for name in ("mail", "worker.lock"):
        disposable.add(app, name)
    territories.init_app(app)
    accounts.init_app(app)
    audit.init_app(app)
    identity.init_app(app)
    consultations.init_app(app)
    gallery.init_app(app)
    commands.register(app, "demo", "consult.demo.cli:demo")
    STEPS.add(app, "consult.demo.ground:fill")
