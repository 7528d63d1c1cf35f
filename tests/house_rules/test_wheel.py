"""What is installed from the wheel serves pages, styles and translations, without the checkout."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = """
import pathlib, wsgi
from consult.kit import schema
from consult.kit.db import database
from consult.settings import Settings
here = pathlib.Path("data").resolve()
app = wsgi.create_app(Settings(data_dir=here, database_url=f"sqlite:///{here}/consult.sqlite3"))
with app.app_context():
    schema.upgrade(database())
    style = app.test_request_context().__enter__() and app.jinja_env.globals["asset"]("app.css")
browser = app.test_client()
print(wsgi.__file__)
print("page", browser.get("/").status_code)
print("style", browser.get(style).status_code)
print("french", "Se connecter" in browser.get("/").text)
print("english", "Sign in" in browser.get("/?lang=en").text)
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """Build the wheel, install it alone in a new environment that borrows our libraries, and run it."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    subprocess.run(
        [sys.executable, "-m", "venv", "--without-pip", str(folder / "env")], check=True, capture_output=True
    )
    python = folder / "env" / "bin" / "python"
    (wheel,) = folder.glob("*.whl")
    target = next((folder / "env" / "lib").glob("python*")) / "site-packages"
    install = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--no-deps",
        "--no-index",
        "--target",
        str(target),
        str(wheel),
    ]
    subprocess.run(install, check=True, capture_output=True)
    libraries = next(path for path in sys.path if path.endswith("site-packages"))
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(target), libraries])}
    said = subprocess.run(
        [python, "-c", PROGRAM], cwd=folder, env=environment, check=False, capture_output=True, text=True
    )
    return folder, said


def test_it_runs_from_the_installed_files(installed):
    folder, said = installed
    assert (said.returncode, said.stdout.startswith(str(folder))) == (0, True), said.stderr


@pytest.mark.parametrize("line", ["page 200", "style 200", "french True", "english True"])
def test_it_serves(installed, line):
    assert line in installed[1].stdout.splitlines()
