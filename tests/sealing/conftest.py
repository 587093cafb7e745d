"""The same districts and people as in the tests of districts."""

from tests.districts.conftest import here as here
from tests.districts.conftest import matter as matter
from tests.districts.conftest import moment as moment
from tests.districts.conftest import people as people
from tests.districts.conftest import there as there
