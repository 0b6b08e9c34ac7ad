"""Django's settings. What differs from machine to machine comes from the environment (config/environment.py)."""

from __future__ import annotations

from datetime import timedelta
from email.utils import parseaddr
from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from config import environment

BACKEND = Path(__file__).resolve().parent.parent
ROOT = BACKEND.parent

MODE = environment.mode()
DEBUG = False
SECRET_KEY = environment.text("SECRET_KEY")
# Former keys, which still open what they signed: sessions, links in letters. None after a leak.
SECRET_KEY_FALLBACKS = environment.listed("SECRET_KEY_FALLBACKS")
PUBLIC_ORIGIN = environment.origin("PUBLIC_ORIGIN", "http://127.0.0.1:8000" if MODE != "production" else None)
SECURE = PUBLIC_ORIGIN.startswith("https://")
ALLOWED_HOSTS = environment.listed("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]" if MODE != "production" else "")
if MODE == "production" and not ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS is missing: name the hosts that people type, separated by commas.")

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "rest_framework",
    "drf_spectacular",
    "drf_standardized_errors",
    "django_filters",
    "channels",
    "procrastinate.contrib.django",
    "allauth",
    "allauth.account",
    "allauth.headless",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "events",
    "accounts",
    "coops",
    "decisions",
    "pictures",
    "catalog",
    "payments",
    "origin",
    "orders",
    "helpers",
    "notifications",
    "home",
    "stewards",
    "config.apps.ConfigConfig",
]

MIDDLEWARE = [
    "lib.meters.RequestMeter",
    "config.web.AskedByAddress",
    "lib.request_id.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "lib.packing.PackAnswers",
    "csp.middleware.CSPMiddleware",
    "lib.errors.ProblemMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "accounts.middleware.SignInGuard",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.SessionSeen",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
ASGI_APPLICATION = "config.asgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

# --- database ---
# Long commands (prepare, rebuild, new_epoch) set their own time limits; a web request must not wait for ever.
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        **environment.database(),
        "CONN_MAX_AGE": 0,
        "OPTIONS": {
            "pool": {
                "min_size": 1,
                "max_size": environment.integer("DATABASE_POOL", 20, least=1),
                "timeout": 5,
            },
            "options": "-c statement_timeout=5s -c lock_timeout=2s -c idle_in_transaction_session_timeout=10s",
        },
    }
}

# --- people, sessions, passwords ---
AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["accounts.hashers.PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_NAME = "minga_session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = SECURE
SESSION_COOKIE_AGE = int(timedelta(days=30).total_seconds())
CSRF_COOKIE_NAME = "minga_csrf"
CSRF_HEADER_NAME = "HTTP_X_CSRFTOKEN"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = SECURE
CSRF_TRUSTED_ORIGINS = [PUBLIC_ORIGIN]
CSRF_FAILURE_VIEW = "lib.errors.csrf_failure"

ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_SIGNUP_FORM_CLASS = "accounts.forms.SignupForm"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
# Who signs up proves her address with a code before she is in: else the answer would tell whether an address is taken.
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = int(timedelta(minutes=30).total_seconds())
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_MAX_ATTEMPTS = 6
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = int(timedelta(minutes=10).total_seconds())
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
# One account may not be guessed at. How often one address may try stands in accounts/limits.py.
ACCOUNT_RATE_LIMITS = {
    "signup": None,
    "login": None,
    "login_failed": "8/5m/key",
    "confirm_email": "5/10m/key",
    "reset_password": "5/10m/key",
    "reset_password_from_key": None,
}
PASSWORD_RESET_TIMEOUT = int(timedelta(hours=3).total_seconds())
MFA_ADAPTER = "accounts.second_factors.Adapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Minga"
# A cheap telephone's clock is half a minute off.
MFA_TOTP_TOLERANCE = 1
MFA_RATE_LIMITS = {"webauthn_login": None}
# Stewards reach into everybody's business: a password alone doesn't open that. A demonstration may do without.
STEWARDS_NEED_SECOND_FACTOR = environment.switch("STEWARDS_NEED_SECOND_FACTOR", MODE == "production")
HEADLESS_ONLY = True
HEADLESS_CLIENTS = ("browser",)
HEADLESS_FRONTEND_URLS = {
    "account_confirm_email": f"{PUBLIC_ORIGIN}/cuenta/correo/{{key}}",
    "account_reset_password": f"{PUBLIC_ORIGIN}/cuenta/clave",
    "account_reset_password_from_key": f"{PUBLIC_ORIGIN}/cuenta/clave/{{key}}",
    "account_signup": f"{PUBLIC_ORIGIN}/registro",
}
# Which privacy notice people agree to when they sign up; every consent is logged with it (Ley 21.719).
PRIVACY_NOTICE_VERSION = "2026-11"
# For how long one may change one's mind after asking that the account be deleted; 0 is at once.
ACCOUNT_DELETION_DAYS = environment.integer("ACCOUNT_DELETION_DAYS", 14)
# How many founders must accept the same statutes before an association of a kind is constituted.
FOUNDERS_REQUIRED = {
    "cooperative": 5,
    "trade_association": 4,
    "agricultural_community": 2,
    "producers_group": 2,
}
# Members need time to vote: a proposal stays open for at least so many minutes.
VOTING_MINUTES_AT_LEAST = environment.integer("VOTING_MINUTES_AT_LEAST", 60)
# How many proxies stand in front: 0 means that X-Forwarded-For is not believed.
TRUSTED_PROXIES = environment.integer("TRUSTED_PROXIES", 0)
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# --- language and time ---
LANGUAGE_CODE = "es"
LANGUAGES = [("es", _("Spanish")), ("en", _("English"))]
LOCALE_PATHS = [BACKEND / "locale"]
LANGUAGE_COOKIE_NAME = "minga_language"
USE_TZ = True
TIME_ZONE = "America/Santiago"

# --- HTTP, security headers ---
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
APPEND_SLASH = False
_SOCKET_ORIGIN = PUBLIC_ORIGIN.replace("http", "ws", 1)
CONTENT_SECURITY_POLICY = {
    "EXCLUDE_URL_PREFIXES": ["/api/"],
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF, _SOCKET_ORIGIN],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    },
}

