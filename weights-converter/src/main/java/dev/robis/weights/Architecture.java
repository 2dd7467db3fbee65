package dev.robis.weights;

import dev.robis.nn.sam.SamConfig;
import dev.robis.nn.sam.SamWeights;
import dev.robis.nn.tensor.TensorSource;
import dev.robis.nn.tensor.WeightNames;
import dev.robis.nn.vit.Backbone;
import dev.robis.nn.vit.OfficialLayout;
import dev.robis.nn.vit.VitWeights;
import java.util.ArrayList;
import java.util.LinkedHashSet;
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
 * @param layout where official checkpoints keep them, and what stands beside them
 */
public record Architecture(String name, Map<String, List<Long>> tensors, OfficialLayout layout) {

    private static final String SAM = "sam_";

    /**
     * What training code puts before the names: {@code DataParallel}, DINO's student and teacher, both, and
     * INP-Former, whose files hold their encoder.
     */
    private static final List<String> PREFIXES = List.of("", "module.", "backbone.", "module.backbone.", "encoder.");

    /**
     * A network found in a source.
     *
     * @param names of the architectures that it may be: several train the same network
     * @param prefix before its names; tensors without it are not of the network
     * @param others how many tensors are not
     */
    public record Match(List<String> names, String prefix, int others) {
        public Match {
            names = List.copyOf(names);
        }
    }

    /** Every known architecture. */
    public static List<Architecture> all() {
        List<Architecture> all = new ArrayList<>();
        for (Backbone backbone : Backbone.all())
            all.add(new Architecture(backbone.name(), VitWeights.names(backbone.config()), backbone.layout()));
        for (String name : SamConfig.NAMES)
            all.add(new Architecture(name, SamWeights.names(SamConfig.named(name)), OfficialLayout.PLAIN));
        return all;
    }

    /**
     * @param name as they are called; {@code sam_} before the name of a Segment Anything model is allowed
     * @throws IllegalArgumentException if none has that name, listing those there are
     */
    public static Architecture named(String name) {
        String plain = name.startsWith(SAM) ? name.substring(SAM.length()) : name;
        return all().stream()
                .filter(known -> known.name.equals(plain))
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
        for (String group : outer) {
            List<Match> found = known.stream()
                    .flatMap(architecture -> architecture.in(source, group).stream())
                    .toList();
            if (!found.isEmpty()) return Optional.of(closest(found));
        }
        return Optional.empty();
    }

    /** Those that leave the fewest tensors out; of equals all names. */
    private static Match closest(List<Match> found) {
        int others = found.stream().mapToInt(Match::others).min().orElseThrow();
        List<Match> closest =
                found.stream().filter(match -> match.others == others).toList();
        return new Match(
                closest.stream().flatMap(match -> match.names.stream()).toList(), closest.get(0).prefix, others);
    }

    /**
     * This network in a source.
     *
     * @param group what all names of interest begin with
     */
    Optional<Match> in(TensorSource source, String group) {
        String first = tensors.keySet().iterator().next();
        for (String prefix : prefixes(group)) {
            if (source.info(prefix + first).isEmpty()) continue;
            Selection selection = select(source, prefix);
            if (WeightNames.mismatch(tensors, selection).isEmpty())
                return Optional.of(new Match(
                        List.of(name),
                        prefix,
                        source.names().size() - selection.names().size()));
        }
        return Optional.empty();
    }

    private Set<String> prefixes(String group) {
        Set<String> prefixes = new LinkedHashSet<>();
        for (String prefix : PREFIXES) prefixes.add(group + prefix);
        for (String prefix : layout.prefixes()) prefixes.add(prefix.startsWith(group) ? prefix : group + prefix);
        return prefixes;
    }

    /** What is below a prefix, but for the heads and decoders that stand beside the network in official checkpoints. */
    Selection select(TensorSource source, String prefix) {
        return Selection.below(prefix, source).without(layout.surplus());
    }
}
