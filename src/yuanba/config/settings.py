"""Django settings: from the environment where an operator decides, constants where we do."""

from __future__ import annotations

import os
import secrets
import sys
from pathlib import Path

from csp.constants import NONE, SELF

from yuanba.server import folders, postgres

PACKAGE = Path(__file__).resolve().parent.parent
CHECKOUT = PACKAGE.parent.parent


def _secret(name: str) -> str:
    """A secret that lives beside the key ring, made at the first start."""
    path = folders.keys() / name
    if not path.exists():
        draft = path.with_name(f"{name}.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(48))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text()


def _flag(name: str, default: bool = False) -> bool:
    return os.environ.get(name, "1" if default else "0").lower() in {"1", "true", "yes"}


DEBUG = False
DEMO = _flag("YUANBA_DEMO")
SECRET_KEY = os.environ.get("YUANBA_SECRET_KEY") or _secret("django")
KEY_RING = os.environ.get("YUANBA_KEY_RING") or str(folders.keys() / "ring.json")
#: With what a new installation seals; an existing one changes by `yuanba keys rotate --cipher`.
SEAL_CIPHER = os.environ.get("YUANBA_CIPHER", "AES-256-GCM")
SIGNING_KEY = os.environ.get("YUANBA_SIGNING_KEY") or str(folders.keys() / "checkpoint.pem")
#: Where a district's pictures, voices and documents lie, sealed.
FILES = Path(os.environ.get("YUANBA_FILES") or folders.data() / "files")
PACKS = Path(os.environ.get("YUANBA_PACKS") or CHECKOUT / "packs")
#: How many trusted proxies stand in front of us, each with its element in Forwarded.
PROXIES = int(os.environ.get("YUANBA_PROXIES", "0"))
#: From where they come; nobody else's Forwarded is read. Ours listens on loopback.
PROXY_NETWORKS = os.environ.get("YUANBA_PROXY_NETWORKS", "127.0.0.0/8,::1/128").split(",")

ALLOWED_HOSTS = os.environ.get("YUANBA_HOSTS", "127.0.0.1,localhost,[::1],testserver").split(",")
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("YUANBA_ORIGINS", "").split(",") if o]
SECURE = _flag("YUANBA_HTTPS")
#: What a scraper shows that does not ask from this machine.
METRICS_TOKEN = os.environ.get("YUANBA_METRICS_TOKEN") or _secret("metrics")

#: How many matters one address may file in an hour.
LIMIT_FILING = int(os.environ.get("YUANBA_LIMIT_FILING", "60"))
#: How many changes and papers one address without an account, one account, and all without an account in a
#: district may ask for in ten minutes.
LIMIT_SECONDS = 600
LIMIT_ADDRESS = int(os.environ.get("YUANBA_LIMIT_ADDRESS", "600"))
LIMIT_ACCOUNT = int(os.environ.get("YUANBA_LIMIT_ACCOUNT", "1200"))
LIMIT_DISTRICT = int(os.environ.get("YUANBA_LIMIT_DISTRICT", "60000"))
#: How many log-in codes a district sends in an hour: each costs the operator a text message.
LIMIT_CODES = int(os.environ.get("YUANBA_LIMIT_CODES", "3000"))
SIGNUP_OPEN = _flag("YUANBA_SIGNUP")

ROOT_URLCONF = "yuanba.config.urls"
PUBLIC_URLCONF = "yuanba.config.urls_public"
WSGI_APPLICATION = "yuanba.config.wsgi.application"
#: How a process of ours starts another one.
COMMAND = (sys.executable, "-m", "yuanba.config.command")

