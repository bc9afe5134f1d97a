"""axe-core's verdict on what learners see."""

from __future__ import annotations

from playwright.sync_api import Page

OURS = "[role=status]"  # every piece of HTML that exercises_lib shows is one of these


def barriers(page: Page, inside: str = OURS) -> list[str]:
    """What is in the way of people with disabilities, one line for each thing; only serious and critical ones."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, context={"include": [[inside]]}).response["violations"]
    return [
        f"{violation['id']} ({violation['impact']}): {node['html'][:200]} {node.get('failureSummary', '')}"
        for violation in found
        if violation["impact"] in ("serious", "critical")
        for node in violation["nodes"]
    ]
