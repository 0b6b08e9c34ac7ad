"""The account of whoever asks."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import StreamingHttpResponse
from django.middleware.csrf import get_token
from drf_spectacular.utils import OpenApiResponse
from rest_framework.request import Request
from rest_framework.response import Response

from accounts import consents, deletion, exports, holders, queries, reauthentication, services, sessions
from accounts.me import parts
from accounts.models import Person
from accounts.serializers import (
    ConsentLogSerializer,
    DeletionSerializer,
    EndedSessionsSerializer,
    ExportSerializer,
    ExportsSerializer,
    GiveConsentSerializer,
    MeSerializer,
    SessionsSerializer,
    UpdateMeSerializer,
)
from events import feed
from lib.operations import operation
from lib.views import View, actor, parsed, signed_in


def _me(person: Person | None) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "person": person,
        "privacy_notice_version": settings.PRIVACY_NOTICE_VERSION,
        "consent_needed": False,
        "second_factor_needed": False,
        "deletion_due_at": None,
    }
    if person is not None:
        # One statement for what is told of every account.
        standing = queries.own_standing(person.pk)
        person.has_second_factor = standing.has_second_factor
        answer["consent_needed"] = standing.consented_version != settings.PRIVACY_NOTICE_VERSION
        answer["second_factor_needed"] = person.is_steward and not person.may_run_platform
        answer["deletion_due_at"] = standing.deletion_due_at
    for name, part in parts().items():
        answer[name] = part.read(person.pk if person else None)
    return dict(MeSerializer(answer).data)


class MeView(View):
    """`/me`"""

    @operation("accounts_me", responses=MeSerializer)
    def get(self, request: Request) -> Response:
        """Who is signed in; a guest gets `person: null`. Sets the CSRF cookie."""
        get_token(request._request)
        if not request.user.is_authenticated:
            return Response(_me(None))
        stream = f"user:{request.user.pk}"
        positions = {stream: feed.position(stream)}
        return self.with_positions(Response(_me(request.user)), positions)

    @operation("accounts_updateMe", request=UpdateMeSerializer, responses=MeSerializer)
    def patch(self, request: Request) -> Response:
        """Changes the name or the language of the person who asks."""
        changes = parsed(UpdateMeSerializer, request.data)
        person = services.update_person(actor=actor(request), **changes)
        return Response(_me(person))


class ConsentsView(View):
    """`/me/consents`"""

    @operation("accounts_consents", responses=ConsentLogSerializer)
    def get(self, request: Request) -> Response:
        """What the person agreed to and took back, and which privacy notice counts now."""
        return Response(self._log(request))

    @operation("accounts_recordConsent", request=GiveConsentSerializer, responses=ConsentLogSerializer)
    def post(self, request: Request) -> Response:
        """Agrees to the present privacy notice, or takes the consent back."""
        consents.record_consent(actor=actor(request), **parsed(GiveConsentSerializer, request.data))
        return Response(self._log(request))

    def _log(self, request: Request) -> dict[str, Any]:
        answer = {"current_version": settings.PRIVACY_NOTICE_VERSION, "log": consents.log_of(signed_in(request))}
        return dict(ConsentLogSerializer(answer).data)


class SessionsView(View):
    """`/me/sessions`"""

    @operation("accounts_sessions", responses=SessionsSerializer)
    def get(self, request: Request) -> Response:
        """Where the person is signed in, by device; addresses are not kept."""
        found = sessions.sessions_of(signed_in(request), this=request._request.session.session_key)
        return Response(SessionsSerializer({"results": found}).data)


class SessionView(View):
    """`/me/sessions/{session_id}`"""

    @operation("accounts_endSession", responses={204: None})
    def delete(self, request: Request, session_id: int) -> Response:
        """Signs out on one device; what is open there closes within seconds."""
        sessions.end_session(actor=actor(request), session_id=session_id)
        return Response(status=204)


class OtherSessionsView(View):
    """`/me/sessions/end-others`"""

    @operation("accounts_endOtherSessions", request=None, responses=EndedSessionsSerializer)
    def post(self, request: Request) -> Response:
        """Signs out everywhere but here."""
        ended = sessions.end_sessions(person_id=signed_in(request), but=request._request.session.session_key)
        return Response({"ended": ended})


class ExportsView(View):
    """`/me/exports`"""

    @operation("accounts_exports", responses=ExportsSerializer)
    def get(self, request: Request) -> Response:
        """The copies of all that is kept of the person: being made, or ready for two days."""
        return Response(ExportsSerializer({"results": exports.exports_of(signed_in(request))}).data)

    @operation("accounts_askForExport", request=None, responses={202: ExportSerializer})
    def post(self, request: Request) -> Response:
        """Asks for a copy, which a job makes. Needs the password or second factor once more."""
        reauthentication.require(request)
        asked = exports.ask_for_export(actor=actor(request))
        return Response(ExportSerializer(exports.described(asked)).data, status=202)


class ExportFileView(View):
    """`/me/exports/{export_id}/file`"""

    @operation(
        "accounts_exportFile",
        responses={(200, "application/zip"): OpenApiResponse(bytes, description="The copy, as a ZIP of JSON files.")},
    )
    def get(self, request: Request, export_id: UUID) -> StreamingHttpResponse:
        """Sends a finished copy."""
        export, pieces = exports.file_of(person_id=signed_in(request), export_id=export_id)
        response = StreamingHttpResponse(pieces, content_type="application/zip")
        response["Content-Length"] = str(export.size)
        response["Content-Disposition"] = f'attachment; filename="minga-{export.asked_at:%Y-%m-%d}.zip"'
        response["Cache-Control"] = "no-store"
        return response


class DeletionView(View):
    """`/me/deletion`"""

    @operation("accounts_deletion", responses=DeletionSerializer)
    def get(self, request: Request) -> Response:
        """What deleting the account would do, what hinders it, and when it is due if it was asked for."""
        return Response(self._shown(signed_in(request)))

    @operation("accounts_askForDeletion", request=None, responses={202: DeletionSerializer})
    def post(self, request: Request) -> Response:
        """Asks for the account to be deleted. Needs the password or second factor once more."""
        reauthentication.require(request)
        due_at = deletion.ask_for_deletion(actor=actor(request))
        answer = {"due_at": due_at, "days": settings.ACCOUNT_DELETION_DAYS, "hindrances": [], "kept": []}
        return Response(DeletionSerializer(answer).data, status=202)

    @operation("accounts_cancelDeletion", request=None, responses={200: DeletionSerializer})
    def delete(self, request: Request) -> Response:
        """Keeps the account after all."""
        deletion.cancel_deletion(actor=actor(request))
        return Response(self._shown(signed_in(request)))

    def _shown(self, person_id: UUID) -> dict[str, Any]:
        answer = {
            "due_at": queries.own_standing(person_id).deletion_due_at,
            "days": settings.ACCOUNT_DELETION_DAYS,
            "hindrances": holders.hindrances(person_id),
            "kept": holders.kept(person_id),
        }
        return dict(DeletionSerializer(answer).data)
