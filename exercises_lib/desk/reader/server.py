"""`bpo read`: a page in the trainer's own browser, for one answer after the other. Nobody else can open it.

The address holds a secret, and only this machine is listened to. What learners wrote is escaped, and the page runs no
script but its own.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import tornado.httpserver
import tornado.ioloop
import tornado.netutil
import tornado.web
from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup
from nbconvert.filters import markdown2html

from exercises_lib.desk.colours import colours
from exercises_lib.desk.reader.answers import Answer, Changed, Desk
from exercises_lib.faults import CourseFault

THIS_MACHINE = "127.0.0.1"
STEPS = 0.5
CHANGED = 409  # HTTP's own number for it


class Server:
    """The page, at `address` until `stop`. `names`: whether the reader sees who wrote an answer."""

    def __init__(self, root: Path, module: str, names: bool):
        self.desk = Desk(root, module)
        self.names = names
        socket = tornado.netutil.bind_sockets(0, THIS_MACHINE)[0]
        self.host = f"{THIS_MACHINE}:{socket.getsockname()[1]}"
        self.path = f"/{secrets.token_urlsafe(24)}"
        self.address = f"http://{self.host}{self.path}/"
        app = tornado.web.Application(
            [(rf"{self.path}/([0-9]{{0,9}})", _Page, {"server": self})],
            cookie_secret=secrets.token_bytes(32),
            xsrf_cookies=True,
            log_function=lambda _: None,
            xsrf_cookie_kwargs={"samesite": "Strict", "path": self.path},
        )
        self._http = tornado.httpserver.HTTPServer(app)
        self._http.add_sockets([socket])

    def serve(self, ready: Callable[[str], object]) -> None:
        """Answer until it is stopped (Ctrl-C). `ready` is called with the address once it is listened to."""
        loop = tornado.ioloop.IOLoop.current()
        loop.add_callback(ready, self.address)
        loop.start()

    def after(self, place: int, unread: list[int]) -> int:
        """The place to go on with: the next unread, round and round; the next one where all are read."""
        following = unread[0] if unread else (place + 1) % len(self.desk.places)
        return next((each for each in unread if each > place), following)


class _Page(tornado.web.RequestHandler):
    """One answer: GET shows it, POST keeps a person's points and goes on to the next unread."""

    def initialize(self, server: Server) -> None:
        self.server = server

    def prepare(self) -> None:
        if self.request.host != self.server.host:  # a page elsewhere that took this machine's address for its own
            raise tornado.web.HTTPError(403)

    def set_default_headers(self) -> None:
        self.nonce = secrets.token_urlsafe(16)
        self.set_header(
            "Content-Security-Policy",
            f"default-src 'none'; style-src 'nonce-{self.nonce}'; "
            f"script-src 'nonce-{self.nonce}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
        )
        self.set_header("Referrer-Policy", "same-origin")
        self.set_header("Cache-Control", "no-store")

    def get(self, place: str) -> None:
        if not place:
            self._go_on(-1)
            return
        self._show(self._place(place))

    def post(self, place: str) -> None:
        at = self._place(place)
        rubric = self.server.desk.places[at][1].rubric
        asked = {line: self.get_body_argument(f"line{number}", "") for number, line in enumerate(rubric)}
        comment = self.get_body_argument("comment", "")
        try:
            given = {line: float(points) for line, points in asked.items() if points}
            self.server.desk.save(at, given, comment, self.get_body_argument("seen", ""))
        except (ValueError, CourseFault) as fault:  # nothing is kept, and nothing that was typed is lost
            self.set_status(CHANGED if isinstance(fault, Changed) else 400)
            self._show(at, str(fault).rstrip("."), asked, comment)
            return
        self._go_on(at, f"?saved={at}")

    def write_error(self, status_code: int, **about: Any) -> None:
        """What can be mended is said, and the other answers can still be read."""
        fault = about.get("exc_info", (None, None))[1]
        if not isinstance(fault, CourseFault):
            super().write_error(status_code, **about)
            return
        place = self.path_args[0]
        self.finish(
            _page("fault").render(
                fault=str(fault).rstrip("."),
                module=self.server.desk.module,
                path=self.server.path,
                nonce=self.nonce,
                following=(int(place) + 1) % len(self.server.desk.places) if place else 0,
                is_post=self.request.method == "POST",
            )
        )

    def log_exception(self, kind: Any, value: Any, traceback: Any) -> None:
        if not isinstance(value, CourseFault):  # the page says those
            super().log_exception(kind, value, traceback)

    def _go_on(self, place: int, query: str = "") -> None:
        self.redirect(f"{self.server.path}/{self.server.after(place, self.server.desk.unread())}{query}")

    def _place(self, place: str) -> int:
        if not place or int(place) >= len(self.server.desk.places):
            raise tornado.web.HTTPError(404)
        return int(place)

    def _show(self, place: int, fault: str = "", asked: dict[str, str] | None = None, comment: str | None = None):
        desk = self.server.desk
        answer, saved = desk.answer(place), self.get_query_argument("saved", "")
        self.finish(
            _page("page").render(
                answer=answer,
                prompt=Markup(markdown2html(answer.task.prompt)),
                who=self._who(answer),
                module=desk.module,
                place=place,
                count=len(desk.places),
                left=len(desk.unread()),
                path=self.server.path,
                steps=_steps,
                given={line: f"{points:g}" for line, points in answer.given.items()} if asked is None else asked,
                comment=answer.comment if comment is None else comment,
                fault=fault,
                is_changed=self.get_status() == CHANGED,
                saved=saved.isdigit(),
                nonce=self.nonce,
                xsrf=Markup(self.xsrf_form_html()),
            )
        )

    def _who(self, answer: Answer) -> str:
        if self.server.names:
            return answer.learner
        learners = [learner for learner, task in self.server.desk.places if task == answer.task]
        return f"learner {learners.index(answer.learner) + 1} of {len(learners)}"


def _steps(most: float) -> list[str]:
    """The points that a line can get: 0, 0.5, 1 …"""
    return [f"{STEPS * step:g}" for step in range(round(most / STEPS) + 1)]


@cache
def _page(name: str) -> Template:
    loader = PackageLoader("exercises_lib.desk.reader", ".")
    made = Environment(loader=loader, autoescape=True, undefined=StrictUndefined)
    made.globals["colours"] = colours()
    return made.get_template(f"{name}.html.j2")
