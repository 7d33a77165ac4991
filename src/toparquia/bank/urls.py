"""Addresses of the bank: its public page, the desk, a member's own, and loans."""

from __future__ import annotations

from django.urls import path

from toparquia.bank.views import credit, desk, own, public

app_name = "bank"
urlpatterns = [
    path("bancos/", public.listed, name="list"),
    path("bancos/<uuid:bank_id>/", public.detail, name="detail"),
    path("creditos/<uuid:product_id>/", public.product, name="product"),
    path("lugares/<slug:code>/banco/", public.of_place, name="of_place"),
    path("lugares/<slug:code>/banco/abrir/", desk.open_bank, name="open"),
    path("bancos/<uuid:bank_id>/capital/", desk.capital, name="capital"),
    path("bancos/<uuid:bank_id>/socios/nuevo/", desk.enrol, name="enrol"),
    path("bancos/<uuid:bank_id>/ahorros/nuevo/", desk.savings, name="savings"),
    path("bancos/<uuid:bank_id>/deposito/", desk.deposit, name="deposit"),
    path("bancos/<uuid:bank_id>/retiro/", desk.withdraw, name="withdraw"),
    path("bancos/<uuid:bank_id>/cierre/", desk.count, name="count"),
    path("bancos/<uuid:bank_id>/mi-cuenta/", own.account, name="own"),
    path("bancos/<uuid:bank_id>/tarjeta.svg", own.card, name="card"),
    path("bancos/<uuid:bank_id>/pagar/", own.pay, name="pay"),
    path("bancos/<uuid:bank_id>/creditos/nuevo/", credit.propose, name="propose"),
    path("creditos/<uuid:product_id>/decision/", credit.adopt, name="adopt"),
    path("creditos/<uuid:product_id>/pedir/", credit.apply, name="apply"),
    path("bancos/<uuid:bank_id>/solicitudes/", credit.listed, name="applications"),
    path("solicitudes/<uuid:application_id>/", credit.detail, name="application"),
    path("solicitudes/<uuid:application_id>/opinar/", credit.judge, name="judge"),
    path("solicitudes/<uuid:application_id>/entregar/", credit.disburse, name="disburse"),
    path("solicitudes/<uuid:application_id>/cobrar/", credit.repay, name="repay"),
    path("solicitudes/<uuid:application_id>/castigar/", credit.write_off, name="write_off"),
]
