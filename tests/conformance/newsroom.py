"""The newsroom of the conformance tests, and a story that uses everything a story can have."""

import io

from PIL import Image

from hoitu.accounts.testing import actor_of, make_agency, make_person
from hoitu.media import api as media
from hoitu.media.data import Asset
from hoitu.stories import api as stories
from hoitu.stories.data import EventLink
from hoitu.stories.document import tree
from hoitu.stories.models import Story
from hoitu.stories.testing import Details, approve, fresh, make_story, move


class Newsroom:
    """Lan reports, Minh edits, Thu is the secretary, Dũng decides."""

    def __init__(self) -> None:
        self.agency = make_agency("Báo Vân Giang")
        self.lan, self.minh, self.thu, self.dung = (
            actor_of(make_person(self.agency, role))
            for role in ("reporter", "editor", "secretary", "director")
        )

    def full_story(self) -> Story:
        """Return an approved story with every detail, a picture and marked-up text."""
        story = make_story(self.lan, headline="Thông xe cầu Yên Lộc")
        picture = self.picture()
        body = tree.Node(
            "doc",
            {},
            (
                tree.Node("heading", {"level": 2}, (tree.Text("Ba năm chờ đợi"),)),
                tree.Node("paragraph", {}, (tree.Text("Cầu dài "), tree.Text("420 m", (tree.Mark("bold"),)))),
                tree.Node(
                    "figure",
                    {"asset": str(picture.id), "alt": "Cây cầu", "credit": "Lan"},
                    (tree.Text("Cầu Yên Lộc"),),
                ),
            ),
        )
        stories.rewrite_story(actor=self.lan, story_id=story.pk, body=body)
        stories.edit_details(
            actor=self.lan,
            story_id=story.pk,
            details=Details(
                location="Yên Lộc",
                source_credit="TTXVN",
                rights_note="Không dùng lại ảnh.",
                event_links=(EventLink("https://vangiang.example/thong-xe", "Lễ thông xe"),),
                ai_label="generated",
                topic_names=("Hạ tầng",),
                tag_names=("cầu Yên Lộc", "giao thông"),
                urgency=2,
                lead_asset_id=picture.id,
            ),
        )
        stories.set_edition(
            actor=self.lan,
            story_id=story.pk,
            channel_kind="wire",
            values={"headline": "Cầu Yên Lộc thông xe"},
        )
        return approve(
            move(self.lan, story, "desk"), editor=self.minh, secretary=self.thu, director=self.dung
        )

    def picture(self) -> Asset:
        """Return a picture of the archive."""
        drawn = io.BytesIO()
        Image.new("RGB", (800, 500), "navy").save(drawn, "JPEG")
        return media.add_picture(
            actor=self.lan,
            filename="cau.jpg",
            data=drawn.getvalue(),
            caption="Cầu",
            credit="Lan",
            alt="Cây cầu",
        )

    def approve_again(self, story: Story) -> Story:
        """Send a story that was changed after its approval through the approval once more."""
        move(self.thu, story, "final")
        return move(self.dung, story, "approved")

    def update(self, story: Story) -> Story:
        """Change what readers see and approve it."""
        stories.edit_details(
            actor=self.thu, story_id=story.pk, details=Details(location="Yên Lộc, Vân Giang")
        )
        return self.approve_again(story)

    def correct(self, story: Story) -> Story:
        """Correct a false statement and approve it."""
        stories.start_correction(
            actor=self.thu, story_id=story.pk, false_content="200 tỷ", corrected_content="20 tỷ đồng"
        )
        return self.approve_again(story)

    def withdraw(self, story: Story) -> Story:
        """Take the story down."""
        stories.withdraw_story(actor=self.dung, story_id=story.pk, reason="Xác minh")
        return fresh(story.pk)

    def restore(self, story: Story) -> Story:
        """Let it stand again."""
        stories.restore_story(actor=self.dung, story_id=story.pk, reason="Đã xác minh")
        return fresh(story.pk)
