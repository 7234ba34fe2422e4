"""Loads safetensors files into a network of PyTorch, see answers.py."""

from answers import answer_all
from module import runner
from safetensors.torch import load_file

answer_all(lambda path, answer: runner(load_file(path), answer))
