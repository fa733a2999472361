"""Asks the Secret Service, the keyring of Linux desktops, for a secret that it has at hand.

The library `keyring` asks it too, but takes longer to load than all the rest of a command. So what it would
do is done here first: on the same bus, in the same collection, by the same attributes. It only reads, and
opens no window. Whatever is locked, not there, or set up in another way, is left to the library.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jeepney.io.blocking import DBusConnection

_NAME = "org.freedesktop.secrets"
_ROOT = "/org/freedesktop/secrets"
_DEFAULT = f"{_ROOT}/aliases/default"
_BACKEND = "keyring.backends.SecretService.Keyring"


def is_default_keyring(environment: Mapping[str, str]) -> bool:
    """Return whether it is here that the library would look: nobody has set another keyring."""
    if not sys.platform.startswith("linux") or "DBUS_SESSION_BUS_ADDRESS" not in environment:
        return False
    if environment.get("PYTHON_KEYRING_BACKEND", _BACKEND) != _BACKEND:
        return False
    # These name another collection, or other attributes.
    if any(name.startswith("KEYRING_PROPERTY_") for name in environment):
        return False
    folder = environment.get("XDG_CONFIG_HOME") or os.path.expanduser("~/.config")
    return not os.path.lexists(os.path.join(folder, "python_keyring", "keyringrc.cfg"))


def read_secret(service: str, name: str) -> str | None:
    """Return the secret that the library `keyring` keeps by these names; None if there is none.

    Raises:
        Exception: of many kinds: it is locked, or the bus or the service is not there or does not do this.
    """
    from jeepney.io.blocking import open_dbus_connection

    with open_dbus_connection() as bus:
        wanted = {"service": service, "username": name}
        (items,) = _call_method(bus, _DEFAULT, "Collection.SearchItems", "a{ss}", wanted)
        if not items:
            return None
        # Plain, over a socket that is this login's alone: who listens there could ask as well as we can.
        _, session = _call_method(bus, _ROOT, "Service.OpenSession", "sv", "plain", ("s", ""))
        ((_, _, secret, _),) = _call_method(bus, items[0], "Item.GetSecret", "o", session)
        return bytes(secret).decode("utf-8")


def _call_method(bus: DBusConnection, path: str, what: str, signature: str, *told: object) -> Any:
    from jeepney import DBusAddress, new_method_call
    from jeepney.wrappers import unwrap_msg

    kind, _, method = what.partition(".")
    address = DBusAddress(path, _NAME, f"org.freedesktop.Secret.{kind}")
    return unwrap_msg(bus.send_and_get_reply(new_method_call(address, method, signature, told)))