STATIC_URL = "/static/"
FRONTEND_DIST = Path(environment.text("FRONTEND_DIST", str(ROOT / "frontend" / "dist")))
WHITENOISE_USE_FINDERS = True
# The built web app: hashed files below /assets/ may be kept for ever.
WHITENOISE_ROOT = FRONTEND_DIST if FRONTEND_DIST.is_dir() else None
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/assets/"
WHITENOISE_MIMETYPES = {".webmanifest": "application/manifest+json"}

# --- API ---
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["lib.access.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["lib.access.OperationPermission"],
    "DEFAULT_RENDERER_CLASSES": ["lib.rendering.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["lib.rendering.StrictJSONParser"],
    "DEFAULT_SCHEMA_CLASS": "lib.operations.Schema",
    "DEFAULT_PAGINATION_CLASS": "lib.pagination.CursorPage",
    "EXCEPTION_HANDLER": "lib.problems.exception_handler",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
    "NUM_PROXIES": TRUSTED_PROXIES,
}
DRF_STANDARDIZED_ERRORS = {"EXCEPTION_FORMATTER_CLASS": "lib.problems.ProblemFormatter"}
SPECTACULAR_SETTINGS = {
    "TITLE": "Minga API",
    "VERSION": "1.0.0",
    "DESCRIPTION": "The common business of the small producers of the Coquimbo Region.",
    "OAS_VERSION": "3.1.1",
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SERVE_AUTHENTICATION": [],
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_NAME_OVERRIDES": {
        "Admission": "coops.models.Association.Admission",
        "ApplicationState": "coops.models.Application.State",
        "AssociationKind": "coops.models.Association.Kind",
        "AssociationStatus": "coops.models.Association.Status",
        "CertificateAssessor": "origin.models.Certificate.Assessor",
        "CertificateStatus": "origin.models.Certificate.Status",
        "CertificateStepKind": "origin.models.CertificateStep.Kind",
        "Handover": "orders.models.Order.Handover",
        "HandoverStepKind": "orders.handover.STEPS",
        "HelperScope": "helpers.models.Scope",
        "HelperState": "helpers.models.Helper.State",
        "InboxItemKind": "notifications.models.InboxItem.Kind",
        "InspectionKind": "origin.models.Inspection.Kind",
        "InvitationState": "coops.models.Invitation.State",
        "Locale": "accounts.models.Locale",
        "LossReason": "catalog.models.LossReason",
        "LotMovementKind": "catalog.models.LotMovement.Kind",
        "Majority": "decisions.terms.MAJORITIES",
        "MandateKind": "coops.models.Mandate.Kind",
        "NoticeEmail": "notifications.kinds.Email",
        "NoticeInApp": "notifications.kinds.InApp",
        "NoticeTopic": "notifications.kinds.Topic",
        "OfferStatus": "catalog.models.Offer.Status",
        "OrderStatus": "orders.models.OrderGroup.Status",
        "ProposalKind": "decisions.serializers.KINDS",
        "ProposalStatus": "decisions.models.Proposal.Status",
        "SalesChannel": "catalog.models.Hold.Channel",
        "SealKind": "origin.models.Seal.Kind",
        "SealStatus": "origin.models.Seal.Status",
        "TableKind": "catalog.tables.words.KINDS",
    },
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "lib.operations.describe_problems",
    ],
}

