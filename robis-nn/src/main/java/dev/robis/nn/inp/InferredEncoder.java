package dev.robis.nn.inp;

import dev.robis.nn.tensor.TensorInfo;
import dev.robis.nn.tensor.TensorSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A model on a DINOv2 that was never published, as far as its tensors tell: which blocks are read they do not. */
record InferredEncoder(TensorSource source) {

    /**
     * Name of the encoder as {@link dev.robis.nn.vit.Backbone#named} takes it, but for the blocks that are read.
     *
     * @return empty if the encoder cannot be of that form
     */
    Optional<String> name() {
        Optional<List<Long>> token = shape("encoder.cls_token", 3);
        Optional<List<Long>> positions = shape("encoder.pos_embed", 3);
        Optional<List<Long>> patch = shape("encoder.patch_embed.proj.weight", 4);
        Optional<List<Long>> heads = shape("decoder.0.attn.learn_scale", 3);
        if (token.isEmpty() || positions.isEmpty() || patch.isEmpty() || heads.isEmpty()) return Optional.empty();
        return Optional.of("dinov2_vit_" + token.get().get(2) + "x" + count("encoder.blocks.%d.norm1.weight") + "x"
                + heads.get().get(0) + "_" + patch.get().get(3) + "_reg"
                + shape("encoder.register_tokens", 3).map(found -> found.get(1)).orElse(0L) + "_grid"
                + Math.round(Math.sqrt(positions.get().get(1) - 1)));
    }

    /** As many as blocks that are read. */
    int decoders() {
        return count("decoder.%d.norm1.weight");
    }

    /** Any blocks do to see whether everything else fits. */
    String exampleLayers() {
        return "_layers"
                + String.join(
                        ".",
                        IntStream.range(0, decoders())
                                .mapToObj(Integer::toString)
                                .toList());
    }

    private Optional<List<Long>> shape(String name, int axes) {
        return source.info(name).map(TensorInfo::shape).filter(shape -> shape.size() == axes);
    }

    private int count(String pattern) {
        return (int) IntStream.iterate(0, i -> i + 1)
                .takeWhile(i -> source.info(pattern.formatted(i)).isPresent())
                .count();
    }
}
