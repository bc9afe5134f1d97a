"""The settings of docs/platforms.md in a real JupyterHub: who comes from the platform is let in by the right name."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
import requests
from cryptography.hazmat.primitives.asymmetric import rsa

from tests.desk import lti_platform

PAGE = Path(__file__).parents[2] / "docs" / "platforms.md"
WITHOUT_PROXY = """
from jupyterhub.proxy import Proxy

class Direct(Proxy):  # the test asks the hub itself
    should_start = False
    routes = {}

    async def add_route(self, routespec, target, data):
        self.routes[routespec] = {"routespec": routespec, "target": target, "data": data}

    async def delete_route(self, routespec):
        self.routes.pop(routespec, None)

    async def get_all_routes(self):
        return self.routes

c.JupyterHub.proxy_class = Direct
c.JupyterHub.hub_port = PORT
c.JupyterHub.bind_url = "http://127.0.0.1:PORT"
"""


def settings(platform: str) -> str:
    """The lines that the page tells to write, with this platform's addresses."""
    (lines,) = re.findall(r"```python\n(c\.JupyterHub\.authenticator_class.*?)```", PAGE.read_text(), re.DOTALL)
    for page, here in {"mod/lti/auth.php": "authorize", "mod/lti/certs.php": "keys"}.items():
        lines = lines.replace(page, here)
    return lines.replace("https://learn.example.org", platform).replace("THE CLIENT ID", lti_platform.CLIENT)


@pytest.fixture(scope="module")
def platform():
    with lti_platform.running() as started:
        yield started


@pytest.fixture(scope="module")
def hub(platform, tmp_path_factory):
    """The address of a hub that knows the platform."""
    folder = tmp_path_factory.mktemp("hub")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (folder / "config.py").write_text(settings(platform.address) + WITHOUT_PROXY.replace("PORT", str(port)))
    with open(folder / "log", "w") as log:
        process = subprocess.Popen([sys.executable, "-m", "jupyterhub", "--config", "config.py"], cwd=folder,
                                   stdout=log, stderr=log)  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{address}/hub/api", process, folder / "log")
        yield address
    finally:
        process.terminate()
        process.wait()


def _wait_for(url: str, process: subprocess.Popen, log: Path) -> None:
    for _ in range(1200):
        try:
            if requests.get(url).ok:
                return
        except requests.ConnectionError:
            time.sleep(0.1)
        assert process.poll() is None, log.read_text()
    raise AssertionError(log.read_text())


def who(browser: requests.Session, hub: str) -> str | None:
    """The name under which a browser is logged in."""
    page = browser.get(f"{hub}/hub/home").text
    found = re.search(r'id="logout"', page) and re.search(r'user: "([^"]*)"', page)
    return found[1] if found else None


def test_a_learner_comes_in_under_the_name_that_the_platform_tells(platform, hub):
    browser, answer = platform.launch(hub, "ama")
    assert answer.status_code == 302 and who(browser, hub) == "ama"


@pytest.mark.parametrize(
    ("why", "claims"),
    [
        ("made for another tool", {"aud": "another tool"}),
        ("from another platform", {"iss": "https://elsewhere.example.org"}),
        ("too old", {"iat": 1_000_000_000, "exp": 1_000_000_300}),
        ("of another launch", {"nonce": "another"}),
        ("without a name of ours", {f"{lti_platform.CLAIM}custom": {}}),
        ("with a name that is no id", {f"{lti_platform.CLAIM}custom": {"learner": "../trainer"}}),
        ("with a variable for a name", {f"{lti_platform.CLAIM}custom": {"learner": "$User.username"}}),
    ],
)
def test_a_token_is_refused_that_is(platform, hub, why, claims):
    browser, answer = platform.launch(hub, "ama", **claims)
    assert answer.status_code in (400, 401, 403), why
    assert who(browser, hub) is None


def test_a_token_that_somebody_else_signed_is_refused(platform, hub):
    browser, answer = platform.launch(hub, "ama", key=rsa.generate_private_key(65537, 2048))
    assert answer.status_code == 400 and who(browser, hub) is None
