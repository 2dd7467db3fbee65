package dev.robis.seg.synthetic;

import boofcv.struct.image.GrayU8;
import dev.robis.seg.data.Split;
import java.util.Optional;

/**
 * Makes the images of the synthetic data set one by one. An image depends on the seed, the image size, and its own place in the
 * data set, not on what was made before. Immutable and safe for concurrent use.
 */
public final class SyntheticGenerator {

    private static final String BAD = "bad";
    private static final int PIECE = 1, CAMERA = 2, FLAW = 3;

    private final long seed;
    private final int width;
    private final int height;

    public SyntheticGenerator(SyntheticConfig config) {
        seed = config.seed();
        width = config.width();
        height = config.height();
    }

    /**
     * A defect-free image.
     *
     * @param index number within the split, from 0
     */
    public SyntheticImage good(Product product, Split split, int index) {
        return image(product, split.folderName(), index, Optional.empty());
    }

    /**
     * A defective image of the public test; the product's defects take turns.
     *
     * @param index number among the defective images, from 0
     */
    public SyntheticImage bad(Product product, int index) {
        return image(product, BAD, index, Optional.of(defect(product, index)));
    }

    /** The same photograph as {@link #bad}, down to the sensor's noise, had the piece been good. */
    public SyntheticImage goodTwin(Product product, int index) {
        return image(product, BAD, index, Optional.empty());
    }

    private static Defect defect(Product product, int index) {
        requireIndex(index);
        return product.defects().get(index % product.defects().size());
    }

    private SyntheticImage image(Product product, String series, int index, Optional<Defect> defect) {
        requireIndex(index);
        long own = Dice.seed(seed, product.category().hashCode(), series.hashCode(), index);
        Canvas canvas = new Canvas(width, height);
        Workpiece piece = product.make(new Dice(Dice.seed(own, PIECE)), width, height);
        piece.paint(canvas);
        defect.ifPresent(d -> d.flaw().spoil(canvas, piece, new Dice(Dice.seed(own, FLAW))));
        return new SyntheticImage(Camera.roll(new Dice(Dice.seed(own, CAMERA))).expose(canvas), mask(canvas), defect);
    }

    private static void requireIndex(int index) {
        if (index < 0) throw new IllegalArgumentException("index must not be negative, found " + index);
    }

    private static GrayU8 mask(Canvas canvas) {
        GrayU8 mask = new GrayU8(canvas.width(), canvas.height());
        for (int y = 0; y < canvas.height(); y++)
            for (int x = 0; x < canvas.width(); x++) mask.set(x, y, canvas.isMarked(x, y) ? 1 : 0);
        return mask;
    }
}
