package dev.robis.nn.bank;

import dev.robis.nn.encoder.FeatureLayer;
import dev.robis.nn.tensor.MapTensorSource;
import dev.robis.nn.tensor.Tensor;
import dev.robis.nn.tensor.TensorSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a memory bank keeps: the remembered vectors of every layer and the scale of its distances. Immutable.
 *
 * @param layers by the order of the encoder's layers
 * @param scales what the distances of each layer are divided by, positive
 */
public record MemoryBank(List<BankLayer> layers, List<Float> scales) {

    private static final String SCALES = "scales";
    private static final String VECTORS = ".vectors";
    private static final String PLACES = ".places";
    private static final int PLACE = 3;

    /** @throws IllegalArgumentException if there are not as many scales as layers, or one is not positive */
    public MemoryBank {
        layers = List.copyOf(layers);
        scales = List.copyOf(scales);
        if (scales.size() != layers.size())
            throw new IllegalArgumentException("expected " + layers.size() + " scales, found " + scales.size());
        for (float scale : scales)
            if (!(scale > 0 && Float.isFinite(scale)))
                throw new IllegalArgumentException("scales must be positive, found " + scales);
    }

    /**
     * As tensors: {@code NAME.vectors [vectors, width]} and {@code NAME.places [vectors, 3]} (image, x, y) per layer, and {@code
     * scales}.
     *
     * @param names of the layers
     */
    public TensorSource tensors(List<FeatureLayer> names) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (int i = 0; i < layers.size(); i++) {
            BankLayer layer = layers.get(i);
            Tensor vectors = Tensor.zeros(layer.size(), layer.width());
            Tensor places = Tensor.zeros(layer.size(), PLACE);
            for (int v = 0; v < layer.size(); v++) {
                System.arraycopy(layer.vector(v), 0, vectors.data(), v * layer.width(), layer.width());
                Place place = layer.place(v);
                places.data()[v * PLACE] = place.image();
                places.data()[v * PLACE + 1] = place.x();
                places.data()[v * PLACE + 2] = place.y();
            }
            tensors.put(names.get(i).name() + VECTORS, vectors);
            tensors.put(names.get(i).name() + PLACES, places);
        }
        Tensor all = Tensor.zeros(scales.size());
        for (int i = 0; i < scales.size(); i++) all.data()[i] = scales.get(i);
        tensors.put(SCALES, all);
        return MapTensorSource.of(tensors, "a memory bank");
    }

    /**
     * Reads what {@link #tensors} wrote.
     *
     * @param names of the layers, with the widths expected
     * @throws IllegalArgumentException if a tensor is missing, surplus or of another shape, naming it
     */
    public static MemoryBank of(TensorSource source, List<FeatureLayer> names) {
        List<BankLayer> layers = new ArrayList<>();
        for (FeatureLayer name : names) {
            Tensor vectors = tensor(source, name.name() + VECTORS, name.width());
            Tensor places = tensor(source, name.name() + PLACES, PLACE);
            int size = vectors.shape()[0];
            if (places.shape()[0] != size)
                throw new IllegalArgumentException(name.name() + PLACES + ": expected " + size + " places, found "
                        + places.shape()[0] + " in " + source.describe());
            float[][] bank = new float[size][name.width()];
            List<Place> origin = new ArrayList<>();
            for (int v = 0; v < size; v++) {
                System.arraycopy(vectors.data(), v * name.width(), bank[v], 0, name.width());
                float[] place = places.data();
                origin.add(new Place((int) place[v * PLACE], (int) place[v * PLACE + 1], (int) place[v * PLACE + 2]));
            }
            layers.add(new BankLayer(name.width(), bank, origin));
        }
        List<Float> scales = new ArrayList<>();
        for (float scale : source.tensor(SCALES).data()) scales.add(scale);
        if (source.names().size() != 2 * names.size() + 1)
            throw new IllegalArgumentException(source.describe() + ": expected the banks of "
                    + names.stream().map(FeatureLayer::name).toList() + ", found " + source.names());
        return new MemoryBank(layers, scales);
    }

    private static Tensor tensor(TensorSource source, String name, int columns) {
        Tensor tensor = source.tensor(source.require(name).name());
        int[] shape = tensor.shape();
        if (shape.length != 2 || shape[0] < 1 || shape[1] != columns)
            throw new IllegalArgumentException(name + ": expected [vectors, " + columns + "], found "
                    + source.require(name).shape() + " in " + source.describe());
        return tensor;
    }
}
