"""Kinds of notices: a consent of a helper runs out soon."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('notifications', '0012_certificates'),
    ]

    operations = [
        migrations.AlterField(
            model_name='inboxitem',
            name='kind',
            field=models.CharField(choices=[('member_joined', 'Member Joined'), ('membership_ended', 'Membership Ended'), ('membership_suspended', 'Membership Suspended'), ('membership_reinstated', 'Membership Reinstated'), ('association_constituted', 'Association Constituted'), ('association_suspended', 'Association Suspended'), ('association_reinstated', 'Association Reinstated'), ('invitation_received', 'Invitation Received'), ('role_given', 'Role Given'), ('contribution_added', 'Contribution Added'), ('units_sold', 'Units Sold'), ('order_paid', 'Order Paid'), ('order_ready', 'Order Ready'), ('order_sent', 'Order Sent'), ('order_expired', 'Order Expired'), ('order_refunded', 'Order Refunded'), ('order_stopped', 'Order Stopped'), ('goods_stopped', 'Goods Stopped'), ('steward_reading', 'Steward Reading'), ('assembly_called', 'Assembly Called'), ('assembly_changed', 'Assembly Changed'), ('statutes_review', 'Statutes Review'), ('vote_opened', 'Vote Opened'), ('vote_decided', 'Vote Decided'), ('application_made', 'Application Made'), ('application_answered', 'Application Answered'), ('help_asked', 'Help Asked'), ('helper_named', 'Helper Named'), ('helped_act', 'Helped Act'), ('help_ends', 'Help Ends'), ('helper_ends', 'Helper Ends'), ('certificate_applied', 'Certificate Applied'), ('certificate_changed', 'Certificate Changed'), ('certificate_ends', 'Certificate Ends')], max_length=40),
        ),
        migrations.AlterField(
            model_name='preference',
            name='kind',
            field=models.CharField(choices=[('member_joined', 'Member Joined'), ('membership_ended', 'Membership Ended'), ('membership_suspended', 'Membership Suspended'), ('membership_reinstated', 'Membership Reinstated'), ('association_constituted', 'Association Constituted'), ('association_suspended', 'Association Suspended'), ('association_reinstated', 'Association Reinstated'), ('invitation_received', 'Invitation Received'), ('role_given', 'Role Given'), ('contribution_added', 'Contribution Added'), ('units_sold', 'Units Sold'), ('order_paid', 'Order Paid'), ('order_ready', 'Order Ready'), ('order_sent', 'Order Sent'), ('order_expired', 'Order Expired'), ('order_refunded', 'Order Refunded'), ('order_stopped', 'Order Stopped'), ('goods_stopped', 'Goods Stopped'), ('steward_reading', 'Steward Reading'), ('assembly_called', 'Assembly Called'), ('assembly_changed', 'Assembly Changed'), ('statutes_review', 'Statutes Review'), ('vote_opened', 'Vote Opened'), ('vote_decided', 'Vote Decided'), ('application_made', 'Application Made'), ('application_answered', 'Application Answered'), ('help_asked', 'Help Asked'), ('helper_named', 'Helper Named'), ('helped_act', 'Helped Act'), ('help_ends', 'Help Ends'), ('helper_ends', 'Helper Ends'), ('certificate_applied', 'Certificate Applied'), ('certificate_changed', 'Certificate Changed'), ('certificate_ends', 'Certificate Ends')], max_length=40),
        ),
    ]
