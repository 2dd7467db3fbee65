package dev.robis.nn.bank;

import java.util.ArrayList;
import java.util.List;

/**
 * Vectors of one layer from many images, of which the bank is chosen. Every image gives at most its share, chosen by k-centre among
 * its own, so that a rare pattern of one image is not lost among thousands of images, and memory does not grow with their number.
 * Not safe for concurrent use.
 */
public final class CandidatePool {

    private final int share;
    private final int width;
    private final Vectors vectors;
    private final List<Place> places = new ArrayList<>();

    private Vectors image;
    private List<Place> imagePlaces = new ArrayList<>();

    /**
     * @param width of the vectors
     * @param share vectors of one image, at most
     */
    public CandidatePool(int width, int share) {
        if (share <= 0) throw new IllegalArgumentException("share must be positive, found " + share);
        this.share = share;
        this.width = width;
        this.vectors = new Vectors(width);
        this.image = new Vectors(width);
    }

    /**
     * The share of every image, so that no more than a bound of vectors comes together.
     *
     * @param images how many there are
     * @param perImage vectors of one image, at most
     * @param bound vectors of all images together, at most; one of each image in any case
     */
    public static int share(int images, int perImage, int bound) {
        return Math.max(1, Math.min(perImage, bound / Math.max(1, images)));
    }

    /** Adds a vector of the present image. */
    public void add(PatchFeatures features, int index, Place place) {
        if (features.width() != width)
            throw new IllegalArgumentException("expected vectors of " + width + ", found " + features.width());
        image.add(features.values(), index * width);
        imagePlaces.add(place);
    }

    private void keep(float[] vector, Place place) {
        vectors.add(vector, 0);
        places.add(place);
    }

    /** Ends the present image. */
    public void endImage() {
        if (image.count() <= share) for (int i = 0; i < image.count(); i++) keep(image.get(i), imagePlaces.get(i));
        else for (int i : KCenterGreedy.choose(image, share)) keep(image.get(i), imagePlaces.get(i));
        image = new Vectors(width);
        imagePlaces = new ArrayList<>();
    }

    /** Vectors of the images that have ended. */
    public int count() {
        return vectors.count();
    }

    /**
     * Chooses the bank.
     *
     * @param size vectors, at most
     * @throws IllegalStateException if there are no candidates
     */
    public BankLayer choose(int size) {
        if (vectors.count() == 0) throw new IllegalStateException("no candidates to choose a bank from");
        int[] chosen = KCenterGreedy.choose(vectors, size);
        float[][] bank = new float[chosen.length][];
        List<Place> origin = new ArrayList<>();
        for (int i = 0; i < chosen.length; i++) {
            bank[i] = vectors.get(chosen[i]);
            origin.add(places.get(chosen[i]));
        }
        return new BankLayer(width, bank, origin);
    }
}
