package dev.robis.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Values of options from the reference's {@code robis.yaml}: sections do not matter, a key is the name of the option
 * that has it as its spelling. Keys that no option has are left alone, as the reference leaves them.
 */
final class YamlDefaults implements IDefaultValueProvider {

    private final Map<String, String> values;

    private YamlDefaults(Map<String, String> values) {
        this.values = values;
    }

    /**
     * @throws IOException if there is no such file, or it is no YAML, naming file and line
     */
    static YamlDefaults read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) throw new NoSuchFileException(file + ": no such configuration file");
        Map<String, String> values = new HashMap<>();
        try {
            collect(new YAMLMapper().readTree(file.toFile()), values);
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw new IOException(file + ", line " + line + ": " + e.getOriginalMessage(), e);
        }
        return new YamlDefaults(values);
    }

    private static void collect(JsonNode node, Map<String, String> values) {
        node.properties().forEach(entry -> {
            JsonNode value = entry.getValue();
            if (value.isObject()) collect(value, values);
            else if (value.isArray()) values.put(entry.getKey(), joined(value));
            else if (!value.isNull()) values.put(entry.getKey(), value.asText());
        });
    }

    private static String joined(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining(","));
    }

    /**
     * The key of an option.
     *
     * @param name one of its names, with dashes in front
     */
    static String key(String name) {
        return name.replaceFirst("^--", "");
    }

    @Override
    public String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option)) return null;
        for (String name : option.names()) {
            String value = values.get(key(name));
            if (value != null) return value;
        }
        return null;
    }
}
