"""What the web process loads: nothing that only the worker needs."""

import subprocess
import sys

HEAVY = ("numpy", "scipy", "sklearn", "sknetwork", "typst", "odfdo", "simplemma", "lxml")
PROGRAM = f"""
import sys
from consult.settings import Settings
from wsgi import create_app
create_app(Settings(testing=True, database_url="sqlite://", secret_key="k" * 40))
print([name for name in {HEAVY!r} if name in sys.modules])
"""


def test_a_web_process_does_not_load_what_computes_a_synthesis():
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
