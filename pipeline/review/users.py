"""Who may come in: names, argon2 hashes and roles."""

from __future__ import annotations

import re
import secrets
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from pipeline.store.tables import AuditRow, Role, SecretRow, UserRow
from schemas.errors import UsageError

SHORTEST = 10
LONGEST = 1_000
_NAME = re.compile(r"[\w.@-]{1,80}")


def add_user(session: Session, name: str, password: str, role: Role) -> UserRow:
    """Add a user, or give a known one a new password and role.

    Raises:
        UsageError: the name is none, or the password too short.
    """
    if not _NAME.fullmatch(name):
        raise UsageError(f"{name!r} is no name of a user", remedy="Use letters, digits and ._@-")
    if not SHORTEST <= len(password) <= LONGEST:
        raise UsageError(f"a password has {SHORTEST} to {LONGEST} characters")
    user = session.scalars(select(UserRow).filter_by(name=name)).one_or_none()
    if user is None:
        user = UserRow(name=name, password="", role=role.value)
        session.add(user)
    user.password, user.role, user.active = _hasher().hash(password), role.value, True
    note(session, name, "user_set", role.value)
    session.flush()
    return user


def disable_user(session: Session, name: str) -> None:
    """End a user's sessions and let them in no more; what they decided stays theirs.

    Raises:
        UsageError: there is no such user.
    """
    user = session.scalars(select(UserRow).filter_by(name=name)).one_or_none()
    if user is None:
        raise UsageError(f"there is no user {name!r}")
    user.active = False
    note(session, name, "user_disabled")


def verified(session: Session, name: str, password: str) -> UserRow | None:
    """The user whose password this is; unknown names take as long as known ones."""
    user = session.scalars(select(UserRow).filter_by(name=name, active=True)).one_or_none()
    known = user.password if user is not None else _nobody()
    try:
        _hasher().verify(known, password[:LONGEST])
    except (VerificationError, InvalidHashError):
        return None
    return user


def note(session: Session, who: str, what: str, detail: str = "") -> None:
    """Add a line to the audit log."""
    session.add(AuditRow(who=who[:80], what=what[:60], detail=detail))


def secret_key(session: Session) -> str:
    """The key that signs the sessions of this store; made once."""
    row = session.get(SecretRow, "session")
    if row is None:
        row = SecretRow(name="session", value=secrets.token_urlsafe(48))
        session.add(row)
        session.flush()
    return row.value


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher()


@cache
def _nobody() -> str:
    return _hasher().hash(secrets.token_urlsafe(16))
