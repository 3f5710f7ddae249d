"""What a reader of the trail sees of a story's changes: names, not keys and codes."""

import pytest

from hoitu.accounts.testing import actor_of, make_agency, make_desk, make_person
from hoitu.audit import api as audit
from hoitu.stories import api
from hoitu.stories.models import AiLabel
from hoitu.stories.testing import Details, make_story

pytestmark = pytest.mark.django_db


def test_changed_details_are_named() -> None:
    agency = make_agency()
    lan, secretary = actor_of(make_person(agency, "reporter")), actor_of(make_person(agency, "secretary"))
    story = make_story(lan, section="Thời sự")
    desk = make_desk(agency, "Ban Kinh tế")
    economy = api.save_section(actor=secretary, name="Kinh tế")
    details = Details(
        section_id=economy, desk_id=desk.pk, genre="interview", ai_label=AiLabel.values[1], location="Yên Lộc"
    )
    api.edit_details(actor=lan, story_id=story.pk, details=details)
    api.set_edition(actor=lan, story_id=story.pk, channel_kind="social", values={"text": "Cầu mới!"})
    wording, edit = audit.trail(agency_id=agency.pk, object_key=f"story:{story.pk}").entries[:2]
    seen = {change.label: (change.before, change.after) for change in (*edit.changes, *wording.changes)}
    assert seen == {
        "Chuyên mục": ("Thời sự", "Kinh tế"),
        "Ban": (None, "Ban Kinh tế"),
        "Thể loại": ("Tin", "Phỏng vấn"),
        "Nhãn AI": ("", str(AiLabel(AiLabel.values[1]).label)),
        "Địa điểm": ("", "Yên Lộc"),
        "Lời đăng mạng xã hội": ("", "Cầu mới!"),
    }
