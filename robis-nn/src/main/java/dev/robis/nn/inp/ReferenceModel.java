package dev.robis.nn.inp;

import dev.robis.nn.tensor.TensorInfo;
import dev.robis.nn.tensor.TensorSource;
import dev.robis.nn.tensor.TensorView;
import dev.robis.nn.tensor.WeightNames;
import dev.robis.nn.vit.Backbone;
import dev.robis.nn.vit.VitWeights;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A whole model as the reference's training stores it ({@code model.pth}): the encoder's tensors below {@code
 * encoder.}, the trained ones beside them. Immutable; elements are read when asked for.
 *
 * @param source the tensors; not closed
 * @param backbone of the encoder
 * @param prototypes number of intrinsic normal prototypes
 */
public record ReferenceModel(TensorSource source, Backbone backbone, int prototypes) {

    static final String ENCODER = "encoder.";
    private static final String PROTOTYPES = "prototype_token";
    private static final int USUAL_PROTOTYPES = 6;

    /**
     * @throws IllegalArgumentException if the source is not exactly such a model, naming the first tensor that is
     *     missing, surplus or of another shape
     */
    public ReferenceModel {
        if (problem(source, backbone, prototypes).isPresent()) throw mismatch(source, backbone, prototypes);
    }

    /** The models that a source may be, one for each backbone that its encoder fits; empty if it is no such model. */
    public static List<ReferenceModel> recognise(TensorSource source) {
        Optional<Integer> prototypes = prototypes(source);
        if (prototypes.isEmpty()) return List.of();
        return Backbone.all().stream()
                .filter(known -> problem(source, known, prototypes.get()).isEmpty())
                .map(known -> new ReferenceModel(source, known, prototypes.get()))
                .toList();
    }

    /**
     * The encoder of a model that fits no known backbone but is a DINOv2 of another shape: its name as {@link
     * Backbone#named} takes it, but for the blocks that are read, which tensors do not tell.
     */
    public static Optional<String> ownShape(TensorSource source) {
        if (!recognise(source).isEmpty()) return Optional.empty();
        InferredEncoder shape = new InferredEncoder(source);
        return shape.name().filter(name -> fits(source, name + shape.exampleLayers()));
    }

    private static boolean fits(TensorSource source, String encoder) {
        try {
            return prototypes(source)
                    .filter(number ->
                            problem(source, Backbone.named(encoder), number).isEmpty())
                    .isPresent();
        } catch (IllegalArgumentException e) {
            return false; // no such network can be
        }
    }

    /**
     * The model that a source is.
     *
     * @param source not closed
     * @param encoder name of its backbone as {@link Backbone#named} takes it; needed where the tensors do not tell
     * @throws IllegalArgumentException if it is none, naming the tensor that is wrong, or may be several, naming them
     */
    public static ReferenceModel of(TensorSource source, Optional<String> encoder) {
        if (source.names().stream().noneMatch(name -> name.startsWith(ENCODER)))
            throw new IllegalArgumentException(source.describe() + ": not a model that the reference trained: expected "
                    + PROTOTYPES + ", encoder.*, bottleneck.*, aggregation.* and decoder.*, found no encoder.*");
        int prototypes = prototypes(source).orElse(USUAL_PROTOTYPES);
        if (encoder.isPresent()) return new ReferenceModel(source, Backbone.named(encoder.get()), prototypes);
        List<ReferenceModel> fitting = recognise(source);
        if (fitting.isEmpty()) {
            Optional<String> own = ownShape(source);
            if (own.isEmpty()) throw mismatch(source, closest(source, prototypes), prototypes);
            throw new IllegalArgumentException(source.describe()
                    + ": its encoder has a shape of its own; say which of its blocks the "
                    + new InferredEncoder(source).decoders() + " decoder blocks reconstruct (--encoder " + own.get()
                    + "_layersFIRST.NEXT...)");
        }
        if (fitting.size() > 1)
            throw new IllegalArgumentException(source.describe() + ": its encoder may be "
                    + fitting.stream().map(model -> model.backbone.name()).collect(Collectors.joining(" or "))
                    + ", which have the same tensors; say which (--encoder NAME)");
        return fitting.get(0);
    }

