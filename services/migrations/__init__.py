"""How the tables that nobody can make again follow the versions of this program."""

from services.migrations.schema import KEYS, LOG, Chain, NewerSchema, migrate, take_turns

__all__ = ["KEYS", "LOG", "Chain", "NewerSchema", "migrate", "take_turns"]
