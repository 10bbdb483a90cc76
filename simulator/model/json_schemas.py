"""JSON Schemas of the files that people write, made from the models, for editors that complete and check.

A schema knows shape and words only: what a file refers to, and whether a call can be played, is told by
``check`` alone. The text of each schema is kept under ``docs/schemas/`` and a test holds it to the models.
"""

import json
import types
from collections.abc import Iterator
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from simulator.model.durations import Seconds
from simulator.model.load_organisation import FILES
from simulator.model.load_questions import FILE, QuestionFile
from simulator.model.scenario import Scenario

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_DURATION: Final = {"type": "string", "pattern": r"^(\d{1,3}h)?\s*(\d{1,4}m)?\s*(\d{1,5}s)?$"}
_TEXT: Final = {"type": ["string", "number", "boolean"]}
_ID: Final = {"pattern": r"^[A-Za-z0-9][A-Za-z0-9_.-]*$"}

Schema = dict[str, Any]


def schemas() -> dict[str, str]:
    """Return the text of every schema by the name of its file."""
    files: dict[str, type[BaseModel]] = {"scenario": Scenario}
    files |= {f"organisation-{name.removesuffix('.yaml')}": shape for name, shape in FILES.items()}
    files[f"organisation-{FILE.removesuffix('.yaml')}"] = QuestionFile
    return {f"{name}.schema.json": _text(model, name) for name, model in files.items()}


def _text(model: type[BaseModel], name: str) -> str:
    drawing = _Drawing()
    body = drawing.model(model)
    whole = {
        "$schema": _DIALECT,
        "title": name.replace("-", ", ").replace("_", " "),
        **body,
        "$defs": dict(sorted(drawing.defs.items())),
    }
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


class _Drawing:
    """Draws the schema of one file; each model that stands in several places is drawn once."""

    def __init__(self) -> None:
        self.defs: dict[str, Schema] = {}

    def model(self, model: type[BaseModel], *, keyed: bool = False) -> Schema:
        """Return the schema of a model's keys; ``keyed``: its id stands as the key above it."""
        known = {_written(name, info): info for name, info in model.model_fields.items()}
        if keyed:
            known.pop("id", None)
        required = [key for key, info in known.items() if info.is_required()]
        return {
            "type": "object",
            "properties": {key: self.field(info) for key, info in known.items()},
            **({"required": required} if required else {}),
            "additionalProperties": False,
        }

    def field(self, info: FieldInfo) -> Schema:
        """Return the schema of one key, with what the model says of it."""
        drawn = _DURATION if _is_duration(info) else self.kinds(info.annotation)
        return {"description": info.description, **drawn} if info.description else dict(drawn)

    def kinds(self, annotation: Any) -> Schema:
        """Return the schema of an annotation: one of its alternatives."""
        if annotation == Seconds:
            return _DURATION
        drawn = [self.kind(kind) for kind in _alternatives(annotation)]
        return drawn[0] if len(drawn) == 1 else {"anyOf": drawn}

    def kind(self, kind: Any) -> Schema:
        """Return the schema of one alternative."""
        if kind == Seconds:
            return _DURATION
        origin = get_origin(kind)
        if origin is Literal:
            return {"enum": [value for said in get_args(kind) if said for value in _ways(said)]}
        if origin is tuple:
            return self.items(get_args(kind)[0])
        if origin is dict:
            return self.mapping(get_args(kind)[1])
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            return self.named(kind)
        if kind is bool:
            return {"enum": [True, False, "yes", "no"]}
        return {"type": ["integer", "string"]} if kind is int else dict(_TEXT)

    def named(self, model: type[BaseModel], *, keyed: bool = False) -> Schema:
        """Return a reference to a model that is drawn once; a lone text where it has a shorthand."""
        keyed = keyed and "id" in model.model_fields
        name = f"{model.__name__}ByKey" if keyed else model.__name__
        if name not in self.defs:
            self.defs[name] = {}
            self.defs[name] = self.model(model, keyed=keyed)
        drawn: Schema = {"$ref": f"#/$defs/{name}"}
        return {"anyOf": [drawn, dict(_TEXT)]} if getattr(model, "shorthand", "") else drawn

    def items(self, item: Any) -> Schema:
        """Return the schema of a list: its items, one alone, or entries under their ids."""
        ways = [{"type": "array", "items": self.kinds(item)}, self.kinds(item)]
        models = [
            kind for kind in _alternatives(item) if isinstance(kind, type) and issubclass(kind, BaseModel)
        ]
        if models and "id" in models[0].model_fields:
            ways = [self.mapping(item), ways[0]]
        return {"anyOf": ways}

    def mapping(self, item: Any) -> Schema:
        """Return the schema of entries under keys of the author's own."""
        models = [
            kind for kind in _alternatives(item) if isinstance(kind, type) and issubclass(kind, BaseModel)
        ]
        if not models:
            return {"type": "object", "additionalProperties": self.kinds(item)}
        return {
            "type": "object",
            "propertyNames": dict(_ID),
            "additionalProperties": self.named(models[0], keyed=True),
        }


def _ways(said: Any) -> list[Any]:
    """Return how a fixed word may come out of a YAML reader: digits as a number, too."""
    return [said, int(said)] if isinstance(said, str) and said.isdigit() else [said]


def _written(name: str, info: FieldInfo) -> str:
    return (info.alias or name).replace("_", " ")


def _is_duration(info: FieldInfo) -> bool:
    return any(part in get_args(Seconds)[1:] for part in info.metadata)


def _alternatives(annotation: Any) -> Iterator[Any]:
    """Yield the alternatives of an annotation, durations whole, without ``None``."""
    if annotation == Seconds:
        yield annotation
    elif get_origin(annotation) is Annotated:
        yield from _alternatives(get_args(annotation)[0])
    elif get_origin(annotation) in (Union, types.UnionType):
        for part in get_args(annotation):
            yield from _alternatives(part)
    elif annotation is not type(None):
        yield annotation
