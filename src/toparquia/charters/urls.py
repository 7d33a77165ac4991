"""Addresses of foundings and of the rules in force."""

from django.urls import path

from toparquia.charters.views import amending, founding, norming, rules_in_force

app_name = "charters"
urlpatterns = [
    path("reglas/", rules_in_force.show, name="rules"),
    path("lugares/<slug:code>/reglas/", rules_in_force.show, name="rules"),
    path("lugares/<slug:code>/reglas/<uuid:adopted_id>/", rules_in_force.show_adopted, name="adopted"),
    path(
        "lugares/<slug:code>/reglas/<uuid:adopted_id>.json",
        rules_in_force.download,
        {"form": "json"},
        name="rules_json",
    ),
    path(
        "lugares/<slug:code>/reglas/<uuid:adopted_id>.toml",
        rules_in_force.download,
        {"form": "toml"},
        name="rules_toml",
    ),
    path("lugares/<slug:code>/carta/promover/", founding.promote, name="promote"),
    path("lugares/<slug:code>/reformas/", amending.listing, name="amendments"),
    path("lugares/<slug:code>/reformas/carta/", amending.propose_charter, name="propose_charter"),
    path("lugares/<slug:code>/reformas/regla/", amending.propose_rule, name="propose_rule"),
    path("lugares/<slug:code>/normas/", norming.listing, name="norms"),
    path("lugares/<slug:code>/normas/nueva/", norming.propose, name="propose_norm"),
    path("normas/<uuid:norm_id>/", norming.detail, name="norm"),
    path("normas/<uuid:norm_id>/decidir/", norming.decide, name="decide_norm"),
    path("reformas/<uuid:amendment_id>/", amending.detail, name="amendment"),
    path("reformas/<uuid:amendment_id>/convocar/", amending.call, name="amendment_call"),
    path("reformas/<uuid:amendment_id>/decidir/", amending.decide, name="amendment_decide"),
    path("cartas/<uuid:charter_id>/", founding.detail, name="detail"),
    path("cartas/<uuid:charter_id>/texto/<int:number>.json", founding.text, name="text"),
    path("cartas/<uuid:charter_id>/entrar/", founding.join, name="join"),
    path("cartas/<uuid:charter_id>/escribir/", founding.write_text, name="write"),
    path("cartas/<uuid:charter_id>/convocar/", founding.call, name="call"),
    path("cartas/<uuid:charter_id>/proclamar/", founding.proclaim, name="proclaim"),
    path("cartas/<uuid:charter_id>/registrar/", founding.register, name="register"),
]
