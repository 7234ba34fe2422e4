"""Loads Keras archives with Keras itself and prints their answers, see answers.py."""

import keras
from answers import answer_all


def load(path, _answer):
    model = keras.saving.load_model(path)
    return lambda images: model.predict(images, verbose=0)


answer_all(load)
