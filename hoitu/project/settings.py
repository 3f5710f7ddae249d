"""Django settings, filled from `hoitu.project.config` (environment or hoitu.toml)."""

from pathlib import Path
from urllib.parse import urlsplit

from hoitu.kernel import postgres
from hoitu.project import config as configuration
from hoitu.project import databases

ROOT = Path(__file__).resolve().parents[2]
CONFIG = configuration.load()
DEV = CONFIG.dev
DEBUG = DEV
SECRET_KEY = CONFIG.secret_key()

# -- where things are ---------------------------------------------------------------------------------------

HOITU_HOME = CONFIG.home
FILES_ROOT = CONFIG.files_folder
FILES_COPY_ROOT = CONFIG.home / CONFIG.files_copy_folder if CONFIG.files_copy_folder else None
FIXITY_DAYS = CONFIG.fixity_days
PUBLIC_ROOT = CONFIG.public_folder
PUBLIC_LOG_ROOT = CONFIG.home / "public-log"
TRUST_ROOT = CONFIG.home / "trust"  # root certificates of signatures that the operator trusts
NEWSROOM_URL = CONFIG.newsroom_address
PUBLIC_URL = CONFIG.public_address
MEDIA_SIGNING_KEY = CONFIG.media_signing_key()
FIELD_ENCRYPTION_KEY = CONFIG.field_encryption_key()
ALLOWED_HOSTS = [
    "localhost",
    "127.0.0.1",
    "[::1]",
    urlsplit(NEWSROOM_URL).hostname or "",
    *CONFIG.allowed_hosts,
]
CSRF_TRUSTED_ORIGINS = [NEWSROOM_URL]

# -- rooms --------------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "hoitu.kernel",
    "hoitu.papers",
    "hoitu.audit",
    "hoitu.accounts",
    "hoitu.evidence",
    "hoitu.registers",
    "hoitu.language",
    "hoitu.media",
    "hoitu.stories",
    "hoitu.discussion",
    "hoitu.channels",
    "hoitu.site",
    "hoitu.strategy",
    "hoitu.drafting",
    "hoitu.maturity",
    "hoitu.reporting",
    "hoitu.connector",
    "hoitu.correspondence",
    "hoitu.oversight",
    "hoitu.assurance",
    "hoitu.outlook",
    "hoitu.imports",
    "hoitu.workspace",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",  # the list of passkeys counts time with it
    "procrastinate.contrib.django",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "hoitu.kernel.web.packing.PackedAnswers",
    "hoitu.kernel.web.headers.SecurityHeaders",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "hoitu.project.language.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    # >>> rooms' own middleware (kernel: refusals become pages; accounts: actor, idle sessions)
    "hoitu.accounts.middleware.ActorMiddleware",
    "hoitu.kernel.web.refusals.RefusalsBecomePages",
    # <<<
]
ROOT_URLCONF = "hoitu.project.urls"
ASGI_APPLICATION = "hoitu.project.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "hoitu" / "project" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "hoitu.kernel.web.headers.csp_nonce",
                # >>> rooms' own context processors
                # <<<
            ],
        },
    }
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# -- PostgreSQL ---------------------------------------------------------------------------------------------

DATABASES = {"default": databases.django_database(CONFIG, postgres.APP)}
DATABASE_OWNER = databases.owner_overrides(CONFIG)

# -- language and time --------------------------------------------------------------------------------------

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "hoitu_language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
LOCALE_PATHS = [ROOT / "hoitu" / "project" / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = True

# -- static files -------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = CONFIG.home / "static"
FRONTEND_DIST = ROOT / "frontend" / "dist"
STATICFILES_DIRS = [FRONTEND_DIST] if FRONTEND_DIST.is_dir() else []
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": FILES_ROOT},
    },
    # Compressed once, when the installation is brought up to date: a phone on a slow link fetches a quarter.
    "staticfiles": {"BACKEND": "servestatic.storage.CompressedStaticFilesStorage"},
}

# -- safety -------------------------------------------------------------------------------------------------

HTTPS = NEWSROOM_URL.startswith("https://")
SESSION_COOKIE_NAME = "hoitu_session"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "hoitu_csrf"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if CONFIG.trusted_proxy else None
TRUSTED_PROXY = CONFIG.trusted_proxy
X_FRAME_OPTIONS = "SAMEORIGIN"
UPLOAD_LIMIT_BYTES = CONFIG.upload_limit_megabytes * 1_000_000
FFMPEG_PATH = CONFIG.ffmpeg
LOUDNESS_LUFS = CONFIG.loudness_lufs
ARCHIVE_LIMIT_BYTES = CONFIG.archive_limit_megabytes * 1_000_000
ARCHIVE_MEMORY_BYTES = CONFIG.archive_memory_megabytes * 1_000_000
CLAMD_ADDRESS = CONFIG.clamd_address
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000  # bodies that are no file upload
DATA_UPLOAD_MAX_NUMBER_FIELDS = CONFIG.form_fields_limit
DATA_UPLOAD_MAX_NUMBER_FILES = 200
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
FETCH_PRIVATE_HOSTS = CONFIG.fetch_private_hosts
SECURITY_PROFILE = CONFIG.security_profile

# -- sign-in (section of the room accounts) -----------------------------------------------------------------
# >>> accounts
from hoitu.accounts.settings import *  # noqa: E402, F403

SOCIALACCOUNT_PROVIDERS = CONFIG.identity_providers()
# Browsers themselves allow passkeys over plain HTTP only on localhost.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
# <<< accounts

# -- mail and push ------------------------------------------------------------------------------------------

EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if CONFIG.mail_host
    else "django.core.mail.backends.filebased.EmailBackend"
)
EMAIL_FILE_PATH = databases.folder_of_letters(CONFIG)
EMAIL_HOST = CONFIG.mail_host
EMAIL_PORT = CONFIG.mail_port
EMAIL_HOST_USER = CONFIG.mail_user
EMAIL_HOST_PASSWORD = CONFIG.mail_password
EMAIL_USE_TLS = CONFIG.mail_security == "starttls"
EMAIL_USE_SSL = CONFIG.mail_security == "tls"
EMAIL_TIMEOUT = CONFIG.mail_timeout_seconds
DEFAULT_FROM_EMAIL = SERVER_EMAIL = CONFIG.mail_from
WEB_PUSH_CONTACT = CONFIG.push_contact
WEB_PUSH_KEY_FILE = CONFIG.secrets_folder / "web_push.pem"

# -- log ----------------------------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname:<7} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": CONFIG.log_level.upper()},
    "loggers": {
        # Without this Django would mail errors to ADMINS and hide them outside DEBUG.
        "django": {"handlers": [], "propagate": True, "level": "INFO"},
        "django.server": {"handlers": [], "propagate": True, "level": "WARNING"},
        "procrastinate": {"level": "WARNING"},
        "httpx": {"level": "WARNING"},
        "pyvips": {"level": "WARNING"},
        "fontTools": {"level": "WARNING"},
    },
}
