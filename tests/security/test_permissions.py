"""Every address, every role, two agencies: who gets in, and that nobody sees another newsroom's words."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy

import pytest
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import resolve

from hoitu.accounts.default_roles import DEFAULT_ROLES
from hoitu.accounts.testing import make_person, signed_in
from hoitu.audit.models import AuditEntry
from hoitu.registers.books import READERS
from hoitu.registers.books.groups import LEGAL
from tests.security.world import MARK, Address, World, addresses, picture_bytes

pytestmark = pytest.mark.timeout(400)

PUBLIC, SIGNED_IN = "public", "signed_in"
# The book of the examples is the one of licences; who keeps another book alone has no business in it.
BOOK_READERS, BOOK_KEEPERS = READERS, (LEGAL.manage,)
COMPLAINTS, QUALITY = ("oversight.complaints", "oversight.read"), ("oversight.review", "oversight.draw")
# What each address asks for. An address that is missing here fails the test: declare it.
TABLE: dict[str, str | tuple[str, ...]] = {
    "_health": PUBLIC,
    "openapi": PUBLIC,
    "api-docs": SIGNED_IN,
    "workspace:home": SIGNED_IN,
    "workspace:duties": SIGNED_IN,
    "workspace:board": "stories.read",
    "workspace:save-view": "stories.read",
    "workspace:search": "stories.read",
    "workspace:bell": SIGNED_IN,
    "workspace:notifications": SIGNED_IN,
    "workspace:push-allow": SIGNED_IN,
    "workspace:push-stop": SIGNED_IN,
    "workspace:push-worker": PUBLIC,  # a script without anybody's words
    "workspace:help": SIGNED_IN,
    "account_login": PUBLIC,
    "openid_connect_login": PUBLIC,
    "openid_connect_callback": PUBLIC,
    "account_logout": PUBLIC,
    "account_inactive": PUBLIC,
    "account_reauthenticate": SIGNED_IN,
    "account_change_password": SIGNED_IN,
    "account_set_password": SIGNED_IN,
    "account_reset_password": PUBLIC,
    "account_reset_password_done": PUBLIC,
    "account_reset_password_from_key": PUBLIC,
    "account_reset_password_from_key_done": PUBLIC,
    "mfa_index": SIGNED_IN,
    "mfa_authenticate": PUBLIC,
    "mfa_reauthenticate": SIGNED_IN,
    "mfa_activate_totp": SIGNED_IN,
    "mfa_deactivate_totp": SIGNED_IN,
    "mfa_view_recovery_codes": SIGNED_IN,
    "mfa_generate_recovery_codes": SIGNED_IN,
    "mfa_download_recovery_codes": SIGNED_IN,
    "mfa_list_webauthn": SIGNED_IN,
    "mfa_add_webauthn": SIGNED_IN,
    "mfa_reauthenticate_webauthn": SIGNED_IN,
    "mfa_remove_webauthn": SIGNED_IN,
    "mfa_edit_webauthn": SIGNED_IN,
    "mfa_login_webauthn": PUBLIC,
    "usersessions_list": SIGNED_IN,
    "accounts:people": "accounts.people",
    "accounts:rights": "accounts.people",
    "accounts:invite": "accounts.people",
    "accounts:person": "accounts.people",
    "accounts:save_identity": "accounts.people",
    "accounts:act": "accounts.people",
    "accounts:save_kind": "accounts.people",
    "accounts:service": "accounts.people",
    "accounts:revoke_invitation": "accounts.people",
    "accounts:join": PUBLIC,  # the secret in the link is the right
    "accounts:roles": "accounts.roles",
    "accounts:new_role": "accounts.roles",
    "accounts:role": "accounts.roles",
    "accounts:add_default_role": "accounts.roles",
    "accounts:answer_offer": "accounts.roles",
    "accounts:remove_role": "accounts.roles",
    "accounts:desks": "accounts.desks",
    "accounts:desk": "accounts.desks",
    "accounts:close_desk": "accounts.desks",
    "accounts:organisations": "accounts.organisation",
    "accounts:new_organisation": "accounts.organisation",
    "accounts:organisation": "accounts.organisation",
    "accounts:link": "accounts.organisation",
    "accounts:unlink": "accounts.organisation",
    "accounts:security": "accounts.security",
    "accounts:found": "installation.operate",
    "accounts:profile": SIGNED_IN,
    "accounts:tokens": "accounts.tokens",
    "accounts:revoke_token": SIGNED_IN,
    "accounts:switch_agency": SIGNED_IN,
    "audit:trail": "audit.read",
    "audit:export": "audit.read",
    "audit:object": "audit.read",
    "evidence:own": "evidence.read",
    "evidence:queue": "evidence.check",
    "evidence:attach": "evidence.add",
    "evidence:file": "evidence.read",
    "evidence:check": "evidence.check",
    "evidence:withdraw": "evidence.add",
    "registers:books": BOOK_READERS,
    "registers:rows": BOOK_READERS,
    "registers:new-row": BOOK_KEEPERS,
    "registers:export": BOOK_READERS,
    "registers:template": BOOK_KEEPERS,
    "registers:sheets": BOOK_KEEPERS,
    "registers:sheet": BOOK_KEEPERS,
    "registers:write-sheet": BOOK_KEEPERS,
    "registers:sheet-row": BOOK_KEEPERS,
    "registers:row": BOOK_READERS,
    "registers:archive-row": BOOK_KEEPERS,
    "registers:attend": SIGNED_IN,  # the link on the wall, and being of the agency, is the right
    "registers:session-qr": "registers.training",
    "registers:commune-map": BOOK_READERS,
    "registers:channel-notice": "registers.manage",
    "registers:yearly-form": "registers.security",
    "language:proof": "language.proof",
    "language:allow": "registers.wording",
    "language:house": "registers.wording",
    "language:take": "registers.wording",
    "registers:rules": SIGNED_IN,
    "registers:rule": "installation.operate",
    "registers:supersede-rule": "installation.operate",
    "strategy:plans": "strategy.read",
    "strategy:load": "strategy.manage",
    "strategy:plan": "strategy.read",
    "strategy:bind": "strategy.manage",
    "strategy:declarations": "strategy.read",
    "strategy:declaration": "strategy.read",
    "strategy:measure": "strategy.read",
    "strategy:records": "strategy.read",
    "strategy:rollup": "strategy.read",
    "strategy:province": "strategy.read",
    "strategy:nation": "strategy.read",
    "strategy:snapshots": "strategy.read",
    "strategy:freeze": "strategy.manage",
    "strategy:snapshot": "strategy.read",
    "strategy:download-snapshot": "strategy.read",
    "strategy:topics": "strategy.classify",
    "strategy:figures": "installation.operate",
    "strategy:recount": "installation.operate",
    "strategy:tasks": ("strategy.read", "strategy.work"),
    "strategy:my-tasks": ("strategy.read", "strategy.work"),
    "strategy:units": "strategy.read",
    "strategy:case": ("strategy.read", "strategy.work"),
    "strategy:note-progress": ("strategy.work", "strategy.assign"),
    "strategy:hand-in": ("strategy.work", "strategy.assign"),
    "strategy:assign-people": "strategy.assign",
    "strategy:remind": ("strategy.manage", "strategy.assign"),
    "strategy:plan-tasks": "strategy.manage",
    "strategy:reminder-steps": "strategy.manage",
    "strategy:assign-task": "strategy.manage",
    "strategy:await-document": "strategy.manage",
    "strategy:register-document": "strategy.manage",
    "strategy:register-awaited": "strategy.manage",
    "strategy:drop-opening": "strategy.manage",
    "strategy:difficulties": ("strategy.assign", "strategy.manage"),
    "strategy:raise-difficulty": "strategy.assign",
    "strategy:difficulty": ("strategy.assign", "strategy.manage"),
    "strategy:answer-difficulty": "strategy.manage",
    "strategy:pass-on-difficulty": "strategy.manage",
    "strategy:link-text": ("strategy.assign", "strategy.manage"),
    "strategy:withdraw-difficulty": "strategy.assign",
    "drafting:derive": "strategy.manage",
    "drafting:amend": "strategy.manage",
    "strategy:bodies": "strategy.read",
    "strategy:join_body": "strategy.manage",
    "strategy:schedule": "strategy.read",
    "strategy:calendar_address": "strategy.read",
    "strategy:calendar": PUBLIC,  # the secret in the address is the right
    "drafting:proposals": "strategy.manage",
    "drafting:new_proposal": "strategy.manage",
    "drafting:proposal": "strategy.manage",
    "drafting:proposal_progress": "strategy.manage",
    "drafting:read_again": "strategy.manage",
    "drafting:drop_proposal": "strategy.manage",
    "drafting:add_item": "strategy.manage",
    "drafting:check_rest": "strategy.manage",
    "drafting:confirm": "strategy.manage",
    "drafting:proposal_item": "strategy.manage",
    "drafting:keep_item": "strategy.manage",
    "drafting:submit_plan": "strategy.manage",
    "drafting:take_back_plan": "strategy.manage",
    "drafting:record_decision": "strategy.manage",
    "drafting:submitted": "strategy.approve_plan",
    "drafting:decide": "strategy.approve_plan",
    "maturity:home": "maturity.read",
    "maturity:start": "maturity.score",
    "maturity:national": ("maturity.read", "maturity.verify"),
    "maturity:results": "maturity.verify",
    "maturity:results_workbook": "maturity.verify",
    "maturity:new_cycle": ("maturity.catalogue", "installation.operate"),
    "maturity:cycle": ("maturity.catalogue", "installation.operate"),
    "maturity:catalogues": ("maturity.read", "maturity.verify", "maturity.catalogue", "installation.operate"),
    "maturity:catalogue": ("maturity.read", "maturity.verify", "maturity.catalogue", "installation.operate"),
    "maturity:copy": "maturity.catalogue",
    "maturity:bands": ("maturity.catalogue", "installation.operate"),
    "maturity:pillar": ("maturity.catalogue", "installation.operate"),
    "maturity:new_criterion": ("maturity.catalogue", "installation.operate"),
    "maturity:criterion": ("maturity.catalogue", "installation.operate"),
    "maturity:remove_criterion": ("maturity.catalogue", "installation.operate"),
    "maturity:annex": ("maturity.catalogue", "installation.operate"),
    "maturity:annex_template": ("maturity.catalogue", "installation.operate"),
    "maturity:annex_draft": ("maturity.catalogue", "installation.operate"),
    "maturity:assessment": ("maturity.read", "maturity.verify"),
    "maturity:sheet": "maturity.score",
    "maturity:item": ("maturity.read", "maturity.verify"),
    "maturity:gaps": "maturity.read",
    "maturity:send": "maturity.send",
    "maturity:verify": "maturity.verify",
    "maturity:decide": "maturity.verify",
    "maturity:paper": ("maturity.read", "maturity.verify"),
    "maturity:workbook": ("maturity.read", "maturity.verify"),
    "reporting:reports": "reporting.read",
    "reporting:calendar": "reporting.read",
    "reporting:rollup": "reporting.receive",
    "reporting:rollup-export": "reporting.receive",
    "reporting:begin": "reporting.write",
    "reporting:report": "reporting.read",
    "reporting:correct": "reporting.send",
    "reporting:records": "reporting.read",
    "reporting:draft": "reporting.read",
    "reporting:version": "reporting.read",
    "reporting:export": "reporting.read",
    "reporting:accept": "reporting.receive",
    "reporting:record": "reporting.send",
    "reporting:occasion": "reporting.write",
    "reporting:call": "reporting.receive",
    "reporting:sign": "reporting.send",
    "reporting:file": "reporting.read",
    "connector:home": "connector.read",
    "connector:new": "connector.manage",
    "connector:refused": "connector.read",
    "connector:answer": "connector.manage",
    "connector:sheets": "connector.manage",
    "connector:template": "connector.manage",
    "connector:sheet": "connector.manage",
    "connector:write-sheet": "connector.manage",
    "connector:line": "connector.manage",
    "connector:new-partner": "connector.manage",
    "connector:partner": "connector.read",
    "connector:partner-step": "connector.manage",
    "connector:build": "connector.send",
    "connector:outgoing": "connector.read",
    "connector:download": "connector.send",
    "connector:bring": "connector.send",
    "connector:incoming": "connector.read",
    "connector:receipt": "connector.read",
    "connector:connection": "connector.read",
    "connector:step": "connector.manage",
    "connector:receive-online": PUBLIC,  # a package's signature is its ticket; answers with a receipt or a sentence
    "correspondence:circulars": "correspondence.read",
    "correspondence:register": "correspondence.read",
    "correspondence:new-circular": "correspondence.write",
    "correspondence:file": ("correspondence.read", "correspondence.press", "correspondence.ask"),
    "correspondence:circular": "correspondence.read",
    "correspondence:edit-circular": "correspondence.write",
    "correspondence:send-circular": "correspondence.send",
    "correspondence:drop-circular": "correspondence.write",
    "correspondence:correct-circular": "correspondence.send",
    "correspondence:withdraw-circular": "correspondence.send",
    "correspondence:acknowledge": "correspondence.answer",
    "correspondence:hand-on": "correspondence.answer",
    "correspondence:answer-circular": "correspondence.answer",
    "correspondence:export-circular": "correspondence.read",
    "correspondence:enter-paper": "correspondence.send",
    "correspondence:guides": "correspondence.read",
    "correspondence:share-guide": "correspondence.send",
    "correspondence:guide": "correspondence.read",
    "correspondence:renew-guide": "correspondence.send",
    "correspondence:replace-guide": "correspondence.send",
    "correspondence:withdraw-guide": "correspondence.send",
    "correspondence:press": ("correspondence.press", "correspondence.ask"),
    "correspondence:press-register": "correspondence.press",
    "correspondence:ask-press": "correspondence.ask",
    "correspondence:take-down-press": "correspondence.press",
    "correspondence:spokespeople": ("correspondence.press", "correspondence.ask"),
    "correspondence:end-spokesperson": "correspondence.send",
    "correspondence:press-request": ("correspondence.press", "correspondence.ask"),
    "correspondence:draft-press": "correspondence.press",
    "correspondence:approve-press": "correspondence.press",
    "correspondence:return-press": "correspondence.press",
    "correspondence:decline-press": "correspondence.press",
    "correspondence:withdraw-press": "correspondence.ask",
    "correspondence:statements": ("correspondence.press", "correspondence.ask"),
    "correspondence:new-statement": "correspondence.press",
    "correspondence:statement": ("correspondence.press", "correspondence.ask"),
    "correspondence:edit-statement": "correspondence.press",
    "correspondence:publish-statement": "correspondence.press",
    "correspondence:withdraw-statement": "correspondence.press",
    "correspondence:experiences": "correspondence.read",
    "correspondence:new-experience": "correspondence.write",
    "correspondence:initiatives": "correspondence.read",
    "correspondence:comparison": "correspondence.read",
    "correspondence:answer-question": "correspondence.write",
    "correspondence:experience": "correspondence.read",
    "correspondence:edit-experience": "correspondence.write",
    "correspondence:publish-experience": "correspondence.send",
    "correspondence:withdraw-experience": "correspondence.send",
    "correspondence:mark-useful": "correspondence.read",
    "correspondence:ask-author": "correspondence.write",
    "oversight:overview": "oversight.read",
    "oversight:agency": "oversight.read",
    "oversight:items": "oversight.read",
    "oversight:item": "oversight.read",
    "oversight:remark": "oversight.keep",
    "oversight:answer-remark": "oversight.keep",
    "oversight:sources": "oversight.keep",
    "oversight:source": "oversight.keep",
    "oversight:read-source": "oversight.keep",
    "oversight:complaints": COMPLAINTS,
    "oversight:complaint-counts": COMPLAINTS,
    "oversight:receive-complaint": "oversight.complaints",
    "oversight:export-complaints": "oversight.complaints",
    "oversight:complaint": "oversight.complaints",
    "oversight:complaint-step": "oversight.complaints",
    "oversight:answer-complaint": "oversight.complaints",
    "oversight:complaint-corrected": "oversight.complaints",
    "oversight:rounds": QUALITY,
    "oversight:checklists": "oversight.draw",
    "oversight:close-checklist": "oversight.draw",
    "oversight:draw": "oversight.draw",
    "oversight:round": QUALITY,
    "oversight:review": "oversight.review",
    "oversight:plans": "oversight.plan",
    "oversight:new-plan": "oversight.plan",
    "oversight:plan": "oversight.plan",
    "oversight:edit-plan": "oversight.plan",
    "oversight:ask-plan-report": "oversight.plan",
    "oversight:plan-paper": "oversight.plan",
    "oversight:plan-report-sent": "oversight.plan",
    "assurance:draws": "assurance.read",
    "assurance:announce": "assurance.draw",
    "assurance:draw": "assurance.read",
    "assurance:make": "assurance.draw",
    "assurance:close": "assurance.draw",
    "assurance:cancel": "assurance.draw",
    "assurance:proof": "assurance.read",
    "assurance:sheet": "assurance.read",
    "assurance:record": "assurance.read",
    "assurance:judge": "assurance.judge",
    "assurance:locations": ("assurance.locations", "installation.operate"),
    "assurance:state-place": "assurance.locations",
    "assurance:locations-xlsx": ("assurance.locations", "installation.operate"),
    "assurance:locations-json": ("assurance.locations", "installation.operate"),
    "media:archive": "media.read",
    "media:choices": "media.read",
    "media:moving-choices": "media.read",
    "media:captions": "media.read",
    "media:look-for": "media.read",
    "media:save-search": "media.read",
    "media:forget-search": "media.read",
    "media:collections": "media.read",
    "media:new-collection": "media.read",
    "media:collect": "media.read",
    "media:collection": "media.read",
    "media:edit-collection": "media.read",  # of the world: Lan's own, shared; whoever only reads is told so
    "media:uncollect": "media.read",
    "media:order-collection": "media.read",
    "media:collection-cover": "media.read",
    "media:forget-collection": "media.read",
    "media:collections-of": "media.read",
    "media:required-fields": "media.read",  # changed by whoever keeps categories and suppliers
    "media:batch": "media.add",
    "media:batch-made": "media.add",
    "media:undo-batch": "media.add",
    "media:templates": "media.read",
    "media:new-template": "media.edit",
    "media:template": "media.edit",
    "media:forget-template": "media.edit",
    "media:history": "media.read",
    "media:restore-value": "media.add",
    "media:upload": "media.add",
    "media:outcomes": "media.add",
    "media:describe-many": "media.add",
    "media:edit": "media.edit",
    "media:export": "media.edit",
    "media:original": "media.edit",  # of a picture; a document's is for whoever reads the archive
    "media:picture": "media.read",
    "media:rights": "media.read",
    "media:add-lease": "media.edit",
    "media:remove-lease": "media.edit",
    "media:add-consent": "media.edit",
    "media:withdraw-consent": "media.edit",
    "media:set-rights-of-many": "media.edit",
    "media:rights-lists": "media.read",
    "media:new-category": "media.override_rights",
    "media:category": "media.override_rights",
    "media:new-supplier": "media.override_rights",
    "media:supplier": "media.override_rights",
    "media:fixity": "kernel.operate",
    "media:retention": "media.read",
    "media:new-retention-class": "media.purge",
    "media:retention-class": "media.purge",
    "media:set-retention": "media.edit",
    "media:keep-on": "media.delete",
    "media:bin": ("media.delete", "media.purge"),
    "media:life": "media.read",
    "media:put-in-bin": "media.delete",
    "media:restore": "media.delete",
    "media:ask-purge": "media.purge",
    "media:drop-purge": "media.purge",
    "media:confirm-purge": "media.purge",
    "media:hold": "media.hold",
    "media:lift-hold": "media.hold",
    "channels:ending-rights": "media.read",
    "channels:withdraw-for-rights": "stories.withdraw",
    "channels:let-files-go": "media.override_rights",
    "media:show": SIGNED_IN,
    "stories:new": "stories.write",
    "stories:story": "stories.read",
    "stories:document": "stories.read",
    "stories:sheet": "stories.read",
    "stories:move": "stories.write",
    "stories:details": "stories.write",
    "stories:bylines": "stories.write",
    "stories:edition": "stories.write",
    "stories:sources": "stories.write",
    "stories:ask-review": "stories.write",
    "stories:answer-review": "stories.write",
    "stories:correct": "stories.write",
    "stories:withdraw": "stories.withdraw",
    "stories:restore": "stories.withdraw",
    "stories:save-revision": "stories.write",
    "stories:revisions": "stories.read",
    "stories:comparison": "stories.read",
    "stories:propose": "stories.write",
    "stories:lock": "stories.lock",
    "stories:unlock": "stories.lock",
    "stories:restore-revision": "stories.write",
    "stories:compare": "stories.read",
    "stories:hands": "stories.read",
    "stories:rights": "stories.read",
    "stories:timeline": "stories.read",
    "stories:restore-moment": "stories.write",
    "stories:restore-passage": "stories.write",
    "stories:put-lost-words-back": "stories.write",
    "stories:let-lost-words-go": "stories.write",
    "discussion:panel": "discussion.take_part",
    "discussion:threads": "discussion.take_part",
    "discussion:open": "discussion.take_part",
    "discussion:reply": "discussion.take_part",
    "discussion:resolve": "discussion.take_part",
    "discussion:reopen": "discussion.take_part",
    "discussion:assign": "discussion.take_part",
    "discussion:edit": "discussion.take_part",
    "discussion:withdraw": "discussion.take_part",
    "discussion:chat": "discussion.take_part",
    "discussion:say": "discussion.take_part",
    "discussion:seen": "discussion.take_part",
    "stories:settings": PUBLIC,  # leads on to the sections, nothing else
    "stories:sections": "stories.manage",
    "stories:section": "stories.manage",
    "stories:shift-section": "stories.manage",
    "stories:switch-section": "stories.manage",
    "stories:topics": "stories.manage",
    "stories:merge-topics": "stories.manage",
    "stories:topic": "stories.manage",
    "stories:switch-topic": "stories.manage",
    "stories:tags": "stories.manage",
    "stories:merge-tags": "stories.manage",
    "stories:tag": "stories.manage",
    "stories:workflows": "stories.manage",
    "stories:workflow": "stories.manage",
    "stories:remove-workflow": "stories.manage",
    "stories:new-stage": "stories.manage",
    "stories:stage": "stories.manage",
    "stories:remove-stage": "stories.manage",
    "stories:shift-stage": "stories.manage",
    "stories:new-transition": "stories.manage",
    "stories:transition": "stories.manage",
    "stories:remove-transition": "stories.manage",
    "channels:desk": "channels.read",
    "channels:channels": "channels.manage",
    "channels:new-channel": "channels.manage",
    "channels:channel": "channels.manage",
    "channels:story": "channels.read",
    "channels:plan": "channels.plan",
    "channels:cancel": "channels.plan",
    "channels:again": "channels.plan",
    "channels:record": "channels.record",
    "channels:takedown": "channels.takedown",
    "site:sites": ("site.curate", "site.manage"),
    "site:new_site": "site.manage",
    "site:front": "site.curate",
    "site:front_find": "site.curate",
    "site:cancel_change": "site.curate",
    "site:section_front": "site.curate",
    "site:listing": "site.manage",
    "site:site": ("site.curate", "site.manage"),
    "site:chart": "stories.read",
    "site:views": "stories.read",
    "site:story_preview": "stories.read",
    "site:preview_page": "stories.read",
    "site:settings": "site.manage",
    "site:order": "site.manage",
    "site:new_static_page": "site.manage",
    "site:static_page": "site.manage",
    "site:remove_static_page": "site.manage",
    "site:redirects": "site.manage",
    "site:remove_redirect": "site.manage",
    "outlook:home": "strategy.read",
    "outlook:agency": "strategy.read",
    "outlook:area": "strategy.read",
    "outlook:nation": "strategy.read",
    "outlook:province": "strategy.read",
    "outlook:production": "strategy.read",
    "outlook:forecasts": "strategy.read",
    "outlook:what-if": "strategy.read",
    "outlook:contributions": "registers.manage",
    "outlook:contribution": "registers.manage",
    "outlook:contribution-items": "registers.manage",
    "outlook:embeds": "outlook.embed",
    "outlook:revoke-embed": "outlook.embed",
    "outlook:embedded": PUBLIC,  # counts of a plan, by a signed address
    "imports:runs": "imports.run",
    "imports:new": "imports.run",
    "imports:run": "imports.run",
    "imports:progress": "imports.run",
    "imports:names": "imports.run",
    "imports:start": "imports.run",
    "imports:stop": "imports.run",
    "imports:retry": "imports.run",
    # The book of the examples is the one of people.
    "imports:sheets": "accounts.people",
    "imports:sheet-template": "accounts.people",
    "imports:sheet": "accounts.people",
    "imports:write-sheet": "accounts.people",
    "imports:sheet-row": "accounts.people",
    "kernel:language": PUBLIC,
    "kernel:stream": SIGNED_IN,
    "kernel:dead_letters": "kernel.operate",
    "kernel:replay_all": "kernel.operate",
    "kernel:replay": "kernel.operate",
    "kernel:gallery": PUBLIC,  # development only, else 404
}
# Known to the whole installation: every agency may read them, few may change them.
SHARED = {
    "accounts:organisation",
    "accounts:link",
    "accounts:unlink",
    "registers:rule",
    "registers:supersede-rule",
    "strategy:plans",
    "strategy:load",
    "strategy:plan",
    "strategy:bind",
    "strategy:measure",
    "strategy:rollup",
    "strategy:province",
    "strategy:nation",
    "drafting:derive",  # from a plan that everybody may read
    "outlook:province",
    "outlook:production",  # the reader's own, whatever week
    "outlook:forecasts",
    "outlook:what-if",
    "outlook:embedded",
    "strategy:bodies",
    "strategy:schedule",
    "strategy:calendar_address",  # the reader's own, kept under their own agency
    "strategy:join_body",  # says in the page that only the plan's owner does
}
PLAUSIBLE = {
    **dict.fromkeys(("note", "reason", "w-reason", "false_content", "c-false_content"), "Xem lại"),
    **dict.fromkeys(("corrected_content", "c-corrected_content", "interviewee", "r-interviewee"), "Sửa lại"),
    **dict.fromkeys(("name", "title", "headline", "label", "full_name", "product_name"), "Tên mới"),
    **{"genre": "article", "d-genre": "article", "d-urgency": "3", "a-state": "agreed", "state": "agreed"},
    **{"email": "moi@toasoan.example", "language": "vi", "days": "30", "scopes": "stories.read"},
    **{"caption": "Chú thích", "credit": "Tác giả", "alt": "Mô tả", "text": "Nguồn tin", "slug": "ten-moi"},
    **{"action": "sign_out", "kind": "manual", "medium": "print", "media_type": "print", "place": "Trang 1"},
    **{"authority": "Cục Báo chí", "received_at": "2026-11-21T08:00", "old_path": "/a", "new_path": "/b"},
    **{
        "origin": "https://moi.example",
        "preset": "bao",
        "accent": "#aa0000",
        "body": "<p>Trang</p>",
        "language": "vi",
    },
    **{"product": "print", "number": "12/GP", "issuer": "Bộ", "issued_on": "2026-01-05", "act": "publish"},
    **{"layout": json.dumps({"blocks": []}), "value_kind": "number", "value": "5", "citation": "Điều 1"},
    **{"percent": "50", "words": "Đang làm", "product": "Kế hoạch", "to": "person", "awaits": "Hướng dẫn"},
    **{"happened_on": "2026-02-01", "answer": "Đồng ý", "before": "14, 3", "after": "1"},
    **{"confidence": "S", "effective_from": "2026-12-01", "permissions": "stories.read", "share": "100"},
}


@contextmanager
def undone() -> Iterator[None]:
    """Leave the world as it was."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


