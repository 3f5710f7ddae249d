"""One agency with something in every table, every word of it recognisable, and every address into it."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.urls import URLPattern, URLResolver, get_resolver, reverse
from PIL import Image

from hoitu.accounts.models import Person, Role
from hoitu.accounts.operations.invitations import invite
from hoitu.accounts.operations.tokens import make_token
from hoitu.accounts.testing import actor_of, make_agency, make_desk, make_person
from hoitu.assurance import api as assurance
from hoitu.channels import api as channels
from hoitu.channels.models import DeliveryRow
from hoitu.channels.testing import make_channel, recording_adapter, run_deliveries
from hoitu.connector import api as connector
from hoitu.connector.testing import make_connection, make_partner, workbook_of
from hoitu.correspondence import api as correspondence
from hoitu.correspondence.models import Attachment, CircularReceipt, Question
from hoitu.discussion import api as discussion
from hoitu.discussion.data import Kind
from hoitu.drafting import api as drafting
from hoitu.evidence.testing import make_evidence
from hoitu.imports import api as imports
from hoitu.imports.books.people import PEOPLE
from hoitu.imports.data import SourceKind
from hoitu.imports.testing import Post, export, item
from hoitu.imports.testing import bring as bring_people
from hoitu.kernel import clock
from hoitu.kernel.models import FactDelivery
from hoitu.maturity.models import AnnexDraft, Score
from hoitu.maturity.testing import give, make_assessment, make_catalogue, make_cycle
from hoitu.media import api as media
from hoitu.media.data import FieldEdit, Place
from hoitu.outlook import api as outlook
from hoitu.outlook.operations.embed import address_token
from hoitu.oversight import api as oversight
from hoitu.oversight.data import ComplaintKind, Via
from hoitu.oversight.models import Remark, Sampled
from hoitu.oversight.testing import make_item
from hoitu.registers.books import book_of
from hoitu.registers.models import LegalRule
from hoitu.registers.operations.attend import link_token
from hoitu.registers.operations.licences import LicenceInput, save_licence
from hoitu.registers.testing import bring, keep
from hoitu.reporting import api as reporting
from hoitu.reporting.data import Head
from hoitu.reporting.models import Receipt, Version, VersionFile
from hoitu.site.data import FrontLayout
from hoitu.site.models import Front, Listing, Redirect, StaticPage
from hoitu.site.operations import settings as site_settings
from hoitu.site.operations.fronts import schedule_front
from hoitu.site.operations.place import place_story
from hoitu.site.testing import make_site, released
from hoitu.stories import api as stories
from hoitu.stories import history
from hoitu.stories.data import EventLink
from hoitu.stories.models import LostWords, Section, Stage, Story, Tag, Topic, Transition
from hoitu.stories.testing import Details, approve, edit_details, make_story, move
from hoitu.strategy import api as strategy
from hoitu.strategy.api import freeze_plan
from hoitu.strategy.models import Difficulty, Measure, Plan, ReportRule
from hoitu.strategy.testing import give as give_task
from hoitu.strategy.testing import make_body, make_plan, make_publication, make_task

PAPER = b"%PDF-1.4\ntrailer\n<<>>\n%%EOF\n"
MARK = "kinmat7"  # in every text of the agency; ASCII, so that JSON shows it too


def picture_bytes(width: int = 64, height: int = 48, kind: str = "JPEG") -> bytes:
    """Return a small real picture."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), (120, 30, 30)).save(out, kind)
    return out.getvalue()


@dataclass(frozen=True)
class Address:
    """One view: its name, its pattern, and the names of what must be filled in."""

    name: str
    pattern: str
    holes: tuple[str, ...]


def addresses() -> Iterator[Address]:
    """Yield every address of the newsroom's screens, as the resolver has them; the API has a test of its own."""
    found = _walk(get_resolver().url_patterns, "", "")
    yield from (each for each in found if each.name in ("openapi", "api-docs") or each.pattern[:4] != "api/")


def _walk(patterns: list[URLPattern | URLResolver], space: str, before: str) -> Iterator[Address]:
    for entry in patterns:
        pattern = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from _walk(entry.url_patterns, inner, pattern)
        else:
            holes = re.findall(r"<(?:\w+:)?(\w+)>", pattern)
            yield Address(f"{space}{entry.name or pattern}", pattern, tuple(dict.fromkeys(holes)))


