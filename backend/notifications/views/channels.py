"""How a person wants to be told, and on which devices."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response

from lib.errors import NotFound
from lib.operations import operation
from lib.views import View, actor, parsed, signed_in
from notifications import queries, serializers, services, web_push
from notifications.devices import label_of
from notifications.kinds import Email, InApp


def _settings(person_id: UUID) -> Response:
    return Response(serializers.NoticeSettingsSerializer(queries.notice_settings(person_id)).data)


class SettingsView(View):
    """`/inbox/settings`"""

    @operation("notifications_getSettings", responses=serializers.NoticeSettingsSerializer)
    def get(self, request: Request) -> Response:
        """How you are told of each kind, when you are left alone, and when your digest comes."""
        return _settings(signed_in(request))

    @operation(
        "notifications_changeHours",
        request=serializers.HoursSerializer,
        responses=serializers.NoticeSettingsSerializer,
    )
    def patch(self, request: Request) -> Response:
        """Changes your hours; what waits for them moves along."""
        person_id = signed_in(request)
        reader = serializers.HoursSerializer(data=request.data, partial=True)
        reader.is_valid(raise_exception=True)
        services.choose_hours(person_id=person_id, changes=dict(reader.validated_data))
        return _settings(person_id)


class ChannelsView(View):
    """`/inbox/settings/channels`"""

    @operation(
        "notifications_changeChannels",
        request=serializers.ChangeChannelsSerializer,
        responses=serializers.NoticeSettingsSerializer,
    )
    def patch(self, request: Request) -> Response:
        """Changes how you are told of some kinds, in the app, by e-mail or on your devices."""
        person_id = signed_in(request)
        asked = parsed(serializers.ChangeChannelsSerializer, request.data)
        services.choose_channels(
            person_id=person_id,
            kinds=set(asked["kinds"]),
            in_app=InApp(asked["in_app"]) if "in_app" in asked else None,
            email=Email(asked["email"]) if "email" in asked else None,
            push=asked.get("push"),
        )
        return _settings(person_id)


def _devices(person_id: UUID, *, status: int = 200) -> Response:
    answer: dict[str, Any] = {"public_key": web_push.public_key(), "devices": queries.push_devices(person_id)}
    return Response(answer, status=status)


class PushDevicesView(View):
    """`/push/devices`"""

    @operation("notifications_listPushDevices", responses=serializers.PushDevicesSerializer)
    def get(self, request: Request) -> Response:
        """The browsers that show your notices, and the key that a new one subscribes with."""
        return _devices(signed_in(request))

    @operation(
        "notifications_addPushDevice",
        request=serializers.AddPushDeviceSerializer,
        responses={201: serializers.PushDevicesSerializer},
    )
    def post(self, request: Request) -> Response:
        """Has notices shown on this browser until you sign out on it. Said again, it takes over the newer keys."""
        person_id = signed_in(request)
        asked = parsed(serializers.AddPushDeviceSerializer, request.data)
        try:
            p256dh, auth = (web_push.decoded(asked["keys"][name].rstrip("=")) for name in ("p256dh", "auth"))
        except ValueError:
            raise services.DeviceRefused from None
        services.add_device(
            person_id=person_id,
            session_key=request.session.session_key or "",
            endpoint=asked["endpoint"],
            p256dh=p256dh,
            auth=auth,
            called=label_of(request.headers.get("User-Agent", "")),
        )
        return _devices(person_id, status=201)


class PushDeviceView(View):
    """`/push/devices/<id>`"""

    @operation("notifications_removePushDevice", responses={200: serializers.PushDevicesSerializer})
    def delete(self, request: Request, push_device_id: UUID) -> Response:
        """Shows nothing more on a browser."""
        person_id = actor(request).person_id
        if person_id is None:
            raise NotFound
        services.remove_device(person_id=person_id, device_id=push_device_id)
        return _devices(person_id)
