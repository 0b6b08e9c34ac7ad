from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='RateWindow',
            fields=[
                ('key', models.BinaryField(primary_key=True, serialize=False)),
                ('used', models.PositiveIntegerField()),
                ('ends_at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['ends_at'], name='accounts_ra_ends_at_01dbdf_idx')],
            },
        ),
    ]