    /** Shape of the network. */
    public InpFormerConfig config() {
        return InpFormerConfig.of(backbone, prototypes);
    }

    /** The encoder under its official names. */
    public TensorSource encoder() {
        Map<String, String> originals = new LinkedHashMap<>();
        for (String name : VitWeights.names(backbone.config()).keySet()) originals.put(name, ENCODER + name);
        return new TensorView(source, originals, Map.of());
    }

    /** The trained tensors. */
    public TensorSource trained() {
        Map<String, String> originals = new LinkedHashMap<>();
        for (String name : InpFormerWeights.names(config()).keySet()) originals.put(name, name);
        return new TensorView(source, originals, Map.of());
    }

    /**
     * An encoder and what was trained on it as one source, names and order as the reference has them.
     *
     * @param encoder not closed
     * @param trained not closed
     * @throws IllegalArgumentException if a tensor is missing, surplus or of another shape, naming it
     */
    public static TensorSource join(InpFormerConfig config, TensorSource encoder, TensorSource trained) {
        VitWeights.require(config.encoder(), encoder);
        InpFormerWeights.require(config, trained);
        return new JoinedModel(names(config), encoder, trained);
    }

    /** Shape of every tensor by its name, in the order in which the reference makes them. */
    public static Map<String, List<Long>> names(InpFormerConfig config) {
        Map<String, List<Long>> names = new LinkedHashMap<>();
        Map<String, List<Long>> trained = InpFormerWeights.names(config);
        names.put(PROTOTYPES, trained.get(PROTOTYPES));
        VitWeights.names(config.encoder()).forEach((name, shape) -> names.put(ENCODER + name, shape));
        for (String part : List.of("bottleneck.", "aggregation.", "decoder."))
            trained.forEach((name, shape) -> {
                if (name.startsWith(part)) names.put(name, shape);
            });
        return names;
    }

    private static Optional<Integer> prototypes(TensorSource source) {
        return source.info(PROTOTYPES)
                .map(TensorInfo::shape)
                .filter(shape -> shape.size() == 2 && shape.get(0) > 0 && shape.get(0) <= Integer.MAX_VALUE)
                .map(shape -> Math.toIntExact(shape.get(0)));
    }

    private static IllegalArgumentException mismatch(TensorSource source, Backbone backbone, int prototypes) {
        return new IllegalArgumentException(
                problem(source, backbone, prototypes).orElseThrow() + "; expected a RoBiS model on " + backbone.name());
    }

    private static Optional<String> problem(TensorSource source, Backbone backbone, int prototypes) {
        Map<String, String> learned = new LinkedHashMap<>();
        for (String name : source.names()) if (!isBuffer(name, backbone)) learned.put(name, name);
        return WeightNames.mismatch(
                names(InpFormerConfig.of(backbone, prototypes)), new TensorView(source, learned, Map.of()));
    }

    /** What the modules of some encoders hold beside their weights, and the network does not need. */
    private static boolean isBuffer(String name, Backbone backbone) {
        return name.startsWith(ENCODER)
                && backbone.layout().surplus().stream().anyMatch(name.substring(ENCODER.length())::contains);
    }

    /** The backbone whose model has the most tensors in common with a source. */
    private static Backbone closest(TensorSource source, int prototypes) {
        return Backbone.all().stream()
                .max(Comparator.comparingLong(known -> common(source, names(InpFormerConfig.of(known, prototypes)))))
                .orElseThrow();
    }

    private static long common(TensorSource source, Map<String, List<Long>> names) {
        return names.entrySet().stream()
                .filter(entry -> source.info(entry.getKey())
                        .filter(found -> found.shape().equals(entry.getValue()))
                        .isPresent())
                .count();
    }
}
