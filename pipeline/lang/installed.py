"""Which languages have a model that is installed: not every model is one of the core."""

from importlib.util import find_spec

from pipeline.lang import load


def has_model(code: str) -> bool:
    """Tell whether lang/<code>/language.toml names a model, and that is installed."""
    model = load(code, "language").get("model")
    return model is not None and find_spec(model) is not None
