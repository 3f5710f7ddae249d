from django.apps import AppConfig


class StrategyConfig(AppConfig):
    name = "hoitu.strategy"
    label = "strategy"
