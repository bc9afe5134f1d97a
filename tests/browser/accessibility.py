"""axe-core's verdict on what learners see."""

from __future__ import annotations

from playwright.sync_api import Page

OURS = "[role=status]"  # every piece of HTML that exercises_lib shows is one of these
COLOURS = ("color-contrast", "link-in-text-block")  # all that another theme can change of the same HTML


def barriers(page: Page, inside: str = OURS, rules: tuple[str, ...] = ()) -> list[str]:
    """What is in the way of people with disabilities, one line for each thing; only serious and critical ones.

    All rules, or those named: COLOURS for HTML that was looked at in another theme.
    """
    from axe_playwright_python.sync_playwright import Axe

    asked = {"resultTypes": ["violations"]} | ({"runOnly": list(rules)} if rules else {})
    found = Axe().run(page, {"include": [[inside]]}, asked).response["violations"]
    return [
        f"{violation['id']} ({violation['impact']}): {node['html'][:200]} {node.get('failureSummary', '')}"
        for violation in found
        if violation["impact"] in ("serious", "critical")
        for node in violation["nodes"]
    ]
