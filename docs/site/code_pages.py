"""Links from pages to files of the repository that are no pages: the site shows the file, or what a folder holds.

A Sphinx extension. On a code host the same links open the same files.
"""

from __future__ import annotations

import ast
import html
from collections.abc import Callable, Iterator
from pathlib import Path

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

LANGUAGES = {".py": "python", ".toml": "toml"}


def setup(app: Sphinx) -> dict:
    app.add_transform(LinksToFiles)
    app.connect("html-collect-pages", pages)
    app.connect("html-page-context", Sidebars(), priority=400)  # before the theme asks for the sidebar
    return {"version": "1", "parallel_read_safe": False}


class LinksToFiles(SphinxTransform):
    """Points each link to a file or a folder at its page of code, and notes that it is wanted."""

    default_priority = 5

    def apply(self, **_) -> None:
        root = Path(self.env.srcdir)
        for link in list(self.document.findall(_is_link)):
            _, path = self.env.relfn2path(link["reftarget"], self.env.docname)
            path = Path(path)
            if not path.exists() or not path.resolve().is_relative_to(root.resolve()):
                continue  # Sphinx says that it is broken
            name = str(path.resolve().relative_to(root.resolve()))
            _wanted(self.env).setdefault(self.env.docname, set()).add(name)
            uri = self.app.builder.get_relative_uri(self.env.docname, _page(name))
            link.replace_self(nodes.reference("", "", *link.children, refuri=uri, internal=True))


class Sidebars:
    """Makes the sidebar of the pages of code once for each depth of folders, and not for each of hundreds of pages.

    None of these pages has a place in the sidebar, so all that differs is how far the links go up.
    """

    def __init__(self) -> None:
        self._made: dict[tuple, str] = {}

    def __call__(self, app: Sphinx, name: str, template: str, context: dict, doctree: nodes.document | None) -> None:
        if name.startswith(_page("")):
            make = context["toctree"]
            context["toctree"] = lambda **asked: self._once(make, (name.count("/"), *sorted(asked.items())), asked)

    def _once(self, make: Callable[..., str], key: tuple, asked: dict) -> str:
        if key not in self._made:
            self._made[key] = make(**asked)
        return self._made[key]


def pages(app: Sphinx) -> Iterator[tuple[str, dict, str]]:
    """The wanted pages: (name, what the template needs, template)."""
    root = Path(app.srcdir)
    names = set().union(*_wanted(app.env).values())
    for name in sorted(names):
        if (root / name).is_dir():
            names |= {str(path.relative_to(root)) for path in (root / name).glob("*.py")}
    for name in sorted(names):
        body = _folder(root, name) if (root / name).is_dir() else _file(app, root / name)
        title = html.escape(name)
        yield _page(name), {"title": title, "body": f"<h1>{title}</h1>{body}", "parents": []}, "page.html"


def _is_link(node: nodes.Node) -> bool:
    """Whether MyST made it of a link to a path: a file that is no page, or what may be a folder."""
    made = isinstance(node, addnodes.download_reference | addnodes.pending_xref)
    return made and node.get("reftype") in (None, "myst") and not node.get("refdomain") and "#" not in node["reftarget"]


def _wanted(env) -> dict[str, set[str]]:
    if not hasattr(env, "code_pages"):
        env.code_pages = {}
    return env.code_pages


def _page(name: str) -> str:
    return f"code/{name}"


def _file(app: Sphinx, path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    return app.builder.highlighter.highlight_block(text, LANGUAGES.get(path.suffix, "text"), location=str(path))


def _folder(root: Path, name: str) -> str:
    """A list of a folder's modules, each with the first line of what it says about itself."""
    rows = []
    for path in sorted((root / name).glob("*.py")):
        said = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
        link = f'<a href="{path.parent.name}/{path.name}.html"><code>{path.name}</code></a>'
        rows.append(f"<dt>{link}</dt><dd>{html.escape(said.partition(chr(10))[0])}</dd>")
    return f"<dl>{''.join(rows)}</dl>"
