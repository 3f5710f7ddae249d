from django.urls import URLPattern

app_name = "connector"
urlpatterns: list[URLPattern] = []
