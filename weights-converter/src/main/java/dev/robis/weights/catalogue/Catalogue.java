package dev.robis.weights.catalogue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.robis.weights.catalogue.OfficialWeights.Fact;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The official weights that RoBiS can use. Immutable. */
public final class Catalogue {

    private static final String RESOURCE = "catalogue.yaml";

    private final List<OfficialWeights> all;

    private Catalogue(List<OfficialWeights> all) {
        this.all = List.copyOf(all);
    }

    /** The catalogue that comes with this version. */
    public static Catalogue bundled() {
        try (InputStream yaml = Catalogue.class.getResourceAsStream(RESOURCE)) {
            return read(yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE + ": " + e.getMessage(), e);
        }
    }

    /**
     * @param yaml {@code sources} (key to text) and {@code weights}, whose facts name a source by its key. Read to its
     *     end.
     * @throws IOException if it cannot be read, lacks something, or names a file or weights twice
     */
    static Catalogue read(InputStream yaml) throws IOException {
        Listing listing = new ObjectMapper(new YAMLFactory()).readValue(yaml, Listing.class);
        List<OfficialWeights> all = new ArrayList<>();
        Set<String> names = new HashSet<>();
        Set<String> files = new HashSet<>();
        for (Entry entry : listing.weights) {
            OfficialWeights weights = entry.resolve(listing.sources);
            if (!names.add(weights.name())) throw new IOException(weights.name() + ": this name is used twice");
            if (!files.add(weights.file()))
                throw new IOException(weights.name() + ": its file " + weights.file() + " is used twice");
            all.add(weights);
        }
        return new Catalogue(all);
    }

    /** All weights, in the order in which people should see them. */
    public List<OfficialWeights> all() {
        return all;
    }

    /**
     * The weights of a name.
     *
     * @throws IllegalArgumentException if no weights have this name; the message lists all names
     */
    public OfficialWeights named(String name) {
        return all.stream()
                .filter(weights -> weights.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there are no official weights \"" + name
                        + "\"; known names are "
                        + all.stream().map(OfficialWeights::name).collect(Collectors.joining(", "))));
    }

    private record Listing(Map<String, String> sources, List<Entry> weights) {}

    /** As the file has it: {@code file}, {@code size} and {@code checksums} may be missing. */
    private record Entry(
            String name,
            String architecture,
            String pretraining,
            String file,
            Fact<URI> address,
            Fact<Long> size,
            Fact<String> licence,
            List<Checksum> checksums) {

        OfficialWeights resolve(Map<String, String> sources) throws IOException {
            if (name == null || architecture == null || pretraining == null || address == null || licence == null)
                throw new IOException("weights " + name
                        + ": expected a name, an architecture, a pretraining, an address and a licence, found " + this);
            String path = address.value().getPath();
            List<Checksum> digests = new ArrayList<>();
            for (Checksum each : checksums == null ? List.<Checksum>of() : checksums)
                digests.add(new Checksum(each.algorithm(), each.digits(), source(each.source(), sources)));
            return new OfficialWeights(
                    name,
                    architecture,
                    pretraining,
                    file == null ? path.substring(path.lastIndexOf('/') + 1) : file,
                    fact(address, sources),
                    size == null ? Optional.empty() : Optional.of(fact(size, sources)),
                    digests,
                    fact(licence, sources));
        }

        private <T> Fact<T> fact(Fact<T> fact, Map<String, String> sources) throws IOException {
            return new Fact<>(fact.value(), source(fact.source(), sources));
        }

        private String source(String key, Map<String, String> sources) throws IOException {
            String text = sources.get(key);
            if (text == null)
                throw new IOException(name + ": no source \"" + key + "\"; known names are " + sources.keySet());
            return text;
        }
    }
}
