"""The template variables that every page has: display preferences, district and actor."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from yuanba.rules.core.actor import ANONYMOUS

THEMES = ("system", "light", "dark")
CARE_COOKIE = "care"
THEME_COOKIE = "theme"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLook:
    """One reader's display preferences: language, elder mode (`care`), and theme."""

    language: str
    care: bool
    theme: str

    @property
    def tag(self) -> str:
        """Return the language code for HTML's `lang` attribute."""
        return "zh-Hans" if self.language.startswith("zh") else self.language

    @property
    def is_chinese(self) -> bool:
        """Return whether pages are shown in Chinese."""
        return self.language.startswith("zh")


def look_of(request: HttpRequest) -> PageLook:
    """Return the display preferences that the reader's cookies ask for."""
    theme = request.COOKIES.get(THEME_COOKIE, "system")
    return PageLook(
        language=get_language() or settings.LANGUAGE_CODE,
        care=request.COOKIES.get(CARE_COOKIE) == "on",
        theme=theme if theme in THEMES else "system",
    )


def surroundings(request: HttpRequest) -> dict[str, object]:
    """Return the variables for every template: display preferences, district, actor, root path, demo flag."""
    return {
        "look": look_of(request),
        "district": getattr(request, "district", None),
        "actor": getattr(request, "actor", ANONYMOUS),
        "root": request.META.get("SCRIPT_NAME", "") + "/",
        "demo": settings.DEMO,
    }
