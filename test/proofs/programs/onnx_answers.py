"""Checks ONNX files with ONNX itself and runs them with ONNX Runtime, see answers.py."""

import onnx
import onnxruntime
from answers import answer_all


def load(path, _answer):
    onnx.checker.check_model(path, full_check=True)
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    return lambda images: session.run(None, {"pixels": images})[0]


answer_all(load)
