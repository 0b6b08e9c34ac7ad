import coops.models
import django.contrib.postgres.constraints
from django.contrib.postgres.operations import BtreeGistExtension
import django.db.models.deletion
import django.db.models.functions.datetime
import lib.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        BtreeGistExtension(),
        migrations.CreateModel(
            name='Association',
            fields=[
                ('id', models.UUIDField(default=lib.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('slug', models.SlugField(max_length=80, unique=True)),
                ('name', models.CharField(max_length=120)),
                ('kind', models.CharField(choices=[('cooperative', 'Cooperative'), ('trade_association', 'Trade Association'), ('agricultural_community', 'Agricultural Community'), ('producers_group', 'Producers Group')], max_length=30)),
                ('purpose', models.TextField(blank=True, max_length=1000)),
                ('comuna', models.CharField(max_length=5)),
                ('status', models.CharField(choices=[('forming', 'Forming'), ('constituted', 'Constituted'), ('suspended', 'Suspended'), ('dissolved', 'Dissolved')], default='forming', max_length=20)),
                ('founders_required', models.PositiveSmallIntegerField()),
                ('last_member_number', models.PositiveIntegerField(default=0)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('constituted_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['status', 'name'], name='coops_assoc_status_b2e082_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('comuna__regex', '^\\d{5}$')), name='association_comuna_is_cut'), models.CheckConstraint(condition=models.Q(('founders_required__gte', 1)), name='association_needs_founders'), models.CheckConstraint(condition=models.Q(models.Q(('constituted_at__isnull', True), ('status', 'forming')), models.Q(('status', 'forming'), _negated=True), _connector='OR'), name='association_forming_has_no_date'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'constituted'), _negated=True), ('constituted_at__isnull', False), _connector='OR'), name='association_constituted_has_date')],
            },
        ),
        migrations.CreateModel(
            name='Producer',
            fields=[
                ('id', models.UUIDField(default=lib.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=120)),
                ('initials', models.CharField(max_length=4)),
                ('comuna', models.CharField(max_length=5)),
                ('locality', models.CharField(blank=True, max_length=120)),
                ('story', models.TextField(blank=True, max_length=2000)),
                ('shows_name', models.BooleanField(default=True)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('comuna__regex', '^\\d{5}$')), name='producer_comuna_is_cut')],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.UUIDField(default=lib.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField()),
                ('status', models.CharField(choices=[('active', 'Active'), ('ended', 'Ended')], default='active', max_length=20)),
                ('joined_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('left_at', models.DateTimeField(null=True)),
                ('end_reason', models.CharField(blank=True, choices=[('left', 'Left'), ('excluded', 'Excluded')], max_length=20)),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='coops.association')),
                ('producer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='coops.producer')),
            ],
        ),
        migrations.CreateModel(
            name='Mandate',
            fields=[
                ('id', models.UUIDField(default=lib.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('owner', 'Owner'), ('agent', 'Agent')], max_length=10)),
                ('starts_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('ends_at', models.DateTimeField(null=True)),
                ('given_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mandates', to=settings.AUTH_USER_MODEL)),
                ('producer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mandates', to='coops.producer')),
            ],
        ),
        migrations.CreateModel(
            name='Role',
            fields=[
                ('id', models.UUIDField(default=lib.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('role', models.CharField(choices=[('administrator', 'Administrator'), ('president', 'President'), ('secretary', 'Secretary'), ('treasurer', 'Treasurer'), ('oversight', 'Oversight')], max_length=20)),
                ('starts_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('ends_at', models.DateTimeField(null=True)),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='roles', to='coops.association')),
                ('given_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='association_roles', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Statutes',
            fields=[
                ('id', models.UUIDField(default=lib.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField()),
                ('text', models.TextField(max_length=200000)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('adopted_at', models.DateTimeField(null=True)),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='statutes', to='coops.association')),
            ],
        ),
        migrations.CreateModel(
            name='StatutesAcceptance',
            fields=[
                ('id', models.UUIDField(default=lib.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('accepted_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='coops.association')),
                ('membership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='acceptances', to='coops.membership')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('statutes', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='acceptances', to='coops.statutes')),
            ],
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.UUIDField(default=lib.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('email', models.EmailField(max_length=254)),
                ('token_hash', models.CharField(max_length=64, unique=True)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('expires_at', models.DateTimeField()),
                ('used_at', models.DateTimeField(null=True)),
                ('revoked_at', models.DateTimeField(null=True)),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to='coops.association')),
                ('invited_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('membership', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='invitation', to='coops.membership')),
            ],
            options={
                'indexes': [models.Index(fields=['association', '-created_at'], name='coops_invit_associa_a91352_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('membership__isnull', True), ('used_at__isnull', True)), models.Q(('membership__isnull', False), ('used_at__isnull', False)), _connector='OR'), name='invitation_used_by_a_member'), models.CheckConstraint(condition=models.Q(('used_at__isnull', True), ('revoked_at__isnull', True), _connector='OR'), name='invitation_used_or_revoked')],
            },
        ),
        migrations.AddIndex(
            model_name='membership',
            index=models.Index(fields=['producer', 'status'], name='coops_membe_produce_7366f1_idx'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'active')), fields=('association', 'producer'), name='membership_active_once'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.UniqueConstraint(fields=('association', 'number'), name='membership_number_once'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.UniqueConstraint(fields=('association', 'id'), name='membership_of_association'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('left_at__isnull', True), ('status', 'active')), models.Q(('left_at__isnull', False), ('status', 'ended')), _connector='OR'), name='membership_end_has_date'),
        ),
        migrations.AddConstraint(
            model_name='mandate',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__isnull', True), ('ends_at__gte', models.F('starts_at')), _connector='OR'), name='mandate_ends_after_start'),
        ),
        migrations.AddConstraint(
            model_name='mandate',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('person', '='), ('producer', '='), (coops.models.Period('starts_at', 'ends_at'), '&&')], name='mandate_one_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='role',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__isnull', True), ('ends_at__gte', models.F('starts_at')), _connector='OR'), name='role_ends_after_start'),
        ),
        migrations.AddConstraint(
            model_name='role',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('association', '='), ('person', '='), ('role', '='), (coops.models.Period('starts_at', 'ends_at'), '&&')], name='role_one_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='statutes',
            constraint=models.UniqueConstraint(fields=('association', 'version'), name='statutes_version_once'),
        ),
        migrations.AddConstraint(
            model_name='statutes',
            constraint=models.UniqueConstraint(fields=('association', 'id'), name='statutes_of_association'),
        ),
        migrations.AddConstraint(
            model_name='statutesacceptance',
            constraint=models.UniqueConstraint(fields=('statutes', 'membership'), name='statutes_accepted_once'),
        ),
    ]
