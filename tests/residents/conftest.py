"""The same people as in the tests of matters."""

from tests.matters.conftest import people as people