class Caller:
    """One person (or nobody) at every door; notes what is wrong instead of stopping."""

    def __init__(self, world: World, client: Client) -> None:
        self.world, self.client = world, client
        self.client.raise_request_exception = False
        self.cookies = deepcopy(client.cookies)
        self.wrong: list[str] = []

    def calls(
        self, address: Address, path: str, ways: tuple[str, ...] = ("GET", "POST nothing", "POST")
    ) -> Iterator[tuple[str, HttpResponseBase]]:
        """Yield the answers to GET, to an empty POST and to one that could be meant."""
        for what in ways:
            with undone():
                response = self._call(what, address, path)
                if response.status_code >= 500:
                    self.wrong.append(f"{response.status_code} {what} {path} ({address.name})")
                yield what, response

    def _call(self, what: str, address: Address, path: str) -> HttpResponseBase:
        self.client.cookies = deepcopy(self.cookies)  # one of the doors is the way out
        if what == "GET":
            return self.client.get(path)
        if what == "POST nothing":
            return self.client.post(path, {})
        if address.name == "stories:document":
            body = json.dumps({"update": "", "state_vector": ""})
            return self.client.post(path, body, content_type="application/json")
        fields = PLAUSIBLE | {"channel": self.world.values["channel_id"], "agency": str(self.world.agency.pk)}
        if address.name == "media:upload":
            from django.core.files.uploadedfile import SimpleUploadedFile

            return self.client.post(path, {"file": SimpleUploadedFile("a.jpg", picture_bytes())})
        return self.client.post(path, fields)

    def expect(self, fine: bool, what: str, path: str, response: HttpResponseBase) -> None:
        if not fine:
            where = response.headers.get("Location", "")
            self.wrong.append(f"{response.status_code} {what} {path} {where}")


