"""A document is read in processes of its own: what a file does there, it does not do to the program."""

from planextract.isolation.child import Send
from planextract.isolation.guard import Guard
from planextract.isolation.guarded_document import GuardedDocument, guarded

__all__ = ["Guard", "GuardedDocument", "Send", "guarded"]
