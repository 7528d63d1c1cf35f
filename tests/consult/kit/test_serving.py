"""`consult serve`: pages and worker together, from the first second to the last."""

import os
import re
import signal
import urllib.error
import urllib.request

import pytest

from consult.kit.serving import Place
from tests.processes import free_port, running


@pytest.fixture
def environment(tmp_path):
    """Return the environment of a new site on a free port, with a home nobody may write to."""
    chosen = {
        "CONSULT_DATA_DIR": str(tmp_path),
        "PORT": str(free_port()),
        "DATABASE_URL": "",
        "HOME": "/nonexistent",
    }
    with running("init", **chosen) as init:
        init.line_with("prête")
    return chosen


def status(environment, path):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{environment['PORT']}{path}", timeout=20) as answer:
            return answer.status
    except urllib.error.HTTPError as refusal:
        return refusal.code


def worker_pid(serve):
    return int(re.search(r"pid=(\d+)", serve.line_with("worker.started"))[1])


def test_pages_are_served_and_a_worker_that_dies_is_started_again(environment):
    with running("serve", **environment) as serve:
        first = worker_pid(serve)
        serve.line_with("Le site est ouvert")
        assert status(environment, "/nulle-part") == 404
        os.kill(first, signal.SIGKILL)
        assert worker_pid(serve) != first


def test_stopping_leaves_no_process_behind(environment):
    with running("serve", **environment) as serve:
        worker = worker_pid(serve)
        serve.line_with("Le site est ouvert")
        assert serve.stop() == 0
    with pytest.raises(ProcessLookupError):
        os.kill(worker, 0)
    assert Place("127.0.0.1", int(environment["PORT"]), 1, 1).is_free


def test_a_port_already_taken_is_refused_with_a_sentence(environment):
    with running("serve", **environment) as serve:
        serve.line_with("Le site est ouvert")
        with running("serve", **environment) as other:
            assert "déjà pris" in other.line_with("Choisissez un autre port")
            assert other.popen.wait() == 2


def test_serving_an_empty_database_is_refused_with_the_command_to_run(tmp_path):
    with running("serve", CONSULT_DATA_DIR=str(tmp_path), DATABASE_URL="") as serve:
        serve.line_with("consult init")
        assert serve.popen.wait() == 2
