"""Values built from trusted parts are the same as checked ones, in every way that is kept or compared."""

import pickle

import pytest
from pydantic import Field, PrivateAttr, ValidationError

from simulator.model.events import AttemptStarted, FieldWritten, Heard, Recorded
from simulator.model.reading import Value
from simulator.model.trusted import trusted

HEARD = {"text": "At the back.", "line": "l1", "who": "caller", "t": 4.5}


def test_a_trusted_value_is_the_checked_one() -> None:
    plain, quick = Heard(**HEARD), trusted(Heard)(**HEARD)
    assert quick == plain
    assert hash(quick) == hash(plain)
    assert quick.model_dump_json() == plain.model_dump_json()
    assert quick.model_dump(exclude_unset=True) == plain.model_dump(exclude_unset=True)
    assert repr(quick) == repr(plain)
    assert pickle.loads(pickle.dumps(quick)) == plain
    assert quick.model_copy(update={"t": 5.0}) == plain.model_copy(update={"t": 5.0})


def test_it_is_frozen_and_goes_into_what_is_checked() -> None:
    quick = trusted(FieldWritten)(t=1.0, incident="0021", field="where", value="3 Mill Lane")
    with pytest.raises(ValidationError):
        quick.value = "another"
    assert Recorded(seq=1, event=quick).event is quick


class _WithSecret(Value):
    _secret: int = PrivateAttr(default=1)


class _WithList(Value):
    parts: list[str] = Field(default_factory=list)


@pytest.mark.parametrize("kind", [AttemptStarted, _WithSecret, _WithList, dict])
def test_what_each_value_must_have_for_itself_is_refused(kind: type) -> None:
    with pytest.raises(TypeError):
        trusted(kind)
