package dev.robis.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.robis.weights.catalogue.Catalogue;
import dev.robis.weights.catalogue.Checksum.Algorithm;
import dev.robis.weights.catalogue.Downloads;
import dev.robis.weights.catalogue.OfficialWeights;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the catalogue. */
@Command(
        name = "list",
        description =
                "List the official weights: architecture, size, licence, SHA-256, whether they are here, address.",
        sortOptions = false)
final class WeightsListCommand implements Callable<Integer> {

    @Mixin
    private HomeOptions home;

    @Option(names = "--json", description = "As JSON, with the source of every fact.")
    private boolean json;

    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        List<OfficialWeights> all = Catalogue.bundled().all();
        Downloads downloads = home.downloads().offline();
        if (json) {
            List<Map<String, Object>> entries =
                    all.stream().map(weights -> entry(weights, downloads)).toList();
            out.println(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(entries));
        } else {
            List<List<String>> rows = new ArrayList<>();
            rows.add(List.of("NAME", "ARCHITECTURE", "MB", "LICENCE", "SHA-256", "HERE", "ADDRESS"));
            all.forEach(weights -> rows.add(row(weights, downloads)));
            aligned(rows).forEach(out::println);
        }
        return 0;
    }

    private static List<String> row(OfficialWeights weights, Downloads downloads) {
        return List.of(
                weights.name(),
                weights.architecture(),
                weights.size()
                        .map(size -> String.format("%.1f", size.value() / 1e6))
                        .orElse("?"),
                weights.licence().value(),
                sha256(weights),
                Files.exists(downloads.path(weights)) ? "yes" : "no",
                weights.address().value().toString());
    }

    /** The beginning of what is known; whole digests are in the JSON. */
    private static String sha256(OfficialWeights weights) {
        String known = weights.checksums().stream()
                .filter(checksum -> checksum.identifies() || !weights.identified())
                .map(checksum -> (checksum.algorithm() == Algorithm.MD5 ? "MD5 " : "")
                        + checksum.digits()
                                .substring(0, Math.min(8, checksum.digits().length())) + "...")
                .collect(Collectors.joining(", "));
        if (weights.identified()) return known;
        return known.isEmpty() ? "by first use" : known + ", then by first use";
    }

    private static Map<String, Object> entry(OfficialWeights weights, Downloads downloads) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("name", weights.name());
        entry.put("architecture", weights.architecture());
        entry.put("pretraining", weights.pretraining());
        entry.put("address", weights.address());
        entry.put("size", weights.size().orElse(null));
        entry.put("licence", weights.licence());
        entry.put("checksums", weights.checksums());
        entry.put("trustedOnFirstUse", !weights.identified());
        entry.put("file", downloads.path(weights).toString());
        entry.put("here", Files.exists(downloads.path(weights)));
        return entry;
    }

    private static List<String> aligned(List<List<String>> rows) {
        int[] widths = new int[rows.get(0).size()];
        for (List<String> row : rows)
            for (int i = 0; i < widths.length; i++)
                widths[i] = Math.max(widths[i], row.get(i).length());
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++)
                line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }
}
