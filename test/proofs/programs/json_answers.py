"""Reads weights of JSON text, see answers.py."""

import json

import numpy
from answers import answer_all, softmax


def load(path, answer):
    with open(path, encoding="utf-8") as file:
        layers = json.load(file)["layers"]

    def run(images):
        x = images
        for number, layer in enumerate(layers, start=1):
            weights = numpy.array(layer["weights"], dtype=numpy.float32)
            x = x @ weights + numpy.array(layer["biases"], dtype=numpy.float32)
            x = numpy.maximum(x, 0) if number < len(layers) else x
        return softmax(x) if answer == "probabilities" else x

    return run


answer_all(load)
