package dev.robis.weights;

import dev.robis.nn.sam.SamConfig;
import dev.robis.nn.sam.SamWeights;
import dev.robis.nn.tensor.TensorSource;
import dev.robis.nn.tensor.WeightNames;
import dev.robis.nn.vit.Backbone;
import dev.robis.nn.vit.VitWeights;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A network by the tensors that its checkpoints hold.
 *
 * @param name of a {@link Backbone}, or one of {@link SamConfig#NAMES}
 * @param tensors shapes by name
 */
public record Architecture(String name, Map<String, List<Long>> tensors) {

    /**
     * What training code puts before the names: {@code DataParallel}, DINO's student and teacher, both, and
     * INP-Former, whose files hold their encoder.
     */
    private static final List<String> PREFIXES = List.of("", "module.", "backbone.", "module.backbone.", "encoder.");

    /**
     * A network found in a source.
     *
     * @param prefix before its names; tensors without it are not of the network
     * @param others how many those are
     */
    public record Match(Architecture architecture, String prefix, int others) {}

    /** Every known architecture. */
    public static List<Architecture> all() {
        List<Architecture> all = new ArrayList<>();
        for (Backbone backbone : Backbone.all())
            all.add(new Architecture(backbone.name(), VitWeights.names(backbone.config())));
        for (String name : SamConfig.NAMES) all.add(new Architecture(name, SamWeights.names(SamConfig.named(name))));
        return all;
    }

    /**
     * @throws IllegalArgumentException if none has that name, listing those there are
     */
    public static Architecture named(String name) {
        return all().stream()
                .filter(known -> known.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown architecture \"" + name + "\"; known are "
                        + all().stream().map(Architecture::name).collect(Collectors.joining(", "))));
    }

    /** The network whose tensors, all of them and in the right shapes, are in a source. */
    public static Optional<Match> recognise(TensorSource source) {
        return recognise(source, Set.of());
    }

    /** The network in a checkpoint, or in a group of it. */
    public static Optional<Match> recognise(Checkpoint checkpoint) {
        return recognise(checkpoint, checkpoint.groups());
    }

    private static Optional<Match> recognise(TensorSource source, Set<String> groups) {
        List<Architecture> known = all();
        List<String> outer = new ArrayList<>(List.of(""));
        for (String group : groups) outer.add(group + ".");
        for (String group : outer)
            for (Architecture architecture : known) {
                Optional<Match> match = architecture.in(source, group);
                if (match.isPresent()) return match;
            }
        return Optional.empty();
    }

    /**
     * This network in a source.
     *
     * @param group what all names of interest begin with
     */
    Optional<Match> in(TensorSource source, String group) {
        String first = tensors.keySet().iterator().next();
        for (String prefix : PREFIXES) {
            String whole = group + prefix;
            if (source.info(whole + first).isEmpty()) continue;
            Selection selection = Selection.below(whole, source);
            if (WeightNames.mismatch(tensors, selection).isEmpty())
                return Optional.of(new Match(
                        this, whole, source.names().size() - selection.names().size()));
        }
        return Optional.empty();
    }
}
