import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
import lib.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Person',
            fields=[
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('id', models.UUIDField(default=lib.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('email', models.EmailField(max_length=254)),
                ('name', models.CharField(max_length=120)),
                ('locale', models.CharField(choices=[('es', 'Spanish'), ('en', 'English')], default='es', max_length=2)),
                ('is_steward', models.BooleanField(default=False)),
                ('is_active', models.BooleanField(default=True)),
                ('joined_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('email',), name='person_email_once'), models.CheckConstraint(condition=models.Q(('email', django.db.models.functions.text.Lower('email'))), name='person_email_lower_case'), models.CheckConstraint(condition=models.Q(('locale__in', ['es', 'en'])), name='person_locale_known')],
            },
        ),
        migrations.CreateModel(
            name='IdempotencyKey',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('principal', models.TextField()),
                ('key', models.CharField(max_length=255)),
                ('operation', models.TextField()),
                ('fingerprint', models.BinaryField()),
                ('status', models.SmallIntegerField(null=True)),
                ('body', models.BinaryField(null=True)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
            ],
            options={
                'indexes': [models.Index(fields=['created_at'], name='accounts_id_created_6bdd33_idx')],
                'constraints': [models.UniqueConstraint(fields=('principal', 'operation', 'key'), name='idempotency_key_once')],
            },
        ),
        migrations.CreateModel(
            name='MailboxMessage',
            fields=[
                ('id', models.UUIDField(default=lib.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('recipient', models.CharField(max_length=254)),
                ('sender', models.CharField(max_length=254)),
                ('subject', models.CharField(max_length=300)),
                ('text', models.TextField()),
                ('received_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
            ],
            options={
                'ordering': ['-received_at', '-id'],
                'indexes': [models.Index(fields=['recipient', '-received_at'], name='accounts_ma_recipie_61b875_idx')],
            },
        ),
        migrations.CreateModel(
            name='OutgoingMail',
            fields=[
                ('id', models.UUIDField(default=lib.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('recipient', models.EmailField(max_length=254)),
                ('subject', models.CharField(max_length=300)),
                ('text', models.TextField()),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('sent_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('sent_at__isnull', True)), fields=['created_at'], name='mail_waiting')],
                'constraints': [models.CheckConstraint(condition=models.Q(('sent_at__isnull', True), ('text', ''), _connector='OR'), name='sent_mail_keeps_no_text')],
            },
        ),
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.UUIDField(default=lib.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('document', models.CharField(choices=[('privacy_notice', 'Privacy Notice')], max_length=40)),
                ('version', models.CharField(max_length=20)),
                ('given', models.BooleanField()),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='consents', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['person', 'document', 'recorded_at'], name='accounts_co_person__c9839f_idx')],
            },
        ),
    ]
