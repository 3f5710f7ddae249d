"""Sign-in by django-allauth under Vietnamese addresses. The names are allauth's own, so no namespace."""

from allauth.account import views
from django.urls import include, path, re_path

from hoitu.accounts.web import oidc
from hoitu.accounts.web.sign_in import SessionsView

urlpatterns = [
    path("dang-nhap/", views.login, name="account_login"),
    path("dang-nhap/<slug:provider_id>/", oidc.begin, name="openid_connect_login"),
    path("dang-nhap/<slug:provider_id>/xong/", oidc.callback, name="openid_connect_callback"),
    path("dang-xuat/", views.logout, name="account_logout"),
    path("tai-khoan-bi-khoa/", views.account_inactive, name="account_inactive"),
    path("xac-nhan-lai/", views.reauthenticate, name="account_reauthenticate"),
    path("mat-khau/doi/", views.password_change, name="account_change_password"),
    path("mat-khau/dat/", views.password_set, name="account_set_password"),
    path("mat-khau/quen/", views.password_reset, name="account_reset_password"),
    path("mat-khau/quen/da-gui/", views.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^mat-khau/quen/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "mat-khau/quen/xong/",
        views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("xac-thuc/", include("allauth.mfa.urls")),
    path("phien-dang-nhap/", SessionsView.as_view(), name="usersessions_list"),
]
