"""The reference's stages in a row, from image file to mask file: every intermediate is written and read again."""
import os

import cv2
import numpy as np
import tifffile
import torch
import torch.nn.functional as F

import images
from networks import AnomalyModel

BATCH = 16  # of the reference's test loader
BLUR_SIDE, BLUR_SIGMA = 5, 4
DEVIATIONS = 3


def blur_kernel():
    place = torch.arange(BLUR_SIDE) - BLUR_SIDE // 2
    weights = torch.exp(-(place[:, None] ** 2 + place[None, :] ** 2) / (2 * BLUR_SIGMA**2))
    return (weights / weights.sum()).view(1, 1, BLUR_SIDE, BLUR_SIDE)


class Whole:
    def __init__(self, workspace, settings):
        network = settings["inference"]
        network["model"]["encoder"]["grid"] = 37  # that of the official checkpoint
        self.model = AnomalyModel(
            network, os.path.join(workspace, "encoder.safetensors"),
            os.path.join(workspace, "bundle", "model.safetensors"))
        self.side, self.photo, self.kernel = network["side"], settings["photo"], blur_kernel()
        self.image = os.path.join(workspace, "image.png")
        self.folder = os.path.join(workspace, "their-tiles")
        os.makedirs(self.folder, exist_ok=True)

    def run(self):
        tiles = images.cut(self.image, self.folder, self.photo)
        names = self.test(tiles)
        merged = images.merge(
            [(row, column, tifffile.imread(name)) for name, (_, row, column) in zip(names, tiles)], self.photo)
        tifffile.imwrite(os.path.join(self.folder, "merged.tiff"), merged)
        self.map = tifffile.imread(os.path.join(self.folder, "merged.tiff"))
        cv2.imwrite(os.path.join(self.folder, "mask.png"), self.binarise(self.map))

    def test(self, tiles):
        """Writes the map of every tile, normalised over all of them."""
        scores = []
        for i in range(0, len(tiles), BATCH):
            batch = np.stack([images.network_input(name, self.side) for name, _, _ in tiles[i:i + BATCH]])
            scores.append(self.scores(torch.from_numpy(batch)))
        scores = torch.cat(scores).numpy()
        scores = ((scores - scores.min()) / (scores.max() - scores.min() + 1e-8) * 255).astype(np.float16)
        names = [name.replace(".png", ".tiff") for name, _, _ in tiles]
        for name, tile in zip(names, scores):
            tifffile.imwrite(name, tile)
        return names

    def scores(self, batch):
        size, side = self.photo["mapSide"], self.side
        maps = [F.interpolate(distance.unsqueeze(1), side, mode="bilinear", align_corners=True)
                for distance in self.model.distances(batch)]
        mean = torch.cat(maps, 1).mean(1, keepdim=True)
        resized = F.interpolate(mean, size, mode="bilinear", align_corners=False)
        return F.conv2d(resized, self.kernel, padding=BLUR_SIDE // 2)[:, 0]

    @staticmethod
    def binarise(scores):
        """Mean plus three deviations, united with MEBin; one image has no search range, so half of one serves."""
        high = scores.max()
        mask, _, _ = images.mebin(scores, np.float16(high / 2), high)
        shares = scores.astype(np.float32) / 255
        threshold = np.float16((shares.mean() + DEVIATIONS * shares.std()) * 255)
        return np.maximum(mask, images.threshold_and_erode(scores, threshold))

    def outputs(self):
        """See ImageWorkloads.firstTile."""
        side = int(self.photo["mapSide"] * (1 - self.photo["overlap"]))
        part = self.map[5:side - 5, 5:side - 5].astype(np.float64)
        return {"first_tile": (part - part.mean()) / part.std()}


def open_stage(stage, workspace, settings):
    return Whole(workspace, settings)
