package dev.robis.nn.bank;

import java.util.List;

/**
 * The remembered vectors of one layer. Immutable.
 *
 * <p>The arrays belong to the bank; nobody may write to them.
 */
public final class BankLayer {

    private final int width;
    private final float[][] vectors;
    private final List<Place> places;

    BankLayer(int width, float[][] vectors, List<Place> places) {
        this.width = width;
        this.vectors = vectors;
        this.places = List.copyOf(places);
    }

    /** Length of a vector. */
    public int width() {
        return width;
    }

    /** How many vectors are remembered. */
    public int size() {
        return vectors.length;
    }

    /** One of them. */
    float[] vector(int index) {
        return vectors[index];
    }

    /** Where one of them comes from. */
    public Place place(int index) {
        return places.get(index);
    }

    /** Opens the search for nearest vectors. */
    public NearestSearch search() {
        return new NearestSearch(this);
    }
}
