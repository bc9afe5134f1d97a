"""What pages take from the code, so that it cannot be out of date. A Sphinx extension.

Directives: `bpo-commands`, every command of `bpo` with its options; `kinds-of-answer`, every `key.` line with its
options. Signatures everywhere name types as the code does (`Plain`, and not the fourteen shapes that it stands for).
"""

from __future__ import annotations

import inspect
from collections.abc import Callable

import typer.cli
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from sphinx.util.inspect import stringify_signature

from exercises_lib import checks, cli
from exercises_lib.authoring.key_ring import KeyRing

OF_NO_MODULE = "```{py:currentmodule} None\n```"


def setup(app: Sphinx) -> dict:
    app.add_directive("bpo-commands", Commands)
    app.add_directive("kinds-of-answer", Kinds)
    app.connect("autodoc-process-signature", _as_written)
    app.connect("autodoc-process-docstring", _examples_as_code)
    return {"version": "1", "parallel_read_safe": True}


class Commands(SphinxDirective):
    def run(self) -> list[nodes.Node]:
        bpo = typer.main.get_command(cli.app)
        text = typer.cli.get_docs_for_click(obj=bpo, ctx=bpo.context_class(bpo), name="bpo")
        return self.parse_text_to_nodes(text.partition("\n")[2], allow_section_headings=True)  # the page has its title


class Kinds(SphinxDirective):
    def run(self) -> list[nodes.Node]:
        described = [
            *(_described(f"key.{name}", kind.options, "name", "mistakes=None") for name, kind in checks.KINDS.items()),
            _described("key.partly", KeyRing.partly),
            _described("key.rng", KeyRing.rng),
        ]
        return self.parse_text_to_nodes("\n\n".join([OF_NO_MODULE, *described]))


def _described(name: str, thing: Callable | property, *first: str) -> str:
    """A function, or a value where it cannot be called, as its signature and its docstring say."""
    if not callable(thing):
        return f"````{{py:data}} {name}\n{inspect.getdoc(thing)}\n````"
    options = stringify_signature(_without_self(thing), show_return_annotation=False)[1:-1]
    arguments = ", ".join(filter(None, [*first, options]))
    return f"````{{py:function}} {name}({arguments})\n{inspect.getdoc(thing)}\n````"


def _without_self(thing: Callable) -> inspect.Signature:
    signature = inspect.signature(thing)
    return signature.replace(parameters=[one for one in signature.parameters.values() if one.name != "self"])


def _as_written(app: Sphinx, what: str, name: str, thing: object, *_) -> tuple[str, str] | None:
    if not inspect.isroutine(thing):
        return None
    arguments, _, gives = stringify_signature(_without_self(thing)).partition(" -> ")
    return arguments, gives


def _examples_as_code(app: Sphinx, what: str, name: str, thing: object, options: dict, lines: list[str]) -> None:
    """An indented paragraph of a docstring is an example, in Markdown's way."""
    for at in range(len(lines) - 1, 0, -1):
        if lines[at].startswith("    ") and not lines[at - 1].strip():
            before = next((line for line in reversed(lines[:at]) if line.strip()), "")
            if not before.startswith(" "):
                lines[at:at] = ["::", ""]
