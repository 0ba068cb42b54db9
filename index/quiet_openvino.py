"""OpenVINO without its telemetry: the one place where it is imported.

``import openvino`` reports itself to a statistics service and writes to the home folder, unless
its telemetry package cannot be imported; then it does without. Nothing may leave this machine, so
that package is barred first. Everyone else takes OpenVINO from here, which is tested.
"""

import sys

sys.modules["openvino_telemetry"] = None  # type: ignore[assignment]  # imports of it now fail

import openvino  # noqa: E402
from openvino import opset13 as operators  # noqa: E402

__all__ = ["openvino", "operators"]
