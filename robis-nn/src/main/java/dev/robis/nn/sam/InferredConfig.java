package dev.robis.nn.sam;

import dev.robis.nn.tensor.TensorInfo;
import dev.robis.nn.tensor.TensorSource;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Reads the shape of a model off its tensors. What leaves no trace in them is taken as in the published models: the
 * epsilon of the layer norms, and the heads of the decoder, unless the metadata of the file say {@code decoder_heads}.
 */
final class InferredConfig {

    private static final String DECODER_HEADS = "decoder_heads";
    private static final SamConfig PUBLISHED = SamConfig.vitB();

    private final TensorSource source;

    InferredConfig(TensorSource source) {
        this.source = source;
    }

    SamConfig config() {
        int grid = length("image_encoder.pos_embed", 4, 1);
        int patch = length("image_encoder.patch_embed.proj.weight", 4, 2);
        return new SamConfig(
                Math.multiplyExact(grid, patch),
                patch,
                length("image_encoder.neck.0.weight", 4, 0),
                length("prompt_encoder.mask_downscaling.3.weight", 4, 0),
                encoder(grid),
                decoder());
    }

    private SamConfig.Encoder encoder(int grid) {
        String at = "image_encoder.blocks.";
        int width = length("image_encoder.pos_embed", 4, 3);
        int depth = count(at, ".attn.rel_pos_h");
        int perHead = length(at + "0.attn.rel_pos_h", 2, 1);
        List<Integer> sides = IntStream.range(0, depth)
                .mapToObj(i -> (length(at + i + ".attn.rel_pos_h", 2, 0) + 1) / 2)
                .toList();
        return new SamConfig.Encoder(
                width,
                depth,
                width / perHead,
                length(at + "0.mlp.lin1.weight", 2, 0) / width,
                sides.stream().filter(side -> side != grid).findFirst().orElse(grid),
                // a window as large as the grid sees the whole image
                IntStream.range(0, depth)
                        .filter(i -> sides.get(i) == grid)
                        .boxed()
                        .toList(),
                PUBLISHED.encoder().epsilon());
    }

    private SamConfig.Decoder decoder() {
        String at = "mask_decoder.";
        return new SamConfig.Decoder(
                count(at + "transformer.layers.", ".mlp.lin1.weight"),
                decoderHeads(),
                length(at + "transformer.layers.0.mlp.lin1.weight", 2, 0),
                length(at + "mask_tokens.weight", 2, 0) - 1,
                count(at + "iou_prediction_head.layers.", ".weight"),
                length(at + "iou_prediction_head.layers.0.weight", 2, 0));
    }

    private int decoderHeads() {
        String heads = source.metadata().get(DECODER_HEADS);
        if (heads == null) return PUBLISHED.decoder().heads();
        try {
            return Integer.parseInt(heads);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    DECODER_HEADS + ": expected a number, found \"" + heads + "\" in " + source.describe(), e);
        }
    }

    private int count(String prefix, String suffix) {
        int count = 0;
        while (source.info(prefix + count + suffix).isPresent()) count++;
        return count;
    }

    private int length(String name, int axes, int axis) {
        List<Long> shape = source.info(name)
                .map(TensorInfo::shape)
                .orElseThrow(() -> new IllegalArgumentException(name
                        + ": expected a tensor of Segment Anything, found no such tensor in " + source.describe()));
        if (shape.size() != axes || shape.stream().anyMatch(length -> length < 1 || length > Integer.MAX_VALUE))
            throw new IllegalArgumentException(
                    name + ": expected " + axes + " axes, found " + shape + " in " + source.describe());
        return Math.toIntExact(shape.get(axis));
    }
}