class World:
    """Agency A: Lan reports, Minh edits, Thu is the secretary, Dũng decides. Hoa heads another agency."""

    def __init__(self, folder: Any) -> None:
        self.agency = make_agency("Báo Vân Giang")
        self.desk = make_desk(self.agency, f"Ban {MARK}")
        self.people = {role: self._person(role) for role in ("reporter", "editor", "secretary", "director")}
        self.hoa = make_person(make_agency("Báo Nơi Khác"), "director", name="Vũ Thị Hoa")
        self.admin = actor_of(make_person(self.agency, "admin", name=f"Quản trị {MARK}"))
        self.lan, self.minh, self.thu, self.dung = (actor_of(person) for person in self.people.values())
        self.site = make_site(self.agency.pk, slug=f"trang-{MARK}")
        self.values: dict[str, str] = {}
        self._stories()
        self._media_and_site()
        self._rest(folder)
        self._registers()
        self._strategy()
        self._reports()
        self._connector()
        self._correspondence()
        self._oversight()
        self._draws()
        self._outlook()

    def _person(self, role: str) -> Person:
        return make_person(self.agency, role, name=f"Người {role} {MARK}", desks=(self.desk,))

    def _story(self, title: str) -> Story:
        story = make_story(self.lan, headline=f"{title} {MARK}", section=f"Mục {MARK}")
        details = Details(location=f"Xã {MARK}", tag_names=(f"từ {MARK}",), topic_names=(f"đề {MARK}",))
        details["event_links"] = (EventLink("https://su-kien.example/", f"sự kiện {MARK}"),)
        edit_details(actor=self.lan, story_id=story.pk, details=details)
        stories.set_sources(actor=self.lan, story_id=story.pk, text=f"nguồn {MARK}")
        stories.save_revision(actor=self.lan, story_id=story.pk, note=f"bản {MARK}")
        return story

    def _stories(self) -> None:
        with recording_adapter():
            make_channel(self.agency, name=f"Kênh {MARK}")
            by_hand = make_channel(
                self.agency, "manual", medium="print", is_default=False, name=f"Báo in {MARK}"
            )
            self.draft, self.out, self.gone = (self._story(t) for t in ("Nháp", "Đã đăng", "Đã gỡ"))
            review_id = stories.ask_review(
                actor=self.lan, story_id=self.draft.pk, interviewee=f"Ông {MARK}", contact=MARK
            )
            channels.plan_release(actor=self.thu, story_id=self.out.pk, channel_id=by_hand.pk)
            later = make_channel(
                self.agency, "manual", medium="print", is_default=False, name=f"Chủ nhật {MARK}"
            )
            channels.plan_release(
                actor=self.thu,
                story_id=self.out.pk,
                channel_id=later.pk,
                due_at=clock.now() + timedelta(days=7),
            )
            for story in (self.out, self.gone):
                approve(
                    move(self.lan, story, "desk"), editor=self.minh, secretary=self.thu, director=self.dung
                )
            run_deliveries()
            stories.withdraw_story(actor=self.dung, story_id=self.gone.pk, reason=f"Vì {MARK}")
            run_deliveries()
            channels.order_takedown(
                actor=self.dung, story_id=self.gone.pk, authority=f"Cục {MARK}", reason=f"Lệnh {MARK}"
            )
        delivery = DeliveryRow.objects.unscoped(why="tests").filter(release__channel=by_hand).get()
        self.keep(
            channel_id=by_hand.pk,
            review_id=review_id,
            release_id=delivery.release_id,
            delivery_id=delivery.pk,
            revision_id=self.draft.revisions.order_by("number")[0].pk,
            last=history.written(self.draft)[0].id,
            block="0",
            lost_id=LostWords.objects.create(
                story=self.draft,
                upto=history.written(self.draft)[0].id,
                words=f"Chữ {MARK}",
                person_id=self.lan.person_id,
                at=clock.now(),
            ).pk,
            older="1",
            newer="bay-gio",
        )

        self._talk()

    def _talk(self) -> None:
        """A comment and a chat on the draft, and a private note of Lan's."""
        on_draft: dict[str, Any] = {"actor": self.lan, "story_id": self.draft.pk}
        thread_id = discussion.open_thread(
            **on_draft, kind=Kind.COMMENT, words=f"Bình luận {MARK}", quote=f"Chữ {MARK}"
        )
        discussion.open_thread(**on_draft, kind=Kind.NOTE, words=f"Ghi chú {MARK}")
        for story in (self.draft, self.out):
            discussion.say_in_chat(actor=self.lan, story_id=story.pk, words=f"Trò chuyện {MARK}")
        discussion.open_thread(
            actor=self.lan, story_id=self.out.pk, kind=Kind.COMMENT, words=f"Bình luận {MARK}"
        )
        [said] = discussion.thread(actor=self.lan, thread_id=thread_id).messages
        self.keep(thread_id=thread_id, message_id=said.id, place="binh-luan")

    def _media_and_site(self) -> None:
        words = {name: f"{name} {MARK}" for name in ("caption", "credit", "alt", "rights_note")}
        asset = media.add_picture(actor=self.lan, filename=f"{MARK}.jpg", data=picture_bytes(), **words)
        for _count in range(2):
            place_story(
                self.site, released(self.agency.pk, headline=f"Trên trang {MARK}", section=f"Mục {MARK}")
            )
        system: dict[str, Any] = {"actor": self.admin, "site_id": self.site.pk}
        site_settings.save_static_page(**system, title=f"Trang {MARK}", body=f"<p>{MARK}</p>")
        site_settings.add_redirect(**system, old_path=f"/cu-{MARK}", new_path="/moi-nhat/")
        front = Front.objects.unscoped(why="tests").filter(site=self.site).first()
        assert front is not None
        later = clock.now() + timedelta(days=1)
        layout = FrontLayout.from_json(front.layout)
        upload = media.begin_upload(actor=self.lan, name=f"{MARK}.mov", size_bytes=9)
        self._rights_of(asset.id)
        collection_id = media.save_collection(actor=self.lan, name=f"Bộ {MARK}")
        media.add_to_collection(actor=self.lan, collection_id=collection_id, asset_ids=[asset.id])
        said = {"headline": f"Tên {MARK}", "place": f"Bến {MARK}"}
        edits = [FieldEdit(field, "set", text) for field, text in said.items()]
        batch_id, _count = media.apply_batch(actor=self.dung, asset_ids=[asset.id], edits=edits)
        self.keep(
            batch_id=batch_id,
            template_id=media.save_template(actor=self.dung, name=f"Mẫu {MARK}", edits=edits),
            asset_id=asset.id,
            collection_id=collection_id,
            upload_id=upload.id,
            search_id=media.save_search(actor=self.lan, name=f"Tìm {MARK}", query="q=cau", is_shared=True).pk,
            slug=self.site.slug,
            front_id=front.pk,
            listing_id=Listing.objects.unscoped(why="tests").filter(site=self.site, kind="section")[0].pk,
            page_id=StaticPage.objects.unscoped(why="tests").get(site=self.site).pk,
            redirect_id=Redirect.objects.unscoped(why="tests").get(site=self.site).pk,
            change_id=schedule_front(actor=self.admin, front_id=front.pk, layout=layout, goes_live_at=later),
        )

    def _rights_of(self, asset_id: UUID) -> None:
        """A supplier and a category, a lease that ended, somebody who agreed, and a use that readers still see."""
        dung: dict[str, Any] = {"actor": self.dung}
        self.keep(
            supplier_id=media.save_supplier(**dung, supplier_id=None, name=f"Hãng tin {MARK}"),
            category_id=media.save_category(
                **dung, category_id=None, name=f"Loại {MARK}", verdict="allowed", note=f"Nhắc {MARK}"
            ),
            class_id=media.save_retention_class(**dung, class_id=None, name=f"Lớp {MARK}", years=2),
            consent_id=media.add_consent(
                **dung, asset_id=asset_id, person_name=f"Bà {MARK}", kind="spoken", note=f"Lời {MARK}"
            ),
            lease_id=media.add_lease(
                **dung,
                asset_id=asset_id,
                lease=media.NewLease(True, clock.today() - timedelta(days=9), None, (), f"Phép {MARK}"),
            ),
        )
        media.note_uses(
            agency_id=self.agency.pk, key=f"release:{self.out.pk}", subject=self.out.key, title=f"Bài {MARK}",
            channel=f"Kênh {MARK}", place=Place.WEB, path="/", asset_ids=[asset_id], at=clock.now(),
        )  # fmt: skip

    def _rest(self, folder: Any) -> None:
        role = Role.objects.for_agency(self.agency.pk).get(key="reporter")
        sent = invite(
            actor=self.dung, email=f"{MARK}@toasoan.example", full_name=f"Người mới {MARK}",
            titles=(), role_ids=[role.pk],
        )  # fmt: skip
        token = make_token(actor=self.admin, name=f"Khóa {MARK}", scopes=["stories.read"], days=9)
        wxr = export(folder / "wxr.xml", [item(Post(1, title=f"Bài cũ {MARK}"))])
        run_id = imports.open_run(
            actor=self.admin, kind=SourceKind.WXR, label=f"Nguồn {MARK}", path=wxr, in_background=False
        )
        own = {"agency": self.agency}
        way = Transition.objects.unscoped(why="tests").filter(
            workflow=self.draft.workflow, from_stage__key="draft"
        )[0]
        fact = FactDelivery.objects.filter(subject=self.out.key).first() or FactDelivery.objects.first()
        assert fact is not None
        fact.state, fact.error = FactDelivery.State.DEAD, f"Lỗi {MARK}"
        fact.save()
        FactDelivery.objects.filter(pk=fact.pk).update(subject=f"story:{MARK}")
        self.keep(
            rule_id=LegalRule.objects.all()[0].pk,
            person_id=self.people["reporter"].pk,
            role_id=role.pk,
            desk_id=self.desk.pk,
            organisation_id=self.agency.pk,
            link_id=self.desk.pk,
            invitation_id=sent.id,
            secret=sent.secret,
            token_id=token.id,
            run_id=run_id,
            people_sheet_id=bring_people(self.admin, PEOPLE, [{"full_name": f"Dòng lỗi {MARK}"}]),
            fact_delivery_id=fact.pk,
            section_id=Section.objects.unscoped(why="tests").filter(**own)[0].pk,
            topic_id=Topic.objects.unscoped(why="tests").filter(**own)[0].pk,
            tag_id=Tag.objects.unscoped(why="tests").filter(**own)[0].pk,
            workflow_id=self.draft.workflow_id,
            stage_id=Stage.objects.unscoped(why="tests").filter(workflow=self.draft.workflow)[0].pk,
            transition_id=way.pk,
            way="len",
            state="dong",
            kind="web",
            object_key=self.draft.key,
            uidb36="1",
            provider_id="don-vi",
            key="abc-def",
            pk=1,
        )

    def _registers(self) -> None:
        licence = LicenceInput("print", f"Báo {MARK}", f"Số {MARK}", f"Nơi {MARK}", date(2026, 1, 5))
        book = book_of("giay-phep")
        sheet_id = bring(self.admin, book, [{"name": f"Dòng lỗi {MARK}"}])
        keep(self.admin, "khoa-hoc", code=f"K-{MARK}", name=f"Khóa {MARK}", starts_on="2026-11-02")
        session_id = keep(
            self.admin, "buoi-hoc", course=f"K-{MARK}", code=f"B-{MARK}",
            starts_at="2026-11-02T08:00", ends_at="2026-11-02T11:00",
        )  # fmt: skip
        self.keep(
            row_id=save_licence(actor=self.admin, values=licence),
            book=book.key,
            sheet_id=sheet_id,
            line=2,
            token=link_token(session_id),
            session_id=session_id,
            channel_row_id=keep(
                self.admin, "kenh-so", name=f"Kênh {MARK}", platform="Zalo", opened_on="2026-11-02"
            ),
        )

    def _strategy(self) -> None:
        plan = make_plan("ca-mau-203-kh-ubnd", owner=self.agency, scope="all")
        make_publication(self.agency, clock.now() - timedelta(hours=1), title=f"Đã đăng {MARK}")
        measure = Measure.objects.filter(target__plan=plan, target__year=2030, indicator="IND-01").get()
        self._tasks(plan)
        self._maturity()
        self._proposal(plan)
        said = strategy.Statement(answer=True, note=f"Khai {MARK}")
        year = clock.today().year
        strategy.declare(actor=self.dung, indicator="IND-03", year=year, values={year: said})
        self.keep(
            plan_id=plan.pk,
            measure_id=measure.pk,
            snapshot_id=freeze_plan(actor=self.admin, plan_id=plan.pk, note=f"Chốt {MARK}"),
            province="ca-mau",
            agency_id=self.agency.pk,
            indicator="IND-03",
            year=clock.today().year,
            name=plan.key,
            evidence_id=make_evidence(self.agency, f"measure:{MARK}:2026", title=f"Quyết định {MARK}"),
        )

    def _tasks(self, plan: Plan) -> None:
        """Give the agency a task; its words are the plan's and public, what is done about it is not."""
        task = make_task(plan, time="2023-2099")
        [case] = give_task(task, self.agency)
        strategy.note_progress(actor=self.dung, case_id=case.pk, percent=10, words=f"Tiến độ {MARK}")
        strategy.hand_in(actor=self.dung, case_id=case.pk, words=f"Sản phẩm {MARK}")
        opening = strategy.await_document(actor=self.dung, task_id=make_task(plan).pk, awaits=f"Chờ {MARK}")
        difficulty = Difficulty.objects.for_agency(self.agency.pk).create(
            agency=self.agency,
            title=f"Vướng {MARK}",
            words=f"Vướng {MARK}",
            handler=self.agency,
            raised_at=clock.now(),
            raised_by_name=f"Người {MARK}",
        )
        self.keep(task_id=task.pk, case_id=case.pk, opening_id=opening, difficulty_id=difficulty.pk)

    def _maturity(self) -> None:
        catalogue = make_catalogue(owner=self.agency)
        catalogue.criteria.update(text=f"Tiêu chí {MARK}")
        cycle = make_cycle(catalogue, owner=self.agency, name=f"Kỳ {MARK}")
        row = make_assessment(self.agency, cycle)
        give(row, c1_1="2")
        Score.objects.for_agency(self.agency.pk).update(note=f"Giải trình {MARK}")
        criterion = catalogue.criteria.all()[0]
        draft = AnnexDraft.objects.create(
            catalogue=catalogue, file_name=f"{MARK}.xlsx", sha256="0" * 64, read_at=clock.now()
        )
        self.keep(
            catalogue_id=catalogue.pk,
            pillar_id=catalogue.pillars.all()[0].pk,
            criterion_id=criterion.pk,
            draft_id=draft.pk,
            cycle_id=cycle.pk,
            assessment_id=row.pk,
            scored_id=criterion.pk,
            pillar=1,
        )

    def _proposal(self, plan: Plan) -> None:
        """A plan in the making, with the agency's words in it."""
        proposal_id = drafting.derive_plan(actor=self.admin, plan_id=plan.pk)
        task = drafting.add_item(actor=self.admin, proposal_id=proposal_id, kind="task")
        drafting.save_item(
            actor=self.admin,
            proposal_id=proposal_id,
            item_id=task.pk,
            values={"kind": "A", "text": f"Việc {MARK}"},
            version=task.version,
        )
        self.keep(
            proposal_id=proposal_id,
            item_id=task.pk,
            body_id=plan.bodies.all()[0].pk,
            what="task",
        )

    def _reports(self) -> None:
        """A report that was sent: to the agency itself, and to a body that nobody here works for."""
        rule = ReportRule.objects.get(key="R-000.1")
        period = str(clock.today().year)
        report_id = reporting.open_report(actor=self.admin, rule_id=rule.pk, period=period)
        draft = reporting.DraftInput(0, Head(), {}, {"difficulties": f"Khó {MARK}"})
        reporting.save_draft(actor=self.admin, report_id=report_id, values=draft)
        reporting.send_report(actor=self.admin, report_id=report_id, without=True)
        sent = Version.objects.for_agency(self.agency.pk).get(report=report_id)
        signed = VersionFile.objects.create(
            agency=self.agency, version=sent, kind="signed", sha256="0" * 64, added_at=clock.now()
        )
        inside, outside = Receipt.objects.for_agency(self.agency.pk).filter(version__report=report_id)
        Receipt.objects.for_agency(self.agency.pk).filter(pk=inside.pk).update(recipient=self.agency)
        self.keep(
            report_id=report_id,
            duty_id=rule.pk,
            period=period,
            number=1,
            cell="items",
            form="json",
            receipt_id=inside.pk,
            outside_id=outside.pk,
            file_id=signed.pk,
        )

    def _connector(self) -> None:
        """A CMS with a refused row, a workbook with a bad one, a partner with a package each way."""
        connection = make_connection(self.agency, f"CMS {MARK}")
        connector.take_rows(connection_id=connection.pk, given=[{"id": f"D-{MARK}", "title": f"Lỗi {MARK}"}])
        partner = make_partner(self.agency, f"Sở {MARK}")
        content = b"not a package"
        came = connector.receive_file(actor=self.admin, file_name=f"{MARK}.zip", content=content)
        self.keep(
            connection_id=connection.pk,
            refused_id=connection.refused_rows.get().pk,
            workbook_id=connector.bring_sheet(
                actor=self.admin, file_name=f"{MARK}.xlsx", content=workbook_of({"id": f"S-{MARK}"})
            ),
            partner_id=partner.pk,
            out_id=connector.build_package(actor=self.admin, partner_id=partner.pk),
            in_id=came.pk,
        )

    def _correspondence(self) -> None:
        """One circular, guide, question, statement and case of the agency, with its own words in each."""
        values = correspondence.CircularInput(f"Văn bản {MARK}", f"Lời {MARK}", number=f"7{MARK}", code="BVG")
        circular = correspondence.write_circular(actor=self.dung, values=values)
        correspondence.add_file(
            actor=self.dung, circular_id=circular, file=io.BytesIO(PAPER), file_name=f"{MARK}.pdf"
        )
        guide = correspondence.share_guide(
            actor=self.dung,
            values=correspondence.GuideInput(f"Cẩm nang {MARK}"),
            audience=correspondence.Audience(),
            words=f"Bước {MARK}",
        )
        # Who speaks for an organisation is for everybody to know.
        speaker = make_person(self.agency, "director", name="Phạm Văn Ngôn")
        named = correspondence.SpokespersonInput(speaker.pk, "Giám đốc", "Số 1/QĐ", clock.today())
        asked = correspondence.take_down(
            actor=self.dung,
            asker_name=f"Báo ngoài {MARK}",
            asked_at=clock.now(),
            values=correspondence.PressInput(f"Vấn đề {MARK}", f"Hỏi {MARK}"),
        )
        case = correspondence.ExperienceInput(f"Kinh nghiệm {MARK}", MARK, MARK, MARK)
        experience = correspondence.write_experience(actor=self.dung, values=case)
        self.keep(
            circular_id=circular,
            file_id=Attachment.objects.for_agency(self.agency.pk).get().pk,
            guide_id=guide,
            spokesperson_id=correspondence.name_spokesperson(actor=self.dung, values=named),
            request_id=asked,
            statement_id=correspondence.write_statement(
                actor=self.dung, title=f"Thông cáo {MARK}", body=f"Lời {MARK}"
            ),
            experience_id=experience,
            paper_of=CircularReceipt.objects.create(
                agency=self.agency,
                circular_id=circular,
                recipient=make_body("Nơi chưa có tài khoản"),
                name=f"Nơi nhận {MARK}",
            ).pk,
            question_id=Question.objects.create(
                agency=self.agency, experience_id=experience, words=MARK, at=clock.now(), by_name=MARK
            ).pk,
        )

    def _oversight(self) -> None:
        """A watched item with a remark, a complaint, a sample that somebody looked at, a plan of the press."""
        item = make_item(self.agency, f"Tin theo dõi {MARK}")
        body = make_body("Sở quản lý báo chí")
        remark = Remark.objects.create(
            agency=self.agency, item=item, body=body, text=f"Nhận xét {MARK}", made_at=clock.now()
        )
        complaint_id = oversight.receive_complaint(
            actor=self.admin,
            values=oversight.ComplaintInput(
                ComplaintKind.CITIZEN, Via.POST, clock.now(), f"Việc {MARK}", complainant=f"Ông {MARK}"
            ),
        )
        checklist_id = oversight.make_checklist(
            actor=self.admin, name=f"Phiếu {MARK}", source="", questions=[f"Câu {MARK}"]
        )
        round_id = oversight.draw_sample(
            actor=self.admin, checklist_id=checklist_id, month=clock.today(), size=1, seed=MARK
        )
        plan_id = oversight.save_plan(
            actor=self.admin,
            values=oversight.PlanInput(f"Quy hoạch {MARK}", MARK, "unknown", MARK, 1, None, (f"Báo {MARK}",)),
        )
        request_id = oversight.note_request(
            actor=self.admin,
            plan_id=plan_id,
            values=oversight.RequestInput(f"Bộ {MARK}", MARK, clock.today(), None),
        )
        self.keep(
            watched_id=self.agency.pk,
            seen_id=item.pk,
            feed_id=item.source_id,
            remark_id=remark.pk,
            complaint_id=complaint_id,
            checklist_id=checklist_id,
            round_id=round_id,
            sampled_id=Sampled.objects.for_agency(self.agency.pk).get().pk,
            press_plan_id=plan_id,
            request_id=request_id,
        )

    def _draws(self) -> None:
        """A draw that the agency made of its own records; its list names them."""
        number = next(one for one in strategy.countable(reader=self.agency.pk) if one.indicator == "IND-01")
        today = clock.today()
        made = assurance.announce_draw(
            actor=self.admin,
            values=assurance.AnnouncementInput(
                measure_id=number.measure_id,
                until=today,
                k=3,
                draw_on=today + timedelta(days=1),
                proof_due=today + timedelta(days=9),
                public_source=f"Xổ số {MARK}",
            ),
        )
        with clock.frozen(clock.now() + timedelta(days=1)):
            assurance.make_draw(actor=self.admin, draw_id=made, public_value="031847", found_at=f"Báo {MARK}")
        drawn = assurance.drawn_lines(assurance.draw_of(self.admin, made))
        self.keep(draw_id=made, drawn_id=drawn[0].record.pk)

    def _outlook(self) -> None:
        """An embed of a figure; what it shows is a count, without anybody's words."""
        measure_id = self.values["measure_id"]
        embed_id = outlook.make_embed(
            actor=self.admin, measure_id=UUID(measure_id), kind="map", origins=["https://so.example"]
        )
        self.keep(embed_id=embed_id, embed_token=address_token(embed_id), monday="2026-11-16")

    def keep(self, **values: object) -> None:
        """Remember what the holes of addresses are filled with."""
        self.values |= {name: str(value) for name, value in values.items()}

    def paths(self, address: Address) -> list[str]:
        """Return the path of the address, one for each story where it is about a story."""
        values = dict(self.values)
        if address.name == "kernel:replay":
            values["delivery_id"] = values["fact_delivery_id"]
        if address.name == "registers:session-qr":
            values["row_id"] = values["session_id"]
        if address.name == "registers:channel-notice":
            values["row_id"] = values["channel_row_id"]
        if address.name.startswith("registers:"):
            values["number"] = values["line"]
        if address.name.startswith("imports:"):
            values |= {"book": PEOPLE.key, "sheet_id": values["people_sheet_id"], "number": values["line"]}
        if address.name.startswith("maturity:"):
            values["item_id"] = values["scored_id"]
        if address.name == "correspondence:export-circular":
            values |= {"number": "0", "form": "docx"}
        if address.name == "reporting:record":
            values["receipt_id"] = values["outside_id"]
        if address.name == "outlook:embedded":
            values["token"] = values["embed_token"]
        if address.name == "audit:export":
            values["kind"] = "csv"
        if address.name == "oversight:plan-paper":
            values["form"] = "docx"
        if not address.holes:
            return ["/_health" if address.name == "_health" else reverse(address.name)]
        found = []
        for story in (self.draft, self.out, self.gone):
            values["story_id"] = str(story.pk)
            found.append(reverse(address.name, kwargs={hole: values[hole] for hole in address.holes}))
        return list(dict.fromkeys(found))
