"""Sphinx's settings for the documentation as a site (`make docs`).

Every Markdown page stays where it is: the site is built from the root of the repository. docs/index.md says in which
order the pages are read; a new page is one line there.
"""

import sys
import tomllib
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent), str(HERE / "site")]

project = "BPO course"
author = "The BPO course contributors"
release = tomllib.loads((HERE.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
language = "en"

extensions = ["myst_parser", "sphinx.ext.autodoc", "code_pages", "from_code", "accessible"]
root_doc = "docs/index"
include_patterns = ["*.md", "docs/**.md", "deploy/*.md", "benchmarks/RESULTS.md", "course/*.md", "course/*/design.md"]
exclude_patterns = [  # not even looked into
    ".*",
    "source",
    "tests",
    "exercises_lib",
    "locks",
    "docs/_site",
    "demo",
    "release",
    "submitted",
    "autograded",
    "feedback",
    "deploy/proxy",
    "downloaded",
    "my_course",
    "results",
    "exchange",
]
myst_heading_anchors = 4  # links to headings, as code hosts make them
default_role = "code"  # docstrings set `names` in single backticks
highlight_language = "text"  # a block without a language is what a terminal shows
autodoc_preserve_defaults = True
autodoc_member_order = "bysource"

html_theme = "furo"
html_title = "BPO course"
html_extra_path = ["site/index.html"]  # leads to the first page
html_static_path = ["site/static"]
html_css_files = ["site.css"]
html_copy_source = False
html_show_copyright = False
html_use_index = html_domain_indices = False  # the search finds names
