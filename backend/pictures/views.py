"""HTTP of pictures: they are sent as a form, one a call, and shown from an address that never changes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from rest_framework.request import Request
from rest_framework.response import Response

from lib.errors import DomainError, status_problem
from lib.operations import operation
from lib.uploads import UploadView
from lib.views import View, parsed
from pictures import queries, services
from pictures.serializers import DescribePictureSerializer, PictureSerializer, SendPictureSerializer


class PictureTooLarge(DomainError):
    """More bytes than are taken."""

    status = 413
    code = "picture_too_large"
    title = _("That photo is too heavy.")
    detail = _("Photos may have up to %(most)s MB.")

    def __init__(self) -> None:
        super().__init__(most=services.MOST_BYTES // 1_000_000)


class PictureNotSent(DomainError):
    """No file in the form, or more than one, or no form at all."""

    status = 400
    code = "picture_not_sent"
    title = _("Send one photo, as a form with the field “picture”.")


class _SendView(UploadView):
    """Takes a form with one picture."""

    field = "picture"
    most_bytes = services.MOST_BYTES
    too_large = PictureTooLarge
    not_sent = PictureNotSent


def _words(request: Request) -> dict[str, Any]:
    words = {name: request.POST[name] for name in ("alt_es", "alt_en") if name in request.POST}
    return dict(parsed(DescribePictureSerializer, words))


def _answer(picture: Any, status: int = 200) -> Response:
    return Response(PictureSerializer(queries.shown(picture)).data, status=status)


_FORM = {"multipart/form-data": SendPictureSerializer}


class ProducerPicturesView(_SendView):
    """`/producers/{producer_id}/pictures`"""

    @operation("pictures_sendForProducer", request=_FORM, responses={201: PictureSerializer})
    def post(self, request: Request, producer_id: UUID) -> Response:
        """Takes a photo for what the producer makes. The same file once more is the same picture."""
        return _answer(services.take_picture(sent=self.sent(request), producer_id=producer_id, **_words(request)), 201)


class ProducerPictureView(View):
    """`/producers/{producer_id}/pictures/{picture_id}`"""

    @operation("pictures_describeForProducer", request=DescribePictureSerializer, responses=PictureSerializer)
    def patch(self, request: Request, producer_id: UUID, picture_id: UUID) -> Response:
        """Says what is to be seen on the photo, for whoever doesn't see it."""
        words = parsed(DescribePictureSerializer, request.data)
        return _answer(services.describe_picture(picture_id=picture_id, producer_id=producer_id, changes=words))


class AssociationPicturesView(_SendView):
    """`/associations/{association_id}/pictures`"""

    @operation("pictures_sendForAssociation", request=_FORM, responses={201: PictureSerializer})
    def post(self, request: Request, association_id: UUID) -> Response:
        """Takes a photo for what the association offers. The same file once more is the same picture."""
        return _answer(
            services.take_picture(sent=self.sent(request), association_id=association_id, **_words(request)), 201
        )


class AssociationPictureView(View):
    """`/associations/{association_id}/pictures/{association_picture_id}`"""

    @operation("pictures_describeForAssociation", request=DescribePictureSerializer, responses=PictureSerializer)
    def patch(self, request: Request, association_id: UUID, association_picture_id: UUID) -> Response:
        """Says what is to be seen on the photo, for whoever doesn't see it."""
        words = parsed(DescribePictureSerializer, request.data)
        changed = services.describe_picture(
            picture_id=association_picture_id, association_id=association_id, changes=words
        )
        return _answer(changed)


@require_safe
def picture_file(request: HttpRequest, name: str) -> HttpResponse:
    """This will answer with a file of a picture; its name is its hash, so that whoever has it keeps it."""
    tag = f'"{name}"'
    if request.headers.get("If-None-Match") == tag:
        response = HttpResponse(status=304)
    else:
        file = queries.file_named(name)
        if file is None:
            return status_problem(404)
        response = HttpResponse(file.body, content_type=file.content_type)
        # Shown in a page it is a picture; opened by itself it is a download, never a page of this origin.
        response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["ETag"] = tag
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    response["Access-Control-Allow-Origin"] = "*"
    return response
