"""`tf.contrib.training.python.training.hparam` of TensorFlow 1: hyperparameters."""

import json
import re

from compat import names

__all__ = ["HParams"]

_ASSIGNMENT = re.compile(
    r"(?P<name>[a-zA-Z][\w.]*)(?:\[\s*(?P<index>\d+)\s*\])?\s*=\s*"
    r"(?:(?P<value>[^,\[]*)|\[(?P<values>[^\]]*)\])(?:$|,\s*)"
)


class HParams:
    """Hyperparameters by name, which are attributes: `hparams.learning_rate`.

    The type of each is that of its first value: an int, a float, a bool, a string, or a list of
    one of them.
    """

    def __init__(self, hparam_def=None, model_structure=None, **kwargs):
        """
        hparam_def: of no effect; 1.15 read a protocol buffer.
        model_structure: kept for `get_model_structure`.
        """
        self._types = {}
        self._model_structure = model_structure
        for name, value in kwargs.items():
            self.add_hparam(name, value)

    def add_hparam(self, name, value):
        """Adds a hyperparameter.

        Raises ValueError when there is something of this name, or the value is an empty list.
        """
        if getattr(self, name, None) is not None:
            raise ValueError(f"Hyperparameter name is reserved: {name}")
        if isinstance(value, list | tuple):
            if not value:
                raise ValueError(f"Multi-valued hyperparameters cannot be empty: {name}")
            self._types[name] = (type(value[0]), True)
        else:
            self._types[name] = (type(value), False)
        setattr(self, name, value)

    def set_hparam(self, name, value):
        """Changes a hyperparameter; its type stays, so that 1 is 1.0 where it is a float.

        Raises KeyError when there is none of this name, ValueError when the type is another.
        """
        kind, is_list = self._types[name]
        if isinstance(value, list) != is_list:
            what = "list" if is_list else "single value"
            raise ValueError(f"Must pass a {what} for hyperparameter {name}, not {value!r}")
        cast = [_cast(name, kind, v) for v in value] if is_list else _cast(name, kind, value)
        setattr(self, name, cast)

    def del_hparam(self, name):
        """Removes a hyperparameter, if there is one of this name."""
        if self._types.pop(name, None):
            delattr(self, name)

    def parse(self, values):
        """Changes hyperparameters as a string says, such as "rate=0.1,layers=[3,4],layers[0]=5".

        Returns self. Raises ValueError when it cannot be read, has an unknown name, the same name
        twice, or a value of another type.
        """
        seen, at = set(), 0
        while at < len(values):
            found = _ASSIGNMENT.match(values, at)
            if not found:
                raise ValueError(f"Malformed hyperparameter value: {values[at:]}")
            at = found.end()
            name, index = found["name"], found["index"]
            if name not in self._types:
                raise ValueError(f"Unknown hyperparameter type for {name}")
            if (name, index) in seen:
                raise ValueError(f"Multiple assignments to variable '{name}' in {values}")
            seen.add((name, index))
            kind, is_list = self._types[name]
            if found["values"] is not None:
                parts = [part.strip() for part in found["values"].split(",") if part.strip()]
                self.set_hparam(name, [_parsed(name, kind, part) for part in parts])
            elif index is not None:
                changed = list(getattr(self, name)) if is_list else []
                changed += [kind()] * (int(index) + 1 - len(changed))
                changed[int(index)] = _parsed(name, kind, found["value"])
                self.set_hparam(name, changed)
            else:
                self.set_hparam(name, _parsed(name, kind, found["value"]))
        return self

    def override_from_dict(self, values_dict):
        """Changes the hyperparameters in `values_dict`; returns self."""
        for name, value in values_dict.items():
            self.set_hparam(name, value)
        return self

    def parse_json(self, values_json):
        """Changes the hyperparameters in a JSON object; returns self."""
        return self.override_from_dict(json.loads(values_json))

    def values(self):
        """Returns the values by name."""
        return {name: getattr(self, name) for name in self._types}

    def get(self, key, default=None):
        """Returns the value of a hyperparameter, or `default` where there is none."""
        return getattr(self, key) if key in self._types else default

    def to_json(self, indent=None, separators=None, sort_keys=False):
        """Returns a JSON object of the values."""
        return json.dumps(self.values(), indent=indent, separators=separators, sort_keys=sort_keys)

    def get_model_structure(self):
        return self._model_structure

    def set_model_structure(self, model_structure):
        self._model_structure = model_structure

    def __contains__(self, key):
        return key in self._types

    def __str__(self):
        return str(sorted(self.values().items()))

    def __repr__(self):
        return f"HParams({self})"


def _cast(name, kind, value):
    """`value` as a `kind`, where that loses nothing."""
    if kind is type(None) or value is None or (isinstance(value, kind) and kind is not int):
        return value
    text = isinstance(value, str)
    whole = isinstance(value, int) and not isinstance(value, bool)
    fits = {
        bool: False,
        float: isinstance(value, int | float) and not isinstance(value, bool),
        int: whole or (isinstance(value, float) and value == int(value)),
        str: text,
    }
    if not fits.get(kind, False):
        raise ValueError(f"Could not cast hparam '{name}' of type '{kind}' from value {value!r}")
    return kind(value)


def _parsed(name, kind, text):
    """`text` as a `kind`."""
    if kind is bool:
        known = {"true": True, "1": True, "false": False, "0": False}
        if text.lower() not in known:
            raise ValueError(f"Could not parse hparam '{name}': {text!r} is no bool")
        return known[text.lower()]
    try:
        return kind(text)
    except ValueError:
        raise ValueError(f"Could not parse hparam '{name}' of type {kind} from {text!r}") from None


def __getattr__(name: str):
    raise names.missing("tf.contrib.training.python.training.hparam", name)
