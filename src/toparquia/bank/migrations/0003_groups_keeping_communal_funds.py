import django.core.serializers.json
import django.db.models.deletion
import toparquia.bank.models.credit
import toparquia.bank.rules
import toparquia.foundation.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('assemblies', '0004_organs_decide_for_themselves'),
        ('bank', '0002_guards'),
        ('ledger', '0005_post_by_function'),
        ('mandates', '0005_registrar_namings'),
        ('territory', '0004_guards'),
    ]

    operations = [
        migrations.CreateModel(
            name='Agent',
            fields=[
                ('id', models.UUIDField(default=toparquia.foundation.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('bank', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agents', to='bank.bank')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agencies', to='bank.member')),
                ('limit_minor', models.BigIntegerField(help_text='The most that may lie in the box.')),
                ('account', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.account')),
                ('mandate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='mandates.mandate')),
                ('named_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['bank', 'named_at', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('limit_minor__gt', 0)), name='bank_agent_limited')],
            },
        ),
        migrations.CreateModel(
            name='BankReport',
            fields=[
                ('id', models.UUIDField(default=toparquia.foundation.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('bank', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='bank.bank')),
                ('number', models.PositiveIntegerField()),
                ('through', models.DateField()),
                ('currency', models.CharField(max_length=3)),
                ('figures', models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder, help_text='Minor units by name.')),
                ('mandate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='mandates.mandate')),
                ('presented_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['bank', '-number'],
                'constraints': [models.UniqueConstraint(fields=('bank', 'number'), name='bank_report_numbered_once'), models.UniqueConstraint(fields=('bank', 'through'), name='bank_report_once_a_day')],
            },
        ),
        migrations.CreateModel(
            name='CommunalCurrency',
            fields=[
                ('id', models.UUIDField(default=toparquia.foundation.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('bank', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='communal_currency', to='bank.bank')),
                ('name', models.CharField(max_length=40)),
                ('credit_limit_minor', models.BigIntegerField()),
                ('mandate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='mandates.mandate')),
                ('proposed_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('credit_limit_minor__gt', 0)), name='bank_communal_limited')],
            },
        ),
        migrations.CreateModel(
            name='CommunalFund',
            fields=[
                ('id', models.UUIDField(default=toparquia.foundation.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='funds', to='territory.place')),
                ('kind', models.CharField(help_text="A code of the rule set's fund.kinds.", max_length=40)),
                ('account', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.account')),
                ('mandate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='mandates.mandate')),
                ('opened_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['place', 'opened_at', 'id'],
                'constraints': [models.UniqueConstraint(fields=('place', 'kind'), name='bank_fund_once_a_kind')],
            },
        ),
        migrations.CreateModel(
            name='Group',
            fields=[
                ('id', models.UUIDField(default=toparquia.foundation.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('bank', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='groups', to='bank.bank')),
                ('name', models.CharField(max_length=80)),
                ('mandate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='mandates.mandate')),
                ('formed_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['formed_at', 'id'],
                'constraints': [models.UniqueConstraint(fields=('bank', 'name'), name='bank_group_named_once')],
            },
        ),
        migrations.CreateModel(
            name='Pledge',
            fields=[
                ('entry_id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pledges', to='bank.application')),
                ('savings', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pledges', to='bank.savings')),
                ('amount_minor', models.BigIntegerField()),
                ('pledged_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['application', 'pledged_at', 'entry_id'],
                'constraints': [models.UniqueConstraint(fields=('application', 'savings'), name='bank_pledge_once_a_person'), models.CheckConstraint(condition=models.Q(('amount_minor__gt', 0)), name='bank_pledge_positive')],
            },
        ),
        migrations.CreateModel(
            name='Provision',
            fields=[
                ('id', models.UUIDField(default=toparquia.foundation.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('bank', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='provisions', to='bank.bank')),
                ('day', models.DateField()),
                ('needed_minor', models.BigIntegerField()),
                ('before_minor', models.BigIntegerField()),
                ('currency', models.CharField(max_length=3)),
                ('mandate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='mandates.mandate')),
                ('made_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['-day', '-made_at'],
                'constraints': [models.CheckConstraint(condition=models.Q(('before_minor__gte', 0), ('needed_minor__gte', 0)), name='bank_provision_not_negative')],
            },
        ),
        migrations.CreateModel(
            name='Rescheduling',
            fields=[
                ('application', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='rescheduling', serialize=False, to='bank.application')),
                ('loan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reschedulings', to='bank.loan')),
                ('principal_minor', models.BigIntegerField()),
                ('interest_minor', models.BigIntegerField(help_text='Unpaid till then; due with the first instalment.')),
                ('paid_minor', models.BigIntegerField(help_text='All that was paid on the loan till then.')),
                ('starts_on', models.DateField()),
                ('mandate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='mandates.mandate')),
                ('agreed_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['agreed_at', 'application_id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('interest_minor__gte', 0), ('paid_minor__gte', 0), ('principal_minor__gt', 0)), name='bank_rescheduling_of_a_debt')],
            },
        ),
        migrations.CreateModel(
            name='AgentCount',
            fields=[
                ('entry_id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('agent', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='counts', to='bank.agent')),
                ('expected_minor', models.BigIntegerField()),
                ('counted_minor', models.BigIntegerField()),
                ('mandate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='mandates.mandate')),
                ('counted_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['-counted_at'],
                'constraints': [models.CheckConstraint(condition=models.Q(('counted_minor__gte', 0), ('expected_minor__gt', 0)), name='bank_agent_count_of_a_box')],
            },
        ),
        migrations.CreateModel(
            name='AgentEnd',
            fields=[
                ('agent', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='end', serialize=False, to='bank.agent')),
                ('mandate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='mandates.mandate')),
                ('ended_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='AgentReceipt',
            fields=[
                ('entry_id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('agent', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='receipts', to='bank.agent')),
                ('number', models.PositiveIntegerField()),
                ('savings', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agent_receipts', to='bank.savings')),
                ('amount_minor', models.BigIntegerField()),
                ('given_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['agent', 'number'],
                'constraints': [models.CheckConstraint(condition=models.Q(('amount_minor__gt', 0)), name='bank_agent_receipt_positive')],
            },
        ),
        migrations.CreateModel(
            name='BankReportDecision',
            fields=[
                ('report', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='decision', serialize=False, to='bank.bankreport')),
                ('resolution', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assemblies.resolution')),
                ('is_approved', models.BooleanField()),
                ('mandate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='mandates.mandate')),
                ('decided_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='CommunalAccount',
            fields=[
                ('member', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='communal_account', serialize=False, to='bank.member')),
                ('currency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='accounts', to='bank.communalcurrency')),
                ('account', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.account')),
                ('limit_minor', models.BigIntegerField()),
                ('opened_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['opened_at', 'member_id'],
            },
        ),
        migrations.CreateModel(
            name='CommunalAdoption',
            fields=[
                ('currency', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='adoption', serialize=False, to='bank.communalcurrency')),
                ('resolution', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assemblies.resolution')),
                ('is_adopted', models.BooleanField()),
                ('mandate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='mandates.mandate')),
                ('decided_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='FundIncome',
            fields=[
                ('entry_id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('fund', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='incomes', to='bank.communalfund')),
                ('amount_minor', models.BigIntegerField()),
                ('source', models.CharField(max_length=200)),
                ('mandate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='mandates.mandate')),
                ('received_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['-received_at', 'entry_id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('amount_minor__gt', 0)), name='bank_fund_income_positive')],
            },
        ),
        migrations.CreateModel(
            name='FundRequest',
            fields=[
                ('id', models.UUIDField(default=toparquia.foundation.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('fund', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='bank.communalfund')),
                ('amount_minor', models.BigIntegerField()),
                ('currency', models.CharField(max_length=3)),
                ('purpose', models.CharField(max_length=500)),
                ('mandate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='mandates.mandate')),
                ('asked_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['-asked_at', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('amount_minor__gt', 0)), name='bank_fund_request_positive')],
            },
        ),
        migrations.CreateModel(
            name='GroupMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='bank.group')),
                ('member', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='group_membership', to='bank.member')),
            ],
            options={
                'ordering': ['group', 'member__number'],
            },
        ),
        migrations.CreateModel(
            name='PledgeEnd',
            fields=[
                ('pledge', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='end', serialize=False, to='bank.pledge')),
                ('repayment', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='calls', to='bank.repayment')),
                ('called_minor', models.BigIntegerField()),
                ('mandate', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='mandates.mandate')),
                ('ended_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('called_minor', 0), ('repayment__isnull', True)), models.Q(('called_minor__gt', 0), ('mandate__isnull', False), ('repayment__isnull', False)), _connector='OR'), name='bank_pledge_called_for_a_repayment')],
            },
        ),
        migrations.CreateModel(
            name='CommunalPayment',
            fields=[
                ('entry_id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('giver', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payments_given', to='bank.communalaccount')),
                ('taker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payments_taken', to='bank.communalaccount')),
                ('amount_minor', models.BigIntegerField()),
                ('paid_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['-paid_at', 'entry_id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('amount_minor__gt', 0)), name='bank_communal_payment_positive'), models.CheckConstraint(condition=models.Q(('giver', models.F('taker')), _negated=True), name='bank_communal_payment_between_two')],
            },
        ),
        migrations.CreateModel(
            name='FundPayment',
            fields=[
                ('request', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='payment', serialize=False, to='bank.fundrequest')),
                ('resolution', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assemblies.resolution')),
                ('mandate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='mandates.mandate')),
                ('paid_at', models.DateTimeField()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='loanproduct',
            name='bank_product_makes_a_loan',
        ),
        migrations.AddField(
            model_name='application',
            name='reschedules',
            field=models.ForeignKey(help_text='Asks for new terms of that loan.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bank.loan'),
        ),
        migrations.AddField(
            model_name='loanproduct',
            name='guarantee_bp',
            field=models.PositiveIntegerField(default=0, help_text="Of the principal, set aside by the borrower's group; 0 is a loan of one's own."),
        ),
        migrations.AddField(
            model_name='loanproduct',
            name='guarantee_order',
            field=models.CharField(choices=toparquia.bank.models.credit.guarantee_orders, default=toparquia.bank.rules.GuaranteeOrder['EQUAL'], help_text='Who covers a gap.', max_length=12),
        ),
        migrations.AddConstraint(
            model_name='loanproduct',
            constraint=models.CheckConstraint(condition=models.Q(('fee_bp__lt', 10000), ('instalments_max__gte', 1), ('principal_max_minor__gt', 0), ('guarantee_bp__lte', 10000), ('principal_grace__lt', models.F('instalments_max'))), name='bank_product_makes_a_loan'),
        ),
        migrations.AddField(
            model_name='application',
            name='group',
            field=models.ForeignKey(help_text='Which stands for it.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='bank.group'),
        ),
    ]
