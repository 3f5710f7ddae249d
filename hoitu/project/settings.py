"""Django settings, filled from `hoitu.project.config` (environment or hoitu.toml)."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SECRET_KEY = os.environ.get("HOITU_SECRET_KEY", "only-until-config-is-there")
DEBUG = False
ALLOWED_HOSTS = ["*"]
INSTALLED_APPS = [
    "hoitu.kernel",
    "hoitu.audit",
    "hoitu.accounts",
    "hoitu.registers",
    "hoitu.media",
    "hoitu.stories",
    "hoitu.channels",
    "hoitu.site",
    "hoitu.imports",
    "hoitu.workspace",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "procrastinate.contrib.django",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
]
AUTH_USER_MODEL = "accounts.Person"
ROOT_URLCONF = "hoitu.project.urls"
LANGUAGE_CODE = "vi"
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = True
