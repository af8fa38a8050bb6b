"""The content security policy: nothing from elsewhere, nothing inline."""

from typing import Any

from csp.constants import NONCE, NONE, SELF


def content_security_policy(*, scripts_with_nonce: bool) -> dict[str, Any]:
    """What a browser may load. The public site has no nonce, so that its pages are the same for everybody."""
    return {
        "DIRECTIVES": {
            "default-src": [NONE],
            "script-src": [SELF, NONCE] if scripts_with_nonce else [SELF],
            "style-src": [SELF],
            "img-src": [SELF, "data:"],
            "font-src": [SELF],
            "connect-src": [SELF],
            "form-action": [SELF],
            "base-uri": [NONE],
            "frame-ancestors": [NONE],
            "object-src": [NONE],
        }
    }
