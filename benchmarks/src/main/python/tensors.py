"""Reads and writes safetensors files of float32, so that no package is needed for it."""
import json
import struct

import numpy as np


def read(path):
    """All tensors of a file, by name."""
    with open(path, "rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(length))
        data = file.read()
    header.pop("__metadata__", None)
    tensors = {}
    for name, info in header.items():
        if info["dtype"] != "F32":
            raise ValueError(f"{path}: {name}: expected F32, found {info['dtype']}")
        begin, end = info["data_offsets"]
        array = np.frombuffer(data, "<f4", (end - begin) // 4, begin)
        tensors[name] = array.reshape(info["shape"]).copy()
    return tensors


def write(path, tensors):
    """Writes arrays by name, as float32."""
    arrays = {name: np.ascontiguousarray(array, "<f4") for name, array in tensors.items()}
    header, offset = {}, 0
    for name, array in arrays.items():
        header[name] = {"dtype": "F32", "shape": array.shape, "data_offsets": [offset, offset + array.nbytes]}
        offset += array.nbytes
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        for array in arrays.values():
            file.write(array.tobytes())
