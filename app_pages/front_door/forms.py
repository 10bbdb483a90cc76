"""The words and fields of the front door's forms, drawn as plain HTML. Nothing here checks or saves."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape


@dataclass(frozen=True)
class Field:
    """One field of a form: its name, label, hint, and what a browser may fill in by itself."""

    name: str
    label: str
    hint: str = ""
    kind: str = "text"
    autocomplete: str = "off"


@dataclass(frozen=True)
class Form:
    """One page of the front door."""

    path: str
    title: str
    lead: str
    button: str
    fields: tuple[Field, ...]
    links: tuple[tuple[str, str], ...] = ()


_LOGIN = Field("login", "Sign-in name", autocomplete="username")
_PASSWORD = Field("password", "Password", kind="password", autocomplete="current-password")
_NEW_PASSWORD = Field(
    "password",
    "Choose a password",
    "At least 10 characters. A few unrelated words work well.",
    "password",
    "new-password",
)
_SHOWN_NAME = Field("name", "Your name", "As your assessor knows you.", autocomplete="name")
_NEW_LOGIN = Field(
    "login", "Choose a sign-in name", "Letters, figures, dots and hyphens.", autocomplete="username"
)

SIGN_IN = Form(
    "/door/sign-in",
    "Sign in",
    "Take simulated incident calls, and see what each one showed.",
    "Sign in",
    (_LOGIN, _PASSWORD),
    (("/door/join", "Join with a class code"), ("/door/claim", "Set up this installation")),
)
JOIN = Form(
    "/door/join",
    "Join your class",
    "Your tutor gives you a class code. You only need it once.",
    "Join the class",
    (
        Field("code", "Class code", "Eight letters and figures, such as WREN-4K7P."),
        _SHOWN_NAME,
        _NEW_LOGIN,
        _NEW_PASSWORD,
    ),
    (("/door/sign-in", "I have joined before: sign in"),),
)
CLAIM = Form(
    "/door/claim",
    "Set up this installation",
    "The first administrator shows that they run this computer: the terminal that started it prints a token.",
    "Become the administrator",
    (
        Field("token", "Token from the terminal", "It works once."),
        Field("name", "Your name", "As people at the centre know you.", autocomplete="name"),
        _NEW_LOGIN,
        _NEW_PASSWORD,
    ),
    (("/door/sign-in", "Back to sign in"),),
)
CHANGE = Form(
    "/door/password",
    "Choose a new password",
    "Choose one that only you know. A password that you were given must be changed before anything else.",
    "Keep this password",
    (
        Field("old", "Your present password", kind="password", autocomplete="current-password"),
        _NEW_PASSWORD,
    ),
)


def _field(field: Field, value: str, error: bool) -> str:
    described = f' aria-describedby="{field.name}-hint"' if field.hint else ""
    kept = "" if field.kind == "password" else f' value="{escape(value, quote=True)}"'
    hint = f'<p class="hint" id="{field.name}-hint">{escape(field.hint)}</p>' if field.hint else ""
    wrong = ' aria-invalid="true"' if error else ""
    return (
        f'<label for="{field.name}">{escape(field.label)}</label>'
        f'<input id="{field.name}" name="{field.name}" type="{field.kind}" required maxlength="200"'
        f' autocomplete="{field.autocomplete}"{kept}{described}{wrong}>{hint}'
    )


def page(form: Form, values: dict[str, str], *, error: str = "", wrong: str = "", after: str = "/") -> str:
    """Return the HTML page of a form, with what was typed (never a password) and what was wrong."""
    alert = (
        f'<div class="error" role="alert"><strong>Not done yet.</strong> {escape(error)}</div>'
        if error
        else ""
    )
    fields = "".join(_field(f, values.get(f.name, ""), f.name == wrong) for f in form.fields)
    links = "".join(f'<a href="{path}">{escape(words)}</a>' for path, words in form.links)
    return f"""<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(form.title)} · Incident Call Simulator</title>
<link rel="icon" href="/app/static/icon.png"><link rel="stylesheet" href="/door/style.css"></head>
<body><main><p class="product">Incident Call Simulator</p><div class="card"><h1>{escape(form.title)}</h1>
<p>{escape(form.lead)}</p>{alert}<form method="post" action="{form.path}">
<input type="hidden" name="after" value="{escape(after, quote=True)}">{fields}
<button type="submit">{escape(form.button)}</button></form>
<nav aria-label="Other ways in">{links}</nav></div>
<footer>Practice calls with invented people and places. Nothing you type here calls anyone.</footer>
</main></body></html>"""
