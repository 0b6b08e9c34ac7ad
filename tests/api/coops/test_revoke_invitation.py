"""Taking an invitation back."""

from uuid import uuid4

from coops.models import Invitation
from tests.support import people
from tests.support.events import recorded
from tests.support.problems import refused, same_refusal


def path(association, invitation_id):
    return f"/api/v1/associations/{association.pk}/invitations/{invitation_id}/revoke"


def newest(cast):
    return Invitation.objects.filter(association=cast.association).latest("created_at").pk


def test_a_revoked_link_opens_nothing(cast, admin_client, stranger):
    token = people.invited(cast)
    answer = admin_client.post(path(cast.association, newest(cast)))
    assert answer.json()["state"] == "revoked"
    assert len(recorded("coops.invitation_revoked")) == 1
    client = people.client_for(stranger.person)
    assert client.get(f"/api/v1/invitations/{token}").json()["state"] == "revoked"
    body = {"producer_id": str(stranger.producer.pk), "statutes_id": str(cast.statutes.pk)}
    refused(client.post(f"/api/v1/invitations/{token}/accept", body), 409, "invitation_revoked")


def test_twice_changes_nothing(cast, admin_client):
    people.invited(cast)
    for _ in range(2):
        assert admin_client.post(path(cast.association, newest(cast))).status_code == 200
    assert len(recorded("coops.invitation_revoked")) == 1


def test_a_used_one_can_not_be_taken_back(cast, admin_client):
    used = Invitation.objects.filter(association=cast.association, used_at__isnull=False).first().pk
    refused(admin_client.post(path(cast.association, used)), 409, "invitation_used")


def test_another_associations_invitation_is_a_missing_one(cast, admin_client, member_client):
    other = people.forming_association()
    people.invited(other)
    missing = admin_client.post(path(cast.association, uuid4()))
    refused(missing, 404, "not_found")
    assert same_refusal(admin_client.post(path(cast.association, newest(other))), missing)
    assert same_refusal(admin_client.post(path(other.association, newest(other))), missing)
    people.invited(cast)
    refused(member_client.post(path(cast.association, newest(cast))), 403, "role_missing")
    assert not Invitation.objects.filter(revoked_at__isnull=False).exists()
