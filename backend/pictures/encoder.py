"""Makes a picture anew: `python -I encoder.py` reads what was uploaded and writes it in the sizes of a screen.

A program of its own, without Django, settings or secrets: whatever hides in a file meets a process with little memory,
little time and nothing to steal, and the memory of a large picture is given back. Nothing of the file is kept but its
pixels: no EXIF, no place, no thumbnail, no text, no profile.

Output: one line of JSON, then the bytes of its `files` one after the other. A refusal is {"refused": code, …}.
"""

from __future__ import annotations

import io
import json
import resource
import sys
from typing import Any, BinaryIO

from PIL import Image, ImageCms

MEMORY_BYTES = 1_000_000_000
PROCESSOR_SECONDS = 20
# A phone's own pictures; what has more is refused from its first bytes, before anything is unpacked. PNG and WebP can't
# be unpacked at a fraction of their size.
MOST_PIXELS = {"JPEG": 50_000_000, "PNG": 25_000_000, "WEBP": 25_000_000}
LEAST_SIDE = 200
LONGEST_RATIO = 5
# A progressive JPEG is unpacked once for each of its scans; cameras write a dozen, an attack thousands.
MOST_SCANS = 60
WIDTHS = (320, 640, 1280)
FALLBACK_WIDTH = 640
_WEBP_QUALITY, _JPEG_QUALITY = 76, 80
_HEAD = 64
# What EXIF calls the orientation: which way the camera was held.
_ORIENTATION = 0x0112
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_ON_ITS_SIDE = range(5, 9)


class Refused(Exception):
    """The picture can't be taken: `code` says why, `members` with which figures."""

    def __init__(self, code: str, **members: int) -> None:
        super().__init__(code)
        self.code = code
        self.members = members


def main(source: BinaryIO, target: BinaryIO) -> None:
    """This will read one picture and write its files, or why not."""
    try:
        files = encoded(source.read())
    except Refused as refused:
        target.write(json.dumps({"refused": refused.code, **refused.members}).encode() + b"\n")
        return
    described = [
        {"type": kind, "width": width, "height": height, "bytes": len(body)} for kind, width, height, body in files
    ]
    target.write(json.dumps({"files": described}).encode() + b"\n")
    target.writelines(body for *_, body in files)


def encoded(data: bytes) -> list[tuple[str, int, int, bytes]]:
    """This will return the picture's files as (type, width, height, bytes): WebP, smallest first, then one JPEG.

    :raises Refused: if it isn't a picture that we take
    """
    form = _form(data)
    try:
        picture = Image.open(io.BytesIO(data), formats=[form])
    except Exception:
        raise Refused("picture_broken") from None
    _check_size(picture, MOST_PIXELS[form])
    size, held = picture.size, _held(picture)
    if form != "JPEG" and getattr(picture, "n_frames", 1) > 1:
        raise Refused("picture_animated")
    if form == "JPEG":
        if data.count(b"\xff\xda") > MOST_SCANS:
            raise Refused("picture_broken")
        # A large JPEG is unpacked at a half, a quarter or an eighth: a fraction of the memory and of the time.
        picture.draft(None, (WIDTHS[-1], WIDTHS[-1]))
    try:
        upright = _flat(_lighter(picture))
    except Exception:
        # Libraries of a dozen formats fail in a dozen ways; whichever it is, the file can't be read to its end.
        raise Refused("picture_broken") from None
    if held in _TURNS:
        upright = upright.transpose(_TURNS[held])
    if held in _ON_ITS_SIDE:
        size = size[1], size[0]
    return _files(upright, size)


def _form(data: bytes) -> str:
    """What the first bytes say it is; neither its name nor what the browser called it counts."""
    head = data[:_HEAD]
    if not head:
        raise Refused("picture_empty")
    if head.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "WEBP"
    if head[4:8] == b"ftyp" and any(
        brand in head[8:] for brand in (b"heic", b"heix", b"heif", b"hevc", b"mif1", b"msf1")
    ):
        raise Refused("picture_heic")
    raise Refused("picture_unknown")


