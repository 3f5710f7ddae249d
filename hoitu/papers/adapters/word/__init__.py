"""Papers as DOCX, by python-docx."""

from hoitu.papers.adapters.word.document import docx

__all__ = ["docx"]
