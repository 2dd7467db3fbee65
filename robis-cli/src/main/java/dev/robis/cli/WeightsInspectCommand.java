package dev.robis.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.robis.nn.tensor.DType;
import dev.robis.nn.tensor.TensorInfo;
import dev.robis.weights.Checkpoint;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells what is in a checkpoint. */
@Command(
        name = "inspect",
        description = "List the tensors of a checkpoint, their types, shapes and totals, and the network that they "
                + "are. Elements are not read.",
        sortOptions = false)
final class WeightsInspectCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "The checkpoint, of any format that convert reads.")
    private Path file;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        try (Checkpoint checkpoint = Checkpoint.open(file)) {
            List<TensorInfo> tensors =
                    checkpoint.names().stream().map(checkpoint::require).toList();
            FoundNetwork network = FoundNetwork.in(checkpoint);
            if (json) out.println(json(checkpoint, tensors, network));
            else print(out, checkpoint, tensors, network);
        }
        return 0;
    }

    private void print(PrintWriter out, Checkpoint checkpoint, List<TensorInfo> tensors, FoundNetwork network) {
        int width =
                tensors.stream().mapToInt(info -> info.name().length()).max().orElse(0);
        for (TensorInfo info : tensors)
            out.printf(
                    Locale.ROOT,
                    "%-" + Math.max(1, width) + "s  %-4s  %s%n",
                    shown(info.name()),
                    info.dtype(),
                    info.shape());
        if (!tensors.isEmpty()) out.println();
        out.println("file      " + file);
        out.println("format    " + checkpoint.format().title());
        out.printf(
                Locale.ROOT,
                "tensors   %d, %,d elements, %s (%s)%n",
                tensors.size(),
                elements(tensors),
                Sizes.text(bytes(tensors)),
                types(tensors).entrySet().stream()
                        .map(entry -> entry.getValue() + " " + entry.getKey())
                        .collect(Collectors.joining(", ")));
        if (!checkpoint.groups().isEmpty()) out.println("keys      " + shown(String.join(", ", checkpoint.groups())));
        checkpoint.metadata().forEach((key, value) -> out.println("metadata  " + shown(key) + ": " + shown(value)));
        out.println("network   " + network.text());
    }

    private String json(Checkpoint checkpoint, List<TensorInfo> tensors, FoundNetwork network) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator to = new JsonFactory().createGenerator(text)) {
            to.useDefaultPrettyPrinter();
            to.writeStartObject();
            to.writeStringField("file", file.toString());
            to.writeStringField("format", checkpoint.format().name().toLowerCase(Locale.ROOT));
            to.writeNumberField("tensor_count", tensors.size());
            to.writeNumberField("elements", elements(tensors));
            to.writeNumberField("bytes", bytes(tensors));
            to.writeObjectFieldStart("dtypes");
            for (Map.Entry<DType, Integer> entry : types(tensors).entrySet())
                to.writeNumberField(entry.getKey().name(), entry.getValue());
            to.writeEndObject();
            to.writeArrayFieldStart("keys");
            for (String key : checkpoint.groups()) to.writeString(key);
            to.writeEndArray();
            network.writeField(to);
            to.writeObjectFieldStart("metadata");
            for (Map.Entry<String, String> entry : checkpoint.metadata().entrySet())
                to.writeStringField(entry.getKey(), entry.getValue());
            to.writeEndObject();
            to.writeArrayFieldStart("tensors");
            for (TensorInfo info : tensors) tensor(to, info);
            to.writeEndArray();
            to.writeEndObject();
        }
        return text.toString();
    }

    private static void tensor(JsonGenerator to, TensorInfo info) throws IOException {
        to.writeStartObject();
        to.writeStringField("name", info.name());
        to.writeStringField("dtype", info.dtype().name());
        to.writeArrayFieldStart("shape");
        for (long length : info.shape()) to.writeNumber(length);
        to.writeEndArray();
        to.writeEndObject();
    }

    private static long elements(List<TensorInfo> tensors) {
        return tensors.stream().mapToLong(TensorInfo::elements).sum();
    }

    private static long bytes(List<TensorInfo> tensors) {
        return tensors.stream()
                .mapToLong(info -> info.elements() * info.dtype().bytes())
                .sum();
    }

    private static Map<DType, Integer> types(List<TensorInfo> tensors) {
        Map<DType, Integer> types = new EnumMap<>(DType.class);
        tensors.forEach(info -> types.merge(info.dtype(), 1, Integer::sum));
        return types;
    }

    /** Text of a file as a terminal may see it. */
    private static String shown(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "?");
    }
}
