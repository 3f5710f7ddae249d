"""Authors and editors see how often their story was opened; other agencies do not."""

import pytest

from hoitu.accounts.testing import actor_of, make_agency, make_person, signed_in
from hoitu.kernel import clock
from hoitu.site.models import DailyView
from hoitu.site.testing import make_site
from hoitu.stories.testing import make_story

pytestmark = pytest.mark.django_db


def test_the_author_sees_readers_and_bots_apart() -> None:
    agency = make_agency()
    lan = make_person(agency, "reporter")
    story = make_story(actor_of(lan))
    DailyView.objects.create(
        site=make_site(agency.pk), story_id=story.pk, day=clock.today(), readers=1234, bots=56
    )
    page = signed_in(lan).get(f"/tin-bai/{story.pk}/luot-xem/").content.decode()
    assert "1.234 lượt xem (không tính 56 lượt của máy)" in page
    assert (
        signed_in(make_person(make_agency(), "director")).get(f"/tin-bai/{story.pk}/luot-xem/").status_code
        == 404
    )
