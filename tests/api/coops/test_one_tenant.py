"""The database itself keeps associations apart."""

import pytest
from django.db import IntegrityError, connection, transaction

from coops.models import Invitation, StatutesAcceptance
from tests.support import people


def check_now():
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.parametrize(("statutes_of", "membership_of"), [("other", "own"), ("own", "other")])
def test_an_acceptance_joins_rows_of_one_association(cast, stranger, statutes_of, membership_of):
    other = people.forming_association()
    of = {"own": cast, "other": other}
    with pytest.raises(IntegrityError), transaction.atomic():
        StatutesAcceptance.objects.create(
            association=cast.association,
            statutes=of[statutes_of].statutes,
            membership=of[membership_of].administrator.membership,
            person=stranger.person,
        )
        check_now()


def test_an_invitation_is_used_by_a_member_of_its_association(cast):
    other = people.forming_association()
    people.invited(cast)
    invitation = Invitation.objects.filter(association=cast.association, used_at=None).get()
    with pytest.raises(IntegrityError), transaction.atomic():
        invitation.membership = other.administrator.membership
        invitation.used_at = invitation.created_at
        invitation.save()
        check_now()
