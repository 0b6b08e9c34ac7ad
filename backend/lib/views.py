"""What every view of the API shares: sessions, the actor, and the numbers of the streams an answer is valid for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils import translation
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer
from rest_framework.views import APIView

from lib.access import OtherPerson, SignInNeeded
from lib.actor import Actor
from lib.helping import helping


def actor(request: Request, producer_id: UUID | None = None) -> Actor:
    """This will return who acts in this request, for the producer if one is named."""
    person = request.user
    if (stands_in := helping(request)) is not None:
        return Actor(person_id=stands_in.person_id, producer_id=stands_in.producer_id, helped_by=stands_in.person_id)
    return Actor(person_id=person.pk if person and person.is_authenticated else None, producer_id=producer_id)


def signed_in(request: Request) -> UUID:
    """This will return the id of the person who is signed in.

    :raises SignInNeeded: if nobody is.
    """
    person_id = actor(request).person_id
    if person_id is None:
        raise SignInNeeded
    return person_id


def parsed(serializer: type[BaseSerializer[Any]], data: object) -> Mapping[str, Any]:
    """This will return the checked input of a request.

    :raises rest_framework.exceptions.ValidationError: naming each field that is wrong.
    """
    reader = serializer(data=data)
    reader.is_valid(raise_exception=True)
    return reader.validated_data


def positions_header(positions: Mapping[str, int]) -> str:
    """This will return the value of the Feed-Position header: `stream=number`, comma separated."""
    return ", ".join(f"{stream}={number}" for stream, number in positions.items())


class View(APIView):
    """A view of the API: each handler method is an operation (lib.operations.operation)."""

    http_method_names = ["get", "post", "put", "patch", "delete", "head", "options"]

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        # A chosen language of the person wins over the browser's; the language switch stores it. It comes before the
        # checks of access, so that a refusal speaks it too.
        locale = getattr(request.user, "locale", None)
        if locale:
            translation.activate(locale)
        # What waits on a device for its line says whose it is: another session of the same browser must not send it.
        meant = request.headers.get("Minga-Person")
        if meant is not None and meant != str(getattr(request.user, "pk", None)):
            raise OtherPerson
        super().initial(request, *args, **kwargs)

    def with_positions(self, response: Response, positions: Mapping[str, int]) -> Response:
        """This will say which number of each stream the answer is valid for.

        The positions must have been read before the data: an answer may be newer than it says, never older.
        """
        response["Feed-Position"] = positions_header(positions)
        return response
