"""Read documents in separate processes, so that a crash or excessive use of memory can't end the program."""

from planextract.isolation.child import Send, TextInput, allow_recognition_memory
from planextract.isolation.guard import Guard
from planextract.isolation.guarded_document import GuardedDocument, open_guarded

__all__ = ["Guard", "GuardedDocument", "Send", "TextInput", "allow_recognition_memory", "open_guarded"]
