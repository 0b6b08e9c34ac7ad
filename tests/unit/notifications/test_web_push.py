"""Sealing and addresses of push messages; the RFC's own example is the oracle."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from django.core.management import call_command

from notifications import web_push
from notifications.devices import label_of
from tests.support.push_service import Subscription

# RFC 8291, section 5 and appendix A.
PLAIN = b"When I grow up, I want to be a watermelon"
SENDER = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
RECEIVER = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
AUTH = "BTBZMqHH6r4Tts7J_aSIgg"
SALT = "DGv6ra1nlYgDCS1FRnbzlw"
SEALED = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_y"
    "l95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)


def test_the_example_of_the_rfc():
    number = int.from_bytes(web_push.decoded(SENDER), "big")
    sealed = web_push.sealed(
        PLAIN,
        p256dh=web_push.decoded(RECEIVER),
        auth=web_push.decoded(AUTH),
        sender=ec.derive_private_key(number, ec.SECP256R1()),
        salt=web_push.decoded(SALT),
        padded=0,
    )
    assert web_push.encoded(sealed) == SEALED


def test_every_message_is_as_long_as_any_other_and_opens():
    browser = Subscription("https://fcm.googleapis.com/x")
    short, long = (
        web_push.sealed(message, p256dh=browser.point, auth=browser.auth) for message in (b"{}", b"x" * 1000)
    )
    assert len(short) == len(long)
    assert (browser.opened(short), browser.opened(long)) == (b"{}", b"x" * 1000)
    with pytest.raises(web_push.MessageTooLong):
        web_push.sealed(b"x" * 1025, p256dh=browser.point, auth=browser.auth)


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://fcm.googleapis.com/fcm/send/abc",
        "https://updates.push.services.mozilla.com/wpush/v2/abc",
        "https://web.push.apple.com/QX",
        "https://db5p.notify.windows.com/w/?token=x",
        "https://fcm.googleapis.com:443/x",
    ],
)
def test_known_push_services_are_spoken_to(endpoint: str):
    web_push.check_endpoint(endpoint)


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://fcm.googleapis.com/x",
        "https://fcm.googleapis.com:8443/x",
        "https://user@fcm.googleapis.com/x",
        "https://fcm.googleapis.com.evil.example/x",
        "https://evilnotify.windows.com/x",
        "https://notify.windows.com.evil.example/x",
        "https://127.0.0.1/x",
        "http://127.0.0.1/x",
        "http://localhost:5432/x",
        "https://[::1]/x",
        "https://169.254.169.254/latest/meta-data",
        "https://10.0.0.1/x",
        "https://evil.example#fcm.googleapis.com",
        "https://fcm.googleapis.com\\@evil.example/x",
        "ftp://fcm.googleapis.com/x",
        "file:///etc/passwd",
        "https://fcm.googleapis.com:x/",
        "https://fcm.googleapís.com/x",
        "",
        "https://fcm.googleapis.com/" + "x" * 2000,
    ],
)
def test_nothing_else_is(endpoint: str):
    with pytest.raises(web_push.EndpointRefused):
        web_push.check_endpoint(endpoint)


def test_loopback_is_never_spoken_to_in_production(settings: Any):
    settings.PUSH_HOSTS = ["127.0.0.1"]
    web_push.check_endpoint("http://127.0.0.1:9/x")
    settings.MODE = "production"
    with pytest.raises(web_push.EndpointRefused):
        web_push.check_endpoint("http://127.0.0.1:9/x")


@pytest.mark.parametrize("p256dh", [b"", b"\x04" * 65, b"\x02" + b"\x01" * 32])
def test_keys_that_are_none(p256dh: bytes):
    with pytest.raises(web_push.KeysRefused):
        web_push.check_keys(p256dh, b"x" * 16)


@pytest.mark.parametrize(
    ("agent", "label"),
    [
        (
            "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/142.0.0.0 Mobile Safari/537.36",
            "Chrome · Android",
        ),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox · Linux"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1", "Safari · iPhone"),
        ("", "?"),
    ],
)
def test_a_device_is_called_by_what_people_know(agent: str, label: str):
    assert label_of(agent) == label


def test_a_key_is_drawn_that_browsers_can_subscribe_with(settings: Any):
    said = StringIO()
    call_command("vapid_key", stdout=said)
    name, _, settings.VAPID_PRIVATE_KEY = said.getvalue().strip().partition("=")
    assert name == "VAPID_PRIVATE_KEY"
    point = web_push.decoded(web_push.public_key() or "")
    assert (len(point), point[0]) == (65, 4)
    web_push.check_keys(point, b"x" * 16)
