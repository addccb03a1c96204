"""Why somebody is not let in, or an account cannot be as wished."""

from datetime import datetime
from typing import ClassVar

from domain.errors import Refused


class BadPhone(Refused):
    """No mobile number of mainland China looks like that."""

    code: ClassVar[str] = "bad-phone"

    def __init__(self) -> None:
        super().__init__("This is not a mobile number of mainland China.")


class BadCode(Refused):
    """The code is wrong, used, too old, guessed at too often or was never sent: not said which."""

    code: ClassVar[str] = "bad-code"

    def __init__(self) -> None:
        super().__init__("The code is wrong, or good no more; ask for a new one.")


class ConsentNeeded(Refused):
    """The rider has to agree to the current terms first; the code stays good."""

    code: ClassVar[str] = "consent-needed"

    def __init__(self, text: str) -> None:
        super().__init__(f"Please read and accept the terms {text} first.")
        self.text = text


class BadLogin(Refused):
    """Login or password is wrong; it is not said which."""

    code: ClassVar[str] = "bad-login"

    def __init__(self) -> None:
        super().__init__("Login or password is wrong.")


class AccountLocked(Refused):
    """Too many wrong passwords for this login from here, or from everywhere; it need not exist."""

    code: ClassVar[str] = "account-locked"

    def __init__(self, until: datetime) -> None:
        super().__init__(f"Too many wrong passwords; try again after {until.isoformat()}.")
        self.until = until


class AccountDisabled(Refused):
    """An administrator closed this account."""

    code: ClassVar[str] = "account-disabled"

    def __init__(self) -> None:
        super().__init__("This account is disabled.")


class PasswordChangeNeeded(Refused):
    """A one-time password opens nothing but the choice of an own one."""

    code: ClassVar[str] = "password-change-needed"

    def __init__(self) -> None:
        super().__init__("Choose a password of your own first.")


class WeakPassword(Refused):
    """The new password breaks `rule`: short, long, login, simple, common or same."""

    code: ClassVar[str] = "weak-password"

    def __init__(self, rule: str, why: str) -> None:
        super().__init__(f"The new password {why}.")
        self.rule = rule


class TooBusy(Refused):
    """Too many passwords are being checked at this moment."""

    code: ClassVar[str] = "too-busy"

    def __init__(self, retry_after_s: int) -> None:
        super().__init__("Too many log-ins at once; try again in a moment.")
        self.retry_after_s = retry_after_s


class UnknownRider(Refused):
    """Nobody with this phone has signed in and agreed to the terms in force."""

    code: ClassVar[str] = "unknown-rider"

    def __init__(self) -> None:
        super().__init__("No rider with this phone has signed in and agreed to the terms.")


class UnfitLogin(Refused):
    """A login has 2 to 32 characters: a letter, then letters, digits, dots, hyphens."""

    code: ClassVar[str] = "unfit-login"

    def __init__(self, login: str) -> None:
        super().__init__(f"{login!r} cannot be a login: a-z first, then a-z 0-9 . _ -, 2 to 32.")
        self.login = login


class LoginTaken(Refused):
    """Somebody has this login already."""

    code: ClassVar[str] = "login-taken"

    def __init__(self, login: str) -> None:
        super().__init__(f"The login {login} is taken.")
        self.login = login


class UnknownLogin(Refused):
    """No account has this login; said to administrators only."""

    code: ClassVar[str] = "unknown-login"

    def __init__(self, login: str) -> None:
        super().__init__(f"There is no account {login!r}.")
        self.login = login
