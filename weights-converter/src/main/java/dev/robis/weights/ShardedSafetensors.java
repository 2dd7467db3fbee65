package dev.robis.weights;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.robis.nn.tensor.MalformedTensorFileException;
import dev.robis.nn.tensor.SafetensorsFile;
import dev.robis.nn.tensor.StoredTensorSource;
import dev.robis.nn.tensor.TensorInfo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Tensors in several safetensors files of one folder, and an index (such as {@code model.safetensors.index.json}) that
 * says which is where. Index and files must agree. Safe for concurrent use.
 */
final class ShardedSafetensors implements StoredTensorSource {

    private static final long LONGEST_INDEX = 32L << 20;
    private static final int MOST_SHARDS = 1000;
    private static final Pattern SHARD = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9_. -]{0,250}\\.safetensors");
    private static final String MAP = "weight_map";

    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(16)
                    .maxNameLength(10_000)
                    .maxStringLength(1_000_000)
                    .build())
            .build();

    private final String file;
    private final Map<String, SafetensorsFile> shards;
    private final Map<String, SafetensorsFile> tensors = new LinkedHashMap<>();

    private ShardedSafetensors(String file, Map<String, SafetensorsFile> shards) {
        this.file = file;
        this.shards = shards;
    }

    static Checkpoint open(Path index) throws IOException {
        Map<String, String> shardOf = weightMap(index);
        Map<String, SafetensorsFile> shards = new TreeMap<>();
        ShardedSafetensors source = new ShardedSafetensors(index.toString(), shards);
        try {
            for (String shard : shardOf.values()) if (!shards.containsKey(shard)) shards.put(shard, open(index, shard));
            source.locate(shardOf);
        } catch (IOException | RuntimeException | Error e) {
            source.close();
            throw e;
        }
        return new Checkpoint(Checkpoint.Format.SHARDED_SAFETENSORS, source, Set.of());
    }

    private static SafetensorsFile open(Path index, String shard) throws IOException {
        try {
            return SafetensorsFile.open(index.resolveSibling(shard));
        } catch (FileSystemException e) {
            throw new MalformedTensorFileException(index.toString(), "names " + shard + ", which cannot be opened", e);
        }
    }

    /** The files that an index refers to, by name, in the order of the names. */
    static List<Path> shards(Path index) throws IOException {
        List<Path> files = new ArrayList<>();
        for (String shard : Set.copyOf(weightMap(index).values())) files.add(index.resolveSibling(shard));
        Collections.sort(files);
        return files;
    }

    private void locate(Map<String, String> shardOf) throws MalformedTensorFileException {
        for (Map.Entry<String, String> entry : shardOf.entrySet()) {
            SafetensorsFile shard = Objects.requireNonNull(shards.get(entry.getValue()));
            if (shard.info(entry.getKey()).isEmpty())
                throw new MalformedTensorFileException(
                        file,
                        "says that " + Quote.of(entry.getKey()) + " is in " + entry.getValue() + ", but it is not");
            tensors.put(entry.getKey(), shard);
        }
        for (SafetensorsFile shard : shards.values())
            for (String name : shard.names())
                if (tensors.get(name) != shard)
                    throw new MalformedTensorFileException(
                            file, "does not mention " + Quote.of(name) + " of " + shard.describe());
    }

    private static Map<String, String> weightMap(Path index) throws IOException {
        long size = Files.size(index);
        if (size > LONGEST_INDEX)
            throw new MalformedTensorFileException(
                    index.toString(), "is an index of " + size + " bytes; allowed are " + LONGEST_INDEX);
        try (JsonParser parser = JSON.createParser(Files.readAllBytes(index))) {
            return weightMap(index.toString(), parser);
        } catch (JsonProcessingException e) {
            throw new MalformedTensorFileException(
                    index.toString(), "is not JSON as expected: " + e.getOriginalMessage(), e);
        } catch (MalformedTensorFileException e) {
            throw e;
        } catch (IOException e) {
            throw new MalformedTensorFileException(index.toString(), "is not JSON as expected: " + e.getMessage(), e);
        }
    }

    private static Map<String, String> weightMap(String file, JsonParser parser) throws IOException {
        Map<String, String> shardOf = null;
        if (parser.nextToken() == JsonToken.START_OBJECT)
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                parser.nextToken();
                if (field.equals(MAP) && parser.currentToken() == JsonToken.START_OBJECT)
                    shardOf = entries(file, parser);
                else parser.skipChildren();
            }
        if (shardOf == null || parser.nextToken() != null)
            throw new MalformedTensorFileException(
                    file, "is not an index of safetensors files: expected a JSON object with an object " + MAP);
        return shardOf;
    }

    private static Map<String, String> entries(String file, JsonParser parser) throws IOException {
        Map<String, String> shardOf = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            if (parser.nextToken() != JsonToken.VALUE_STRING
                    || !SHARD.matcher(parser.getText()).matches())
                throw new MalformedTensorFileException(
                        file,
                        "puts " + Quote.of(name) + " into " + Quote.of(parser.getText())
                                + ", which is not the name of a .safetensors file in the same folder");
            shardOf.put(name, parser.getText());
        }
        long shards = shardOf.values().stream().distinct().count();
        if (shards > MOST_SHARDS)
            throw new MalformedTensorFileException(file, "names " + shards + " files; allowed are " + MOST_SHARDS);
        return shardOf;
    }

    @Override
    public Set<String> names() {
        return Collections.unmodifiableSet(tensors.keySet());
    }

    @Override
    public Optional<TensorInfo> info(String name) {
        return Optional.ofNullable(tensors.get(name)).flatMap(shard -> shard.info(name));
    }

    @Override
    public void readStored(String name, long from, ByteBuffer into) {
        shardOf(name).readStored(name, from, into);
    }

    @Override
    public void read(String name, long from, FloatBuffer into) {
        shardOf(name).read(name, from, into);
    }

    private SafetensorsFile shardOf(String name) {
        return Objects.requireNonNull(tensors.get(require(name).name()));
    }

    @Override
    public String describe() {
        return file;
    }

    @Override
    public void close() {
        shards.values().forEach(SafetensorsFile::close);
    }
}
