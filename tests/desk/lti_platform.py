"""A learning platform in small: it launches JupyterHub as an LTI 1.3 tool, with identity tokens that it signs."""

from __future__ import annotations

import json
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import jwt
import requests
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

CLAIM = "https://purl.imsglobal.org/spec/lti/claim/"
CLIENT = "bpo-course"


@dataclass
class Platform:
    """`address`: where it publishes its keys, and its name as an issuer."""

    address: str = ""
    key: rsa.RSAPrivateKey = field(default_factory=lambda: rsa.generate_private_key(65537, 2048))

    @property
    def keys(self) -> dict:
        return {"keys": [RSAAlgorithm.to_jwk(self.key.public_key(), as_dict=True) | {"kid": "1", "alg": "RS256"}]}

    def launch(self, hub: str, learner: str | None, key=None, **claims) -> tuple[requests.Session, requests.Response]:
        """What a learner's browser does who opens the activity: ask the hub, be sent here, come back with a token.

        `key`: sign with it in place of the platform's; `claims`: what the token says in place of the truth.
        """
        browser = requests.Session()
        hints = {"iss": self.address, "login_hint": "17", "target_link_uri": f"{hub}/hub/home", "client_id": CLIENT}
        asked = browser.get(f"{hub}/hub/lti13/oauth_login", params=hints, allow_redirects=False)
        assert asked.status_code == 302 and asked.headers["Location"].startswith(f"{self.address}/authorize")
        wanted = {name: values[0] for name, values in parse_qs(urlsplit(asked.headers["Location"]).query).items()}
        token = jwt.encode(
            self._claims(learner, wanted["nonce"]) | claims, key or self.key, "RS256", headers={"kid": "1"}
        )
        form = {"id_token": token, "state": wanted["state"]}
        return browser, browser.post(wanted["redirect_uri"], data=form, allow_redirects=False)

    def _claims(self, learner: str | None, nonce: str) -> dict:
        now = int(time.time())
        return {
            "iss": self.address, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": nonce, "sub": "17",
            f"{CLAIM}version": "1.3.0", f"{CLAIM}message_type": "LtiResourceLinkRequest",
            f"{CLAIM}deployment_id": "1", f"{CLAIM}target_link_uri": "http://127.0.0.1/hub/home",
            f"{CLAIM}roles": [], f"{CLAIM}resource_link": {"id": "1"},
            f"{CLAIM}custom": {"learner": learner} if learner else {},
        }  # fmt: skip


@contextmanager
def running():
    """A platform that answers for its keys while the context lasts."""
    platform = Platform()

    class Keys(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps(platform.keys).encode())

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Keys)
    platform.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield platform
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
