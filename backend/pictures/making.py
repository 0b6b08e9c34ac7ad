"""Runs the encoder: a process for each picture, one at a time in each server, outside of every transaction."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import structlog
from django.utils.translation import gettext_lazy as _

from lib.apart import Apart, last_line
from lib.errors import DomainError

log = structlog.get_logger(__name__)

_encoder: Final = Apart(Path(__file__).with_name("encoder.py"), queue_seconds=20, patience_seconds=40)


class PictureEmpty(DomainError):
    """A file without a byte in it."""

    status = 400
    code = "picture_empty"
    title = _("That file is empty. Choose the photo again.")


class PictureUnknown(DomainError):
    """The bytes are no JPEG, PNG or WebP, whatever the name says."""

    status = 415
    code = "picture_unknown"
    title = _("That file is not a photo that we can use: send a JPEG, PNG or WebP.")


class PictureHeic(DomainError):
    """Some telephones keep photographs in a form that browsers don't show."""

    status = 415
    code = "picture_heic"
    title = _("That photo is in HEIC, which most screens can't show. Send it as a JPEG.")


class PictureAnimated(DomainError):
    """It moves."""

    status = 415
    code = "picture_animated"
    title = _("That picture moves. Choose a still photo.")


class PictureBroken(DomainError):
    """It can't be read to its end."""

    status = 422
    code = "picture_broken"
    title = _("The photo is damaged or did not arrive whole. Choose it again, or take another.")


class PictureTooManyPixels(DomainError):
    """It would take too much memory to unpack."""

    status = 422
    code = "picture_too_many_pixels"
    title = _("That photo is too large.")
    detail = _("It has %(megapixels)s megapixels; up to %(most)s can be used.")


class PictureTooSmall(DomainError):
    """Too small to be seen."""

    status = 422
    code = "picture_too_small"
    title = _("That photo is too small.")
    detail = _("Each side needs at least %(least)s pixels.")


class PictureTooLong(DomainError):
    """A stripe."""

    status = 422
    code = "picture_too_long"
    title = _("That photo is too long and narrow. Cut it and send it again.")


_REFUSALS: dict[str, type[DomainError]] = {
    refusal.code: refusal
    for refusal in (
        PictureEmpty, PictureUnknown, PictureHeic, PictureAnimated, PictureBroken, PictureTooManyPixels,
        PictureTooSmall, PictureTooLong,
    )
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class MadeFile:
    """A file of a picture, made anew."""

    content_type: str
    width: int
    height: int
    body: bytes


def make(sent: bytes) -> list[MadeFile]:
    """This will return what was sent as WebP in the widths of a screen, smallest first, and one JPEG last.

    It takes up to a second; call it where no transaction is open.

    :raises DomainError: that says why the picture can't be used, one of those above. :raises Busy: if too many wait.
    """
    done = _encoder.run(sent)
    if done.returncode != 0:
        # It ran into one of its limits, or a library fell over the file.
        log.warning("picture_not_encoded", returncode=done.returncode, said=last_line(done.stderr))
        raise PictureBroken
    head, _newline, bodies = done.stdout.partition(b"\n")
    said = json.loads(head)
    if code := said.pop("refused", None):
        raise _REFUSALS[code](**said)
    made, start = [], 0
    for file in said["files"]:
        end = start + file["bytes"]
        made.append(MadeFile(file["type"], file["width"], file["height"], bodies[start:end]))
        start = end
    return made
