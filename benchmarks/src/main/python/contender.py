"""The Python side of benchmarks/compare: waits for a line, answers with a line (see ContenderLoop.java)."""
import contextlib
import gc
import importlib
import json
import os
import sys
import time
import traceback

FIRST_RUNS = 2  # before the outputs are written
WARM_UP_SECONDS = 2
DEBIAN = {"torch": "python3-torch", "cv2": "python3-opencv", "PIL": "python3-pil", "tifffile": "python3-tifffile",
          "numpy": "python3-numpy", "skimage": "python3-skimage"}
MODULES = {"vit": "networks", "inp": "networks", "train": "training", "sam": "sam", "decode": "images", "cut": "images",
           "cut-png": "images", "merge": "images", "mebin": "images", "aupro": "metrics",
           "image": "whole"}


def version(name):
    try:
        return f"{name} {importlib.import_module(name).__version__}"
    except ImportError:
        return f"{name} missing (Debian: {DEBIAN[name]})"


def blas():
    """Kernels that OpenBLAS chose for this processor, if it tells."""
    import ctypes
    with contextlib.suppress(OSError, AttributeError), open("/proc/self/maps") as maps:
        for path in sorted({line.split()[-1] for line in maps if "blas" in line and ".so" in line}):
            library = ctypes.CDLL(path)
            name = library.openblas_get_corename
            name.restype = ctypes.c_char_p
            return f", OpenBLAS kernels {name().decode()}"
    return ""


class Loop:
    def __init__(self, workspace, peer):
        self.workspace, self.peer, self.current = workspace, peer, None
        with open(os.path.join(workspace, "settings.json")) as file:
            self.settings = json.load(file)

    def answer(self, line):
        request, _, argument = line.partition(" ")
        try:
            return getattr(self, "do_" + request)(argument)
        except ImportError as error:
            return f"missing {error.name} (Debian: {DEBIAN.get(error.name, '?')})"
        except Exception as error:
            traceback.print_exc()
            return f"failed {type(error).__name__}: {error}".replace("\n", " ")

    def do_prepare(self, stage):
        import tensors
        module = importlib.import_module(MODULES.get(stage, "gemm"))
        self.current = module.open_stage(stage, self.workspace, self.settings)
        start = time.perf_counter()
        for _ in range(FIRST_RUNS):
            self.current.run()
        path = os.path.join(self.workspace, f"output-{stage}-{self.peer}.safetensors")
        tensors.write(path, self.current.outputs())
        while time.perf_counter() - start < WARM_UP_SECONDS:
            self.current.run()
        return "ok"

    def do_run(self, times):
        times = int(times)
        cpu, start = time.process_time(), time.perf_counter()
        for _ in range(times):
            self.current.run()
        millis = (time.perf_counter() - start) * 1000 / times
        return f"{millis} {(time.process_time() - cpu) * 1000 / times}"

    def do_release(self, _):
        self.current = None
        gc.collect()
        return "ok"


def main(workspace, peer):
    answers, sys.stdout = sys.stdout, sys.stderr  # nothing but answers may reach the director
    loop = Loop(workspace, peer)
    try:
        import torch
        torch.set_num_threads(loop.settings["threads"])
        torch.set_grad_enabled(False)
    except ImportError:
        pass
    with contextlib.suppress(ImportError):
        import cv2
        cv2.setNumThreads(loop.settings["threads"])
    names = ["torch"] if peer == "PYTORCH" else ["cv2", "skimage", "PIL", "numpy", "torch"]
    print("Python " + sys.version.split()[0] + ", " + ", ".join(map(version, names)) + blas(), file=answers, flush=True)
    for line in sys.stdin:
        print(loop.answer(line.rstrip("\n")), file=answers, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
