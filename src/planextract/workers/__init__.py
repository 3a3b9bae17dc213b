"""A document is read in processes of its own: what a file does there, it does not do to the program."""

from planextract.workers.child import Send
from planextract.workers.document import GuardedDocument, guarded
from planextract.workers.guard import Guard

__all__ = ["Guard", "GuardedDocument", "Send", "guarded"]
