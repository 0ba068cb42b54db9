"""What axe-core finds amiss on a page."""

import pytest

# The rules of WCAG 2.2 A and AA, and what axe calls best practice.
SEVERE = {"serious", "critical", "moderate"}


def violations(page):
    """Return what is moderately, seriously or critically wrong, each with the place it is at."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    found = axe.run(page).response["violations"]
    return [
        f"{one['id']}: {one['help']} ({node['html'][:160]})"
        for one in found
        if one["impact"] in SEVERE
        for node in one["nodes"]
    ]