# --- districts: one schema each -------------------------------------------------------------------
SHARED_APPS = ["django_tenants", "yuanba.districts", "procrastinate.contrib.django"]
TENANT_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "yuanba.people",  # before allauth, whose pages it dresses
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "yuanba.packs",
    "yuanba.journal",
    "yuanba.messages",
    "yuanba.places",
    "yuanba.notices",
    "yuanba.lists",
    "yuanba.ballots",
    "yuanba.events",
    "yuanba.compacts",
    "yuanba.venues",
    "yuanba.activities",
    "yuanba.works",
    "yuanba.opinions",
    "yuanba.saved",
    "yuanba.learn",
    "yuanba.matters",
    "yuanba.deliberation",
    "yuanba.honours",
    "yuanba.evaluation",
    "yuanba.revisions",
    "yuanba.privacy",
]
INSTALLED_APPS = [
    "yuanba.web",  # before allauth, whose templates it dresses
    *SHARED_APPS,
    *TENANT_APPS,
    "yuanba.desk",
    "yuanba.residents",
    "yuanba.duty",
    "yuanba.dashboards",
    "yuanba.exchange",
    "yuanba.home",
    "yuanba.demo",
    "yuanba.keeping",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
]
# A column of search words and its index need nothing of that app, which would ask each connection for hstore.
SILENCED_SYSTEM_CHECKS = ["postgres.E005"]
TENANT_MODEL = "districts.District"
TENANT_LIMIT_SET_CALLS = True
DATABASE_ROUTERS = ["django_tenants.routers.TenantSyncRouter"]

# --- database: two roles --------------------------------------------------------------------------
APP_ROLE = postgres.role("app")
OWNER_CONNECTION = postgres.environment("owner")
PG_DUMP = str(postgres.binary("pg_dump"))
DATABASES = {
    "default": {
        "ENGINE": "django_tenants.postgresql_backend",
        "CONN_MAX_AGE": None,
        **postgres.settings(os.environ.get("YUANBA_ROLE", "app")),
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- requests -------------------------------------------------------------------------------------
MIDDLEWARE = [
    "yuanba.web.middleware.SchemeMiddleware",
    "yuanba.config.middleware.RequestMiddleware",
    "yuanba.config.middleware.HeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "yuanba.config.middleware.CompressMiddleware",  # inside: what is built is compressed already
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "yuanba.web.text.TextMiddleware",
    "yuanba.config.middleware.OriginMiddleware",
    "yuanba.districts.middleware.DistrictMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "yuanba.people.middleware.ActorMiddleware",
    "yuanba.config.middleware.ProgramMiddleware",
    "yuanba.config.middleware.LimitMiddleware",
    "yuanba.web.middleware.SentByScriptMiddleware",
    "yuanba.web.middleware.RefusalMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "yuanba.web.context.surroundings",
            ],
            # partialdef and partial, as Django 6 brings them itself
            "builtins": ["template_partials.templatetags.partials"],
        },
    }
]
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 8 * 3600
CSRF_FAILURE_VIEW = "yuanba.home.views.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
#: Four pictures of 12 MB, a voice and some words; more is not read at all.
UPLOAD_AT_MOST = 56 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "yuanba.web.uploads.BoundedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],  # a picture that is chosen is shown before it is sent
        "media-src": [SELF, "blob:"],
        "style-src": [SELF],
        "script-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
        "base-uri": [NONE],
    }
}

# --- accounts -------------------------------------------------------------------------------------
AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_ADAPTER = "yuanba.people.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
#: Residents log in by a code that goes to their phone; the account is made at the first success.
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 300
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
#: After so many minutes without a request a session ends; after SESSION_COOKIE_AGE it ends in any case.
IDLE_MINUTES = int(os.environ.get("YUANBA_IDLE_MINUTES", "30"))
IDLE_MINUTES_RESIDENT = int(os.environ.get("YUANBA_IDLE_MINUTES_RESIDENT", "120"))
#: Whether positions that see personal data need a second factor: always, but in a demonstration.
SECOND_FACTOR = _flag("YUANBA_SECOND_FACTOR", default=not DEMO)
MFA_ADAPTER = "yuanba.people.second_factor.FactorAdapter"
MFA_FORMS = {
    "authenticate": "yuanba.people.second_factor.EnterForm",
    "reauthenticate": "yuanba.people.second_factor.EnterAgainForm",
    "activate_totp": "yuanba.people.second_factor.SetUpForm",
}
MFA_RECOVERY_CODES_SHOW_ONCE = True
#: A phone's clock may be half a minute off.
MFA_TOTP_TOLERANCE = 1
#: allauth's own limits count in the cache, which is per process; ours count in the database.
ACCOUNT_RATE_LIMITS: dict[str, str] | bool = False
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home:desk"
LOGOUT_REDIRECT_URL = "home:front"
#: Passwords that leaked elsewhere, sorted lines of SHA-1 as in the download of Pwned Passwords; or nothing.
BREACHED_PASSWORDS = os.environ.get("YUANBA_BREACHED_PASSWORDS", "")
_DJANGO, _OURS = "django.contrib.auth.password_validation", "yuanba.people.passwords"
AUTH_PASSWORD_VALIDATORS: list[dict[str, object]] = [
    {"NAME": f"{_DJANGO}.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": f"{_DJANGO}.NumericPasswordValidator"},
    {"NAME": f"{_DJANGO}.CommonPasswordValidator"},
    {"NAME": f"{_OURS}.GuessableValidator"},
    {"NAME": f"{_OURS}.BreachedValidator"},
]