# --- cache: rate limits must be shared by all processes ---
REDIS_URL = environment.text("REDIS_URL", "")
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache_entry"}
}
CHANNEL_LAYERS = (
    {
        "default": {
            "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
            "CONFIG": {"hosts": [REDIS_URL]},
        }
    }
    if REDIS_URL
    else {}
)

# --- events ---
KAFKA_BOOTSTRAP_SERVERS = environment.text("KAFKA_BOOTSTRAP_SERVERS", "")

# --- mail: without EMAIL_URL, a mailbox page on loopback, never in production ---
EMAIL_URL = environment.text("EMAIL_URL", "")
if MODE == "production" and not EMAIL_URL:
    raise ImproperlyConfigured("EMAIL_URL is missing: give smtp://user:password@host:587 or smtps://…:465.")
if EMAIL_URL:
    _mail = environment.mail("EMAIL_URL")
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = _mail.host, _mail.port
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail.user, _mail.password
    EMAIL_USE_TLS, EMAIL_USE_SSL = _mail.starttls, _mail.tls
    EMAIL_TIMEOUT = 10
else:
    EMAIL_BACKEND = "accounts.mailbox.MailboxBackend"
DEFAULT_FROM_EMAIL = environment.text("MAIL_FROM", "Minga <avisos@localhost>")

# --- notices: how long read ones are kept (the privacy notice says so), and who may be asked to show them on devices ---
INBOX_KEPT_DAYS = environment.integer("INBOX_KEPT_DAYS", 180, least=1)
# 32 bytes as base64url, from `manage.py vapid_key`; without one no device is notified.
VAPID_PRIVATE_KEY = environment.text("VAPID_PRIVATE_KEY", "")
VAPID_SUBJECT = environment.text("VAPID_SUBJECT", f"mailto:{parseaddr(DEFAULT_FROM_EMAIL)[1]}")
PUSH_HOSTS = environment.listed(
    "PUSH_HOSTS",
    "fcm.googleapis.com,updates.push.services.mozilla.com,*.push.services.mozilla.com,"
    "web.push.apple.com,*.push.apple.com,*.notify.windows.com",
)

# --- payments ---
STRIPE_API_BASE = environment.text("STRIPE_API_BASE", "http://127.0.0.1:8001" if MODE != "production" else None)
STRIPE_SECRET_KEY = environment.text("STRIPE_SECRET_KEY", "sk_test_minga" if MODE != "production" else None)
STRIPE_TIMEOUT_SECONDS = environment.integer("STRIPE_TIMEOUT_SECONDS", 8, least=1)
STRIPE_WEBHOOK_SECRETS = environment.listed(
    "STRIPE_WEBHOOK_SECRETS", "whsec_minga_local" if MODE != "production" else ""
)
if not STRIPE_WEBHOOK_SECRETS:
    raise ImproperlyConfigured("STRIPE_WEBHOOK_SECRETS is missing: one secret, or two while they are exchanged.")

# --- selling ---
HOLD_MINUTES = environment.integer("HOLD_MINUTES", 15, least=1)
# Of one offer, at once: one buyer's baskets and unpaid orders, and all that share a network address (a village may).
HOLD_UNITS_PER_BUYER = environment.integer("HOLD_UNITS_PER_BUYER", 60, least=1)
HOLD_UNITS_PER_ADDRESS = environment.integer("HOLD_UNITS_PER_ADDRESS", 240, least=1)

# --- names and their proof: what seals the private keys that credentials are signed with; without one SECRET_KEY does ---
ORIGIN_KEY_SECRETS = environment.secrets("ORIGIN_KEY_SECRET")

# --- stewards ---
# For how long, at most, a steward may read an association for one reason.
STEWARD_READING_HOURS = environment.integer("STEWARD_READING_HOURS", 4, least=1)

# --- logs and figures ---
LOG_LEVEL = environment.text("LOG_LEVEL", "INFO").upper()
METRICS_TOKEN = environment.text("METRICS_TOKEN", "")
# Where a process without pages (relay, consumer, worker, live) shows its figures; 0 is nowhere.
METRICS_PORT = environment.integer("METRICS_PORT", 0)
METRICS_HOST = environment.text("METRICS_HOST", "127.0.0.1")
# Where the workers of one web server add up theirs.
if _figures_folder := environment.text("PROMETHEUS_MULTIPROC_DIR", ""):
    Path(_figures_folder).mkdir(parents=True, exist_ok=True)
# Traces, where a collector is named; OpenTelemetry reads this and its other variables itself.
OTEL_EXPORTER_OTLP_ENDPOINT = environment.text("OTEL_EXPORTER_OTLP_ENDPOINT", "")
if OTEL_EXPORTER_OTLP_ENDPOINT:
    MIDDLEWARE.insert(0, "lib.tracing.TraceRequests")
LOGGING_CONFIG = "lib.logs.configure"
LOGGING: dict[str, object] = {"level": LOG_LEVEL}

if MODE == "test":
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    WHITENOISE_AUTOREFRESH = True
