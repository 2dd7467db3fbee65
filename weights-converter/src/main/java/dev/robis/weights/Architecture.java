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
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * A network that a checkpoint can hold: an encoder or Segment Anything. It is recognised by the names and shapes of its
 * tensors. Immutable.
 */
public final class Architecture {

    private static final String SAM = "sam_";

    /**
     * Prefixes that training code adds to the names: {@code DataParallel}, DINO's student and teacher, both together, and
     * INP-Former, whose files contain its encoder.
     */
    private static final List<String> PREFIXES = List.of("", "module.", "backbone.", "module.backbone.", "encoder.");

    private final String name;
    private final Map<String, List<Long>> tensors;
    private final OfficialLayout layout;

    private Architecture(String name, Map<String, List<Long>> tensors, OfficialLayout layout) {
        this.name = name;
        this.tensors = tensors;
        this.layout = layout;
    }

    /**
     * A network that was found in a file.
     *
     * @param names names of the architectures that it may be; several architectures can have the same tensors
     * @param prefix prefix of the tensors that belong to the network; may be empty
     * @param others number of tensors that do not belong to it
     */
    public record Match(List<String> names, String prefix, int others) {

        /** For {@link #recognise}; matches may get further components. */
        @API(status = API.Status.EXPERIMENTAL)
        public Match {
            names = List.copyOf(names);
        }
    }

    /** Every known architecture: all {@linkplain Backbone encoders} and all of {@link SamConfig#NAMES}. */
    public static List<Architecture> all() {
        List<Architecture> all = new ArrayList<>();
        for (Backbone backbone : Backbone.all())
            all.add(new Architecture(backbone.name(), VitWeights.names(backbone.config()), backbone.layout()));
        for (String name : SamConfig.NAMES)
            all.add(new Architecture(name, SamWeights.names(SamConfig.named(name)), OfficialLayout.PLAIN));
        return all;
    }

    /**
     * The architecture of a name.
     *
     * @param name name of the encoder or of the Segment Anything model; the latter may begin with {@code sam_}
     * @throws IllegalArgumentException if there is no such architecture; the message lists all names
     */
    public static Architecture named(String name) {
        String plain = name.startsWith(SAM) ? name.substring(SAM.length()) : name;
        return all().stream()
                .filter(known -> known.name.equals(plain))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("unknown architecture \"" + name + "\"; known names are "
                                + all().stream().map(Architecture::name).collect(Collectors.joining(", "))));
    }

    /** Finds the network whose tensors are all in a source, in the right shapes. */
    public static Optional<Match> recognise(TensorSource source) {
        return recognise(source, Set.of());
    }

    /** Finds the network in a checkpoint or in one of its {@linkplain Checkpoint#groups groups}. */
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

    /** The matches that leave out the fewest tensors, with all their names. */
    private static Match closest(List<Match> found) {
        int others = found.stream().mapToInt(Match::others).min().orElseThrow();
        List<Match> closest =
                found.stream().filter(match -> match.others == others).toList();
        return new Match(
                closest.stream().flatMap(match -> match.names.stream()).toList(), closest.get(0).prefix, others);
    }

    /** Name of the encoder or of the Segment Anything model. */
    public String name() {
        return name;
    }

    /** Shapes of the network's tensors by their names. */
    Map<String, List<Long>> tensors() {
        return tensors;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Architecture same && same.name.equals(name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }

    /**
     * Finds this network in a source.
     *
     * @param group prefix of the names to look at
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

    /** The tensors with a prefix, without the heads and decoders that official checkpoints contain beside the network. */
    Selection select(TensorSource source, String prefix) {
        return Selection.below(prefix, source).without(layout.surplus());
    }
}