def text_of(response: HttpResponseBase) -> str:
    """Return the answer's words in lower case."""
    if response.streaming:
        return b"".join(response).decode(errors="replace").lower()
    return response.content.decode(errors="replace").lower()  # type: ignore[attr-defined, no-any-return]


def turned_away(path: str, what: str, response: HttpResponseBase) -> bool:
    """Say whether the answer tells nothing: not there, not allowed, or a refused form's way to such an answer."""
    back = response.headers.get("Location", "")
    to_the_page = response.status_code == 302 and path.startswith(back) and back.startswith("/tin-bai/")
    return response.status_code in (400, 403, 404, 405) or (what != "GET" and to_the_page)


def test_every_address_is_declared() -> None:
    assert {address.name for address in addresses()} == set(TABLE)


def test_every_address_reaches_its_own_view(world: World) -> None:
    """No pattern before it takes its paths away."""
    for address in addresses():
        assert resolve(world.paths(address)[0]).view_name in (address.name, "hoitu.project.health.health"), (
            address
        )


def test_who_is_not_signed_in_is_sent_to_sign_in(world: World) -> None:
    caller = Caller(world, Client())
    for address in addresses():
        for path in world.paths(address):
            for what, response in caller.calls(address, path):
                if TABLE[address.name] != PUBLIC:
                    to_sign_in = response.headers.get("Location", "").startswith("/dang-nhap/")
                    caller.expect(to_sign_in or response.status_code in (401, 405), what, path, response)
                if address.name != "accounts:join" and response.status_code == 200:
                    caller.expect(MARK not in text_of(response), f"{what} shows words:", path, response)
    assert not caller.wrong, "\n".join(caller.wrong)