# --- language and time ----------------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "language"
#: Choices of language, size and light: they say nothing of a district and hold for all of them.
LOOK_COOKIES = frozenset({LANGUAGE_COOKIE_NAME, "care", "theme"})
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

# --- jobs and messages ----------------------------------------------------------------------------
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
#: Which adapter serves a channel; "console" only says that something would have left. Nothing ever
#: leaves a demonstration: its page of messages shows them, and its invented numbers may be somebody's.
MESSAGE_CHANNELS = {
    channel: "quiet" if DEMO else os.environ.get(f"YUANBA_CHANNEL_{channel.upper()}", adapter)
    for channel, adapter in {
        "sms": "console",
        "wechat": "console",
        "email": "console",
        "webhook": "webhook",
        "wecom": "robot",
        "dingtalk": "robot",
    }.items()
}
#: Where text messages go with YUANBA_CHANNEL_SMS=gateway: the operator's own service, and what signs for us.
SMS_GATEWAY = {
    "url": os.environ.get("YUANBA_SMS_URL", ""),
    "key": os.environ.get("YUANBA_SMS_KEY", ""),
    "secret": os.environ.get("YUANBA_SMS_SECRET", ""),
}
#: Private networks that webhooks and the gateway may reach, such as 10.1.0.0/16; without an entry, none.
MESSAGE_PRIVATE_NETWORKS = [n for n in os.environ.get("YUANBA_WEBHOOK_NETWORKS", "").split(",") if n]

#: Hosts of robots of group chats beside those of 企业微信 and 钉钉: where a district runs its own, as host or
#: host:port. One in a private network has to be named above too.
MESSAGE_ROBOT_HOSTS = [host for host in os.environ.get("YUANBA_ROBOT_HOSTS", "").split(",") if host]

# --- files ----------------------------------------------------------------------------------------
STATIC_URL = "/static/"
FRONTEND = CHECKOUT / "frontend" / "dist"
#: Noto Sans SC (SIL Open Font License 1.1), from which receipts, orders and notices are set.
PAPER_FONTS = Path(
    os.environ.get("YUANBA_PAPER_FONTS")
    or CHECKOUT / "frontend" / "node_modules" / "@expo-google-fonts" / "noto-sans-sc"
)
#: Fonts for what it lacks: rare characters of names, other scripts, emoji.
SPARE_FONTS = Path(os.environ.get("YUANBA_SPARE_FONTS") or CHECKOUT / "frontend" / "node_modules")
STATICFILES_DIRS = [FRONTEND] if FRONTEND.exists() else []
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/static/assets/.+-[\w-]{8}\.\w+$"

LOGGING_CONFIG = "yuanba.config.logs.configure"
LOGGING = {
    #: Lines for machines, or words where somebody sits at a terminal.
    "form": os.environ.get("YUANBA_LOG") or ("words" if sys.stderr.isatty() else "json"),
    "level": os.environ.get("YUANBA_LOG_LEVEL") or ("WARNING" if DEMO else "INFO"),
}
