"""Loads NumPy archives, no array of which may need pickle, see answers.py."""

import numpy
from answers import answer_all, softmax


def load(path, answer):
    model = numpy.load(path, allow_pickle=False)
    count = sum(name.startswith("w") for name in model.files)

    def run(images):
        x = images
        for number in range(1, count + 1):
            x = x @ model[f"w{number}"] + model[f"b{number}"]
            x = numpy.maximum(x, 0) if number < count else x
        return softmax(x) if answer == "probabilities" else x

    assert list(model["classes"]) == [str(digit) for digit in range(10)]
    return run


answer_all(load)
