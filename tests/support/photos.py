"""Photographs for tests, good and bad, each made on the spot."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from pictures.models import Picture

SECRET = b"-30.2718, -70.6671 at home"


def photo(width: int = 800, height: int = 600, form: str = "JPEG", mode: str = "RGB", **how: Any) -> bytes:
    """This will return a picture: red above, blue below, so that one sees which side is up."""
    picture = Image.new("RGB", (width, height), "red")
    picture.paste("blue", (0, height // 2, width, height))
    out = io.BytesIO()
    picture.convert(mode).save(out, form, **how)
    return out.getvalue()


def told_everything() -> bytes:
    """This will return a picture held sideways that tells where it was taken, by whom, and carries a page behind it."""
    facts = Image.Exif()
    facts[0x0112] = 6
    facts[0x010F] = SECRET.decode()
    facts[0x8825] = {1: "S", 2: (30.0, 16.0, 18.5), 3: "W", 4: (70.0, 40.0, 1.6)}
    return photo(exif=facts, comment=SECRET, icc_profile=b"") + b"<script>" + SECRET + b"</script>"


def moving(form: str) -> bytes:
    """This will return two pictures in one."""
    first, second = Image.new("RGB", (300, 300), "red"), Image.new("RGB", (300, 300), "blue")
    out = io.BytesIO()
    first.save(out, form, save_all=True, append_images=[second])
    return out.getvalue()


def sixteen_bits() -> bytes:
    """This will return sixteen bits of middle grey."""
    out = io.BytesIO()
    Image.new("I", (400, 300), 0x8000).convert("I;16").save(out, "PNG")
    return out.getvalue()


def bomb(width: int, height: int) -> bytes:
    """This will return a few bytes that say they are a PNG of this size."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(bytes(100_000), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def picture(**owner: Any) -> Picture:
    """This will return a picture of a producer (`producer_id`) or an association, without having made its files."""
    return Picture.objects.create(
        **owner,
        sent_digest=uuid4().hex,
        width=640,
        height=480,
        alt_es="Quesos en la tabla",
        alt_en="Cheeses on a board",
        sources=[
            {"url": f"/media/{uuid4().hex}.{ending}", "width": 640, "type": kind}
            for ending, kind in (("webp", "image/webp"), ("jpg", "image/jpeg"))
        ],
    )


def form(data: bytes, *, name: str = "foto.jpg", content_type: str = "image/jpeg", **words: str) -> dict[str, Any]:
    """This will return the form in which a browser sends a picture."""
    return {"picture": SimpleUploadedFile(name, data, content_type=content_type), **words}
