"""What the reference does to images and maps, step by step, with OpenCV, Pillow and NumPy."""
import os

import cv2
import numpy as np
from PIL import Image

import tensors

MEAN = np.array([0.485, 0.456, 0.406], np.float32)
DEVIATION = np.array([0.229, 0.224, 0.225], np.float32)


def cut(path, folder, photo):
    """Writes the tiles of an image as PNG; windows that reach beyond it are black there. Returns names and places."""
    image = cv2.imread(path)
    height, width = image.shape[:2]
    window = photo["window"]
    step = int(window * (1 - photo["overlap"]))
    count = lambda size: -(-(size - window) // step) + 1
    tiles = []
    for row in range(count(height)):
        for column in range(count(width)):
            part = image[row * step:row * step + window, column * step:column * step + window]
            tile = np.zeros((window, window, 3), np.uint8)
            tile[:part.shape[0], :part.shape[1]] = part
            name = os.path.join(folder, f"tile_{row}{column}.png")
            cv2.imwrite(name, tile)
            tiles.append((name, row, column))
    return tiles


def network_input(path, side):
    """A tile from its file: resized, as float, normalised; [3, side, side]."""
    image = Image.open(path).convert("RGB").resize((side, side), Image.BILINEAR)
    values = np.asarray(image, np.float32) / 255
    return ((values - MEAN) / DEVIATION).transpose(2, 0, 1)


def merge(maps, photo):
    """Means of overlapping maps in half precision, at a quarter of the image's resolution."""
    side = photo["mapSide"]
    scale = photo["window"] // side
    step = int(side * (1 - photo["overlap"]))
    total = np.zeros((photo["height"] // scale, photo["width"] // scale), np.float16)
    count = np.zeros_like(total)
    for row, column, scores in maps:
        place = np.s_[row * step:row * step + side, column * step:column * step + side]
        height, width = total[place].shape
        total[place] += scores[:height, :width]
        count[place] += 1
    return total / count


def threshold_and_erode(scores, threshold):
    binary = np.where(scores > threshold, 255, 0).astype(np.uint8)
    return cv2.erode(binary, np.ones((6, 6), np.uint8), iterations=1)


def stable_threshold(counts, low, high, shortest=4):
    """The lowest score of the longest run of one count that is not 0; 255 and 0 regions where there is none."""
    runs, start = {}, 0
    for end in range(1, len(counts) + 1):
        if end == len(counts) or counts[end] != counts[start]:
            if counts[start] and end - start >= shortest:
                runs.setdefault(counts[start], []).append((start, end - 1))
            start = end
    if not runs:
        return 255, 0
    number = max(runs, key=lambda count: max(end - start for start, end in runs[count]))
    last = sorted(runs[number], key=lambda run: run[1] - run[0])[-1][1]
    return int((255 - last * 4) * (high - low) / 255 + low), number


def mebin(scores, low, high):
    """Mask, threshold and number of regions of a half-precision map."""
    stretched = np.where(scores < low, 0, (scores - low) / (high - low) * 255)
    counts = []
    for score in range(255, 0, -4):
        binary = threshold_and_erode(stretched, score)
        counts.append(cv2.connectedComponentsWithStats(binary, connectivity=8)[0] - 1)
    threshold, regions = stable_threshold(counts, low, high)
    return threshold_and_erode(scores, threshold), threshold, regions


class Decoding:
    def __init__(self, workspace, settings):
        self.path = os.path.join(workspace, "image.png")

    def run(self):
        self.image = cv2.cvtColor(cv2.imread(self.path), cv2.COLOR_BGR2RGB)

    def outputs(self):
        return {"image": self.image.transpose(2, 0, 1)}


class Cutting:
    def __init__(self, workspace, settings):
        self.path = os.path.join(workspace, "image.png")
        self.folder = os.path.join(workspace, "their-tiles")
        os.makedirs(self.folder, exist_ok=True)
        self.photo, self.side = settings["photo"], settings["inference"]["side"]

    def run(self):
        tiles = cut(self.path, self.folder, self.photo)
        self.inputs = np.stack([network_input(name, self.side) for name, _, _ in tiles])

    def outputs(self):
        return {"inputs": self.inputs}


class Merging:
    def __init__(self, workspace, settings):
        maps = tensors.read(os.path.join(workspace, "inputs.safetensors"))["tile_maps"].astype(np.float16)
        self.maps = [(i // 3, i % 3, scores) for i, scores in enumerate(maps)]
        self.photo = settings["photo"]

    def run(self):
        self.merged = merge(self.maps, self.photo)

    def outputs(self):
        return {"map": self.merged}


class MeBin:
    def __init__(self, workspace, settings):
        inputs = tensors.read(os.path.join(workspace, "inputs.safetensors"))
        self.map = inputs["map"].astype(np.float16)
        self.low, self.high = inputs["search_range"].astype(np.float16)

    def run(self):
        self.mask, self.threshold, self.regions = mebin(self.map, self.low, self.high)

    def outputs(self):
        return {"mask": self.mask / 255, "found": [self.threshold, self.regions]}


def open_stage(stage, workspace, settings):
    stages = {"decode": Decoding, "cut": Cutting, "cut-png": Cutting, "merge": Merging, "mebin": MeBin}
    return stages[stage](workspace, settings)
