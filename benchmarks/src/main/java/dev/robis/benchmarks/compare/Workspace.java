package dev.robis.benchmarks.compare;

import dev.robis.benchmarks.MatrixShape;
import dev.robis.benchmarks.SeededBundle;
import java.nio.file.Path;

/** Where the contenders find what they share. The Python side knows the same names. */
record Workspace(Path folder) {

    Path settings() {
        return folder.resolve("settings.json");
    }

    /** Tensors that are handed to the stages: images, maps. */
    Path inputs() {
        return folder.resolve("inputs.safetensors");
    }

    /** @param network {@code inference} or {@code training} */
    Path encoder(String network) {
        return folder.resolve(network + "-encoder.safetensors");
    }

    /** @param network {@code inference} or {@code training} */
    Path trained(String network) {
        return folder.resolve(network + "-trained.safetensors");
    }

    Path sam() {
        return folder.resolve("sam.safetensors");
    }

    Path vitOnnx() {
        return folder.resolve("vit.onnx");
    }

    /** Factors of a matrix product, {@code left} and {@code right}. */
    Path factors(MatrixShape shape) {
        return folder.resolve("gemm-" + shape + ".safetensors");
    }

    /** The product with {@code right}. */
    Path gemmOnnx(MatrixShape shape) {
        return folder.resolve("gemm-" + shape + ".onnx");
    }

    /** Photograph, bundle and encoder of the comparison from image to mask. */
    SeededBundle whole() {
        return new SeededBundle(folder);
    }

    Path output(String stage, Peer peer) {
        return folder.resolve("output-" + stage + "-" + peer.name() + ".safetensors");
    }
}
