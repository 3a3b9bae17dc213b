"""Print the lowest versions of its dependencies that pyproject.toml allows, as constraints for pip."""

import re
import tomllib
from pathlib import Path

project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
for wanted in project["dependencies"]:
    print(re.sub(r"\s*>=\s*", "==", wanted))
