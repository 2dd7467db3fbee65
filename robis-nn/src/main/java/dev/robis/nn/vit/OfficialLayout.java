package dev.robis.nn.vit;

import dev.robis.nn.tensor.TensorSource;
import dev.robis.nn.tensor.TensorView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where an official checkpoint keeps the tensors of its network, and what else it holds.
 *
 * @param prefixes what may stand before the network's names, nested keys joined by dots: the first of these that any
 *     name of a checkpoint begins with does, and names without it are not the network's
 * @param surplus a name, its prefix taken off, that contains one of these is not the network's either: heads, decoders,
 *     what follows from the shape
 */
public record OfficialLayout(List<String> prefixes, List<String> surplus) {

    /** Every tensor is the network's, under its own name. */
    public static final OfficialLayout PLAIN = new OfficialLayout(List.of(""), List.of());

    public OfficialLayout {
        prefixes = List.copyOf(prefixes);
        surplus = List.copyOf(surplus);
    }

    /**
     * A checkpoint as its network sees it: the network's tensors alone, under the network's names. Nothing is copied,
     * and nothing is checked: {@link VitWeights#require} does that.
     *
     * @param checkpoint as it was published, or converted tensor by tensor. Closed by the view.
     */
    public TensorSource view(TensorSource checkpoint) {
        Map<String, String> stored = new LinkedHashMap<>();
        prefix(checkpoint.names()).ifPresent(prefix -> {
            for (String path : checkpoint.names()) {
                if (!path.startsWith(prefix)) continue;
                String name = path.substring(prefix.length());
                if (surplus.stream().noneMatch(name::contains)) stored.put(name, path);
            }
        });
        return new TensorView(checkpoint, stored, checkpoint.metadata());
    }

    private Optional<String> prefix(Set<String> names) {
        return prefixes.stream()
                .filter(prefix -> names.stream().anyMatch(name -> name.startsWith(prefix)))
                .findFirst();
    }
}