def _check_size(picture: Image.Image, most: int) -> None:
    """Known from the head of the file, before its pixels."""
    width, height = picture.size
    if width * height > most:
        raise Refused("picture_too_many_pixels", megapixels=width * height // 1_000_000, most=most // 1_000_000)
    if min(width, height) < LEAST_SIDE:
        raise Refused("picture_too_small", least=LEAST_SIDE)
    if max(width, height) > LONGEST_RATIO * min(width, height):
        raise Refused("picture_too_long", most=LONGEST_RATIO)


def _held(picture: Image.Image) -> int:
    try:
        return int(picture.getexif().get(_ORIENTATION, 1))
    except Exception:
        return 1  # facts about the picture that can't be read are left out, like all the others


def _lighter(picture: Image.Image) -> Image.Image:
    """A fraction of a large picture, early, so that what follows works on little; no side gets below the widest file."""
    picture.load()
    factor = min(picture.size) // WIDTHS[-1]
    if factor < 2 or picture.mode not in ("RGB", "RGBA", "L", "LA", "CMYK"):
        return picture
    lighter = picture.reduce(factor)
    lighter.info = picture.info  # its profile of colours
    return lighter


def _flat(picture: Image.Image) -> Image.Image:
    """Eight bits of red, green and blue as every screen shows them, on white where one could see through."""
    profile = picture.info.get("icc_profile")
    if picture.mode in ("I;16", "I;16B", "I;16L", "I", "F"):
        # Sixteen bits of grey: converting alone would make white of all but the darkest.
        picture = picture.convert("I").point(lambda value: value / 256).convert("L")
        profile = None
    if picture.mode == "P":
        picture = picture.convert("RGBA" if "transparency" in picture.info else "RGB")
    if picture.mode in ("RGBA", "LA", "PA", "La", "RGBa"):
        seen = picture.convert("RGBA")
        white = Image.new("RGB", seen.size, "white")
        white.paste(seen, mask=seen.getchannel("A"))
        picture = white
    if profile and picture.mode in ("RGB", "CMYK", "L"):
        picture = _in_common_colours(picture, profile)
    return picture if picture.mode == "RGB" else picture.convert("RGB")


def _in_common_colours(picture: Image.Image, profile: bytes) -> Image.Image:
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        seen: Any = ImageCms.profileToProfile(picture, own, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return picture  # a profile that can't be read is left out, as browsers do
    return seen


def _files(upright: Image.Image, size: tuple[int, int]) -> list[tuple[str, int, int, bytes]]:
    width, height = size
    widths = [wanted for wanted in WIDTHS if wanted < width] + [min(width, WIDTHS[-1])]
    made: list[tuple[str, int, int, bytes]] = []
    by_width: dict[int, Image.Image] = {}
    # From the largest down, each out of the one before: a sixteenth of the work for the smallest.
    for wanted in sorted(set(widths), reverse=True):
        upright = _scaled(upright, wanted, max(1, round(wanted * height / width)))
        by_width[wanted] = upright
    for _width, picture in sorted(by_width.items()):
        made.append(("image/webp", *picture.size, _written(picture, "WEBP", quality=_WEBP_QUALITY, method=4)))
    fallback = max(wanted for wanted in by_width if wanted <= max(FALLBACK_WIDTH, min(by_width)))
    jpeg = _written(by_width[fallback], "JPEG", quality=_JPEG_QUALITY, optimize=True, progressive=True)
    return [*made, ("image/jpeg", *by_width[fallback].size, jpeg)]


def _scaled(picture: Image.Image, width: int, height: int) -> Image.Image:
    if picture.size == (width, height):
        return picture
    return picture.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)


def _written(picture: Image.Image, form: str, **how: Any) -> bytes:
    bare = Image.new("RGB", picture.size)
    bare.paste(picture)  # pixels only: what Pillow remembers of the file stays behind
    out = io.BytesIO()
    bare.save(out, form, **how)
    return out.getvalue()


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    Image.MAX_IMAGE_PIXELS = None  # our own bound is told in words
    main(sys.stdin.buffer, sys.stdout.buffer)
