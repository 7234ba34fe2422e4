"""What all programs here share: images in, answers out.

Standard input is JSON: `images`, the path of 100 images of a byte a pixel, and `models`, each with `path`, `pixels`
(unit or byte) and `answer` (probabilities or logits). Standard output is JSON: for each model its answers, a list an image.
"""

import json
import sys

import numpy


def softmax(logits):
    powers = numpy.exp(logits - logits.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def answer_all(load):
    """`load` takes a path and what the model answers, and returns a function from images to answers."""
    given = json.load(sys.stdin)
    read = numpy.fromfile(given["images"], dtype=numpy.uint8).reshape(100, -1)
    answers = []
    for model in given["models"]:
        images = read.astype(numpy.float32)
        if model["pixels"] == "unit":
            images /= numpy.float32(255)
        run = load(model["path"], model["answer"])
        answers.append(numpy.asarray(run(images)).tolist())
    json.dump(answers, sys.stdout)
