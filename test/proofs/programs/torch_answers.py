"""Loads a state_dict as PyTorch does where no code may be run, see answers.py."""

import torch
from answers import answer_all
from module import runner

answer_all(lambda path, answer: runner(torch.load(path, weights_only=True), answer))
