"""Addresses of the accounts screens."""

from django.urls import URLPattern, URLResolver, path

from hoitu.accounts.web import exports, kinds, organisations, own, people, roles

app_name = "accounts"
urlpatterns: list[URLPattern | URLResolver] = [
    path("nhan-su/", people.people, name="people"),
    path("nhan-su/bang-quyen.xlsx", exports.rights, name="rights"),
    path("nhan-su/dich-vu-moi/", kinds.service, name="service"),
    path("nhan-su/<uuid:person_id>/loai/", kinds.save_kind, name="save_kind"),
    path("nhan-su/moi/", people.invite, name="invite"),
    path("nhan-su/<uuid:person_id>/", people.person, name="person"),
    path("nhan-su/<uuid:person_id>/thong-tin/", people.save_identity, name="save_identity"),
    path("nhan-su/<uuid:person_id>/thao-tac/", people.act, name="act"),
    path("loi-moi/<uuid:invitation_id>/thu-hoi/", people.revoke_invitation, name="revoke_invitation"),
    path("vao-toa-soan/<str:secret>/", people.join, name="join"),
    path("vai-tro/", roles.roles, name="roles"),
    path("vai-tro/moi/", roles.role, name="new_role"),
    path("vai-tro/<uuid:role_id>/", roles.role, name="role"),
    path("vai-tro/mac-dinh/<slug:key>/them/", roles.add_default, name="add_default_role"),
    path("vai-tro/<uuid:role_id>/quyen-moi/", roles.answer_offer, name="answer_offer"),
    path("vai-tro/<uuid:role_id>/xoa/", roles.remove, name="remove_role"),
    path("ban/", roles.desks, name="desks"),
    path("ban/<uuid:desk_id>/", roles.desks, name="desk"),
    path("ban/<uuid:desk_id>/dong/", roles.close_desk, name="close_desk"),
    path("to-chuc/", organisations.organisations, name="organisations"),
    path("to-chuc/moi/", organisations.organisation, name="new_organisation"),
    path("to-chuc/<uuid:organisation_id>/", organisations.organisation, name="organisation"),
    path("to-chuc/<uuid:organisation_id>/quan-he/", organisations.link, name="link"),
    path("to-chuc/<uuid:organisation_id>/quan-he/<uuid:link_id>/go/", organisations.unlink, name="unlink"),
    path("chinh-sach-dang-nhap/", organisations.security, name="security"),
    path("lap-co-quan/", organisations.found, name="found"),
    path("tai-khoan/", own.profile, name="profile"),
    path("tai-khoan/khoa-api/", own.tokens, name="tokens"),
    path("tai-khoan/khoa-api/<uuid:token_id>/thu-hoi/", own.revoke, name="revoke_token"),
    path("co-quan/chuyen/", own.switch_agency, name="switch_agency"),
]
