"""What a page may ask of the device that shows it (Permissions-Policy): nothing, unless its view says so."""

from __future__ import annotations

from collections.abc import Collection

FEATURES = (
    "accelerometer",
    "browsing-topics",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "usb",
)


def permissions(allowed: Collection[str] = ()) -> str:
    """Return the header's value: our own page may use the allowed features, and nobody any other.

    >>> permissions({"microphone"}).split(", ")[6:8]
    ['magnetometer=()', 'microphone=(self)']
    """
    return ", ".join(f"{feature}=({'self' if feature in allowed else ''})" for feature in FEATURES)
