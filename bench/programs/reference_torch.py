"""The reference network and its data in PyTorch, for the programs that train it."""

import torch


def _read(folder, name, header):
    with open(f"{folder}/{name}", "rb") as file:
        return torch.frombuffer(bytearray(file.read()[header:]), dtype=torch.uint8)


def read_set(folder, part):
    """Bytes of images, one row each, and their labels."""
    images = _read(folder, f"{part}-images-idx3-ubyte", 16).view(-1, 784)
    return images, _read(folder, f"{part}-labels-idx1-ubyte", 8).long()


def make_network():
    return torch.nn.Sequential(
        torch.nn.Linear(784, 500), torch.nn.ReLU(), torch.nn.Linear(500, 10)
    )


def error_of(network, loss_of, images, labels):
    """Share of images read wrong; the loss is computed too, as a report of an epoch needs it."""
    wrong = 0
    with torch.no_grad():
        for start in range(0, len(labels), 1000):
            logits = network(images[start : start + 1000])
            loss_of(logits, labels[start : start + 1000]).item()
            wrong += (logits.argmax(1) != labels[start : start + 1000]).sum().item()
    return wrong / len(labels)
