"""What the code and the tests never do."""

import ast
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import absent

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("consult", "contributions", "moderation", "search", "synthesis", "council")
CODE = [ROOT / "wsgi.py", *(path for name in PACKAGES for path in sorted((ROOT / name).rglob("*.py")))]
TESTS = sorted((ROOT / "tests").rglob("*.py"))
SHARED_TOOLS = ROOT.parent / "shared" / "tools"
HEAVY = {"numpy", "scipy", "sklearn", "sknetwork", "typst", "odfdo", "whoosh"}


def named(path):
    return str(path.relative_to(ROOT))


def calls(tree):
    """Return every call as it is written, "time.sleep" or "eval"."""
    return [ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)]


@pytest.mark.parametrize("path", CODE, ids=named)
def test_the_code_imports_at_the_top_and_only_there(path):
    if "migrations" in path.parts:
        return
    tree = ast.parse(path.read_text("utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    inner = [node for one in functions for node in ast.walk(one) if isinstance(node, ast.Import | ast.ImportFrom)]
    assert inner == []


@pytest.mark.parametrize("path", CODE, ids=named)
def test_the_code_runs_no_text_and_asks_nothing_of_other_hosts(path):
    forbidden = {
        "eval",
        "exec",
        "pickle.loads",
        "yaml.load",
        "urllib.request.urlopen",
        "requests.get",
        "os.system",
    }
    assert forbidden.isdisjoint(calls(ast.parse(path.read_text("utf-8"))))


@pytest.mark.parametrize("path", TESTS, ids=named)
def test_a_test_neither_sleeps_nor_mocks(path):
    source = path.read_text("utf-8")
    assert not {"time.sleep", "sleep"} & set(calls(ast.parse(source)))
    assert not re.search(r"^(from|import) (unittest\.mock|mock|responses)\b", source, re.MULTILINE)


def test_the_web_process_loads_nothing_that_only_jobs_need():
    program = "import sys, wsgi; wsgi.create_app(); print(*sys.modules, sep='\\n')"
    loaded = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert HEAVY & set(loaded.stdout.split()) == set()


def test_every_table_is_known_as_soon_as_the_application_is_made():
    program = "import sys, wsgi; wsgi.create_app(); print(*sys.modules, sep='\\n')"
    loaded = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    written = {named(path)[:-3].replace("/", ".") for path in CODE if path.stem == "models"}
    assert written - set(loaded.stdout.split()) == set()


def test_the_shape_of_the_code_stays_within_the_limits():
    if not SHARED_TOOLS.is_dir():
        absent("../shared/tools is not there: the limits of shape are kept beside the project")
    limits = SHARED_TOOLS / "limits.json"
    command = [
        sys.executable,
        str(SHARED_TOOLS / "codeshape.py"),
        ".",
        "--code",
        *PACKAGES,
        "--check",
        str(limits),
    ]
    measured = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (json.loads(measured.stdout) is not None, measured.stderr, measured.returncode) == (True, "", 0)
