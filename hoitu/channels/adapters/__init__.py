"""One adapter for each kind of channel; `project/subscriptions.py` lists them."""

from functools import cache
from importlib import import_module

from django.utils.module_loading import import_string

from hoitu.channels.data import Adapter


@cache
def adapter_for(kind: str) -> Adapter:
    """Return the adapter of a kind of channel. Raises `KeyError` for kinds nobody provides."""
    paths: dict[str, str] = import_module("hoitu.project.subscriptions").ADAPTERS
    adapter: Adapter = import_string(paths[kind])()
    return adapter
