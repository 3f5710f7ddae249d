"""Django settings, filled from `hoitu.project.config` (environment or hoitu.toml)."""

import os
from pathlib import Path

from hoitu.kernel import postgres

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
HOITU_HOME = Path(os.environ.get("HOITU_HOME", ROOT / "var"))
CLUSTER = postgres.Cluster(HOITU_HOME / "postgres", HOITU_HOME / "secrets")
_app, _owner = CLUSTER.address(), CLUSTER.address(postgres.OWNER)
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": _app.host,
        "PORT": _app.port,
        "NAME": _app.database,
        "USER": _app.user,
        "PASSWORD": _app.password,
    }
}
DATABASE_OWNER = {"HOST": _owner.host, "PORT": _owner.port, "USER": _owner.user, "PASSWORD": _owner.password}
AUTH_USER_MODEL = "accounts.Person"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
if not (ROOT / "hoitu/accounts/models.py").exists() and not (ROOT / "hoitu/accounts/models").exists():
    AUTH_USER_MODEL = "auth.User"  # for the first minutes only
    INSTALLED_APPS = [name for name in INSTALLED_APPS if not name.startswith("allauth")]
ROOT_URLCONF = "hoitu.project.urls"
LANGUAGE_CODE = "vi"
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = True
