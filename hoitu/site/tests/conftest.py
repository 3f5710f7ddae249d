import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from hoitu.accounts.models import Organisation
from hoitu.accounts.testing import make_agency
from hoitu.site.models import Site
from hoitu.site.testing import make_site


@pytest.fixture(autouse=True)
def public_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Every test bakes into a folder of its own."""
    monkeypatch.setattr("os.sync", lambda: None)  # tests need no safety from power cuts
    before = settings.PUBLIC_ROOT
    settings.PUBLIC_ROOT = tmp_path / "public"
    yield settings.PUBLIC_ROOT
    settings.PUBLIC_ROOT = before
    shutil.rmtree(tmp_path, ignore_errors=True)


@pytest.fixture
def agency(db: None) -> Organisation:
    return make_agency()


@pytest.fixture
def site(agency: Organisation) -> Site:
    return make_site(agency.pk)
