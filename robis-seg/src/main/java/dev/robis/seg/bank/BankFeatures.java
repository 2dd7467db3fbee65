package dev.robis.seg.bank;

import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;
import dev.robis.nn.bank.PatchFeatures;
import dev.robis.nn.encoder.Encoder;
import dev.robis.nn.encoder.FeatureLayer;
import dev.robis.nn.feature.EncoderModel;
import dev.robis.nn.tensor.Tensor;
import dev.robis.nn.tensor.TensorSource;
import dev.robis.seg.config.ModelConfig;
import dev.robis.seg.image.ImageSize;
import dev.robis.seg.image.PillowResize;
import java.util.List;

/** From a tile to the feature vectors of every layer. Owns the encoder until closed. Not safe for concurrent use. */
final class BankFeatures implements AutoCloseable {

    private static final int BANDS = 3;
    private static final int BYTES = 256;

    private final EncoderModel model;
    private final int side;
    private final Encoder encoder;
    private final float[][] inputs = new float[BANDS][BYTES];

    BankFeatures(ModelConfig config, TensorSource weights) {
        this.model = EncoderModel.named(config.encoder());
        this.side = config.cropSize();
        this.encoder = model.open(weights, config.layers(), side);
        for (int band = 0; band < BANDS; band++)
            for (int value = 0; value < BYTES; value++)
                inputs[band][value] = (value - model.scaling().mean().get(band))
                        / model.scaling().deviation().get(band);
    }

    List<FeatureLayer> layers() {
        return encoder.layers();
    }

    /** @param tile bands red, green, blue. Not modified. */
    List<PatchFeatures> of(Planar<GrayU8> tile) {
        Planar<GrayU8> seen = model.anySize() || (tile.width == side && tile.height == side)
                ? tile
                : new PillowResize(new ImageSize(tile.width, tile.height), new ImageSize(side, side)).apply(tile);
        return encoder.encode(input(seen)).stream()
                .map(map -> PatchFeatures.of(map, 0))
                .toList();
    }

    private Tensor input(Planar<GrayU8> image) {
        if (image.getNumBands() != BANDS)
            throw new IllegalArgumentException(
                    "expected bands red, green, blue, found " + image.getNumBands() + " bands");
        Tensor input = Tensor.zeros(1, BANDS, image.height, image.width);
        for (int band = 0, to = 0; band < BANDS; band++) {
            GrayU8 from = image.getBand(band);
            for (int y = 0; y < from.height; y++)
                for (int x = 0; x < from.width; x++, to++)
                    input.data()[to] = inputs[band][from.data[from.startIndex + y * from.stride + x] & 0xff];
        }
        return input;
    }

    @Override
    public void close() {
        encoder.close();
    }
}
