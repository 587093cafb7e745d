"""Places in pages that apps above fill: a lower app names the place, a higher one brings the template.

The template is rendered with all that the page knows; it says itself when there is nothing to show. A part
that asks its own app something is loaded by htmx from there, by URL name.
"""

from __future__ import annotations

from yuanba.rules.core.registry import put

_filled: dict[str, dict[str, int]] = {}


def fill(place: str, template: str, *, order: int = 0) -> None:
    """Register a template to be shown at a named place in another app's page, sorted by `order`."""
    put(_filled.setdefault(place, {}), template, order)


def filling(place: str) -> list[str]:
    """Return the names of the templates registered for a place in a page, in their order on the page."""
    found = _filled.get(place, {})
    return sorted(found, key=lambda template: (found[template], template))


def places() -> frozenset[str]:
    """Return the names of all places in pages for which an app registered a template."""
    return frozenset(_filled)