@pytest.mark.parametrize("role", [role.key for role in DEFAULT_ROLES])
def test_a_role_gets_in_where_it_may_and_nowhere_else(world: World, role: str) -> None:
    permissions = next(known.permissions for known in DEFAULT_ROLES if known.key == role)
    with undone():
        caller = Caller(world, signed_in(make_person(world.agency, role)))
        for address in addresses():
            need = TABLE[address.name]
            needs_one_of = {need} if isinstance(need, str) else set(need)
            may = need in (PUBLIC, SIGNED_IN) or not permissions.isdisjoint(needs_one_of)
            for path in world.paths(address)[:2] if role == "director" else world.paths(address)[:1]:
                for what, response in caller.calls(address, path, ("GET", "POST")):
                    if not may:
                        # 404: a single story is open to its authors too, and tells others nothing.
                        caller.expect(response.status_code in (403, 404, 405), what, path, response)
                    elif what == "GET":
                        caller.expect(response.status_code in (200, 204, 302, 404, 405), what, path, response)
    assert not caller.wrong, "\n".join(caller.wrong)


def test_another_agency_sees_and_changes_nothing(world: World) -> None:
    with undone():
        caller = Caller(world, signed_in(world.hoa))
        trail = AuditEntry.objects.unscoped(why="tests").filter(agency_id=world.agency.pk)
        before = trail.count()
        for address in addresses():
            own = {"state", "way", "kind", "uidb36", "key", "pk", "provider_id", "book", "number"}
            is_about_theirs = set(address.holes) - own and address.name not in SHARED | {"accounts:join"}
            for path in world.paths(address):
                for what, response in caller.calls(address, path):
                    if is_about_theirs:
                        caller.expect(turned_away(path, what, response), what, path, response)
                    if response.status_code == 200 and address.name != "accounts:join":
                        caller.expect(MARK not in text_of(response), f"{what} shows words:", path, response)
                    caller.expect(trail.count() == before, f"{what} changes", path, response)
    assert not caller.wrong, "\n".join(caller.wrong)
