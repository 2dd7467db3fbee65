package dev.robis.benchmarks.compare;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.robis.benchmarks.MatrixShape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * All that a run found, as Markdown and as JSON.
 *
 * @param circumstances machine, versions, load
 * @param products times of matrix products
 * @param stages times of the stages
 */
record Report(
        Settings settings,
        Map<String, String> circumstances,
        Map<MatrixShape, Measurement> products,
        Map<Stage, Measurement> stages) {

    private static final double FLOPS_PER_GIGA_AND_MILLI = 1e6;

    Report(Settings settings) {
        this(settings, new LinkedHashMap<>(), new LinkedHashMap<>(), new EnumMap<>(Stage.class));
    }

    /** The fastest matrix product of anyone, GFLOP/s. */
    double peak() {
        return products.entrySet().stream()
                .flatMap(entry -> entry.getValue().samples().keySet().stream()
                        .map(peer -> entry.getKey().flops() / entry.getValue().best(peer)))
                .mapToDouble(rate -> rate / FLOPS_PER_GIGA_AND_MILLI)
                .max()
                .orElse(Double.NaN);
    }

    boolean failed() {
        return products.values().stream().anyMatch(Measurement::failed)
                || stages.values().stream().anyMatch(Measurement::failed);
    }

    String markdown() {
        StringBuilder text = new StringBuilder();
        circumstances.forEach((name, value) ->
                text.append("- ").append(name).append(": ").append(value).append('\n'));
        text.append('\n').append(productTable()).append('\n').append(stageTable());
        return text.toString();
    }

    private String productTable() {
        List<Peer> peers = List.of(Peer.ROBIS, Peer.PYTORCH, Peer.ONNX_RUNTIME);
        StringBuilder text = new StringBuilder("| matrix product, best GFLOP/s |");
        peers.forEach(peer -> text.append(' ').append(peer).append(" |"));
        text.append("\n| --- |").append(" --- |".repeat(peers.size())).append('\n');
        products.forEach((shape, measurement) -> {
            text.append("| ").append(shape).append(" |");
            for (Peer peer : peers)
                text.append(' ')
                        .append(
                                measurement.has(peer)
                                        ? number(shape.flops() / measurement.best(peer) / FLOPS_PER_GIGA_AND_MILLI)
                                        : measurement.unavailable().get(peer))
                        .append(" |");
            text.append('\n');
        });
        return text.toString();
    }

    private String stageTable() {
        StringBuilder text = new StringBuilder("| stage | RoBiS | share of peak | beside | its time | time, RoBiS : it"
                + " | processor time | outputs differ | wanted |\n|" + " --- |".repeat(9) + "\n");
        stages.forEach(
                (stage, measurement) -> stage.peers().forEach(peer -> text.append(row(stage, measurement, peer))));
        return text.toString();
    }

    private String row(Stage stage, Measurement measurement, Peer peer) {
        boolean ours = measurement.has(Peer.ROBIS), theirs = measurement.has(peer);
        String wanted = Double.isNaN(stage.target(peer)) ? "" : "≤ " + stage.target(peer);
        return List.of(
                        stage.title(),
                        ours
                                ? time(measurement.millis(Peer.ROBIS))
                                : measurement.unavailable().get(Peer.ROBIS),
                        ours && stage.flops(settings) > 0 ? share(stage, measurement) : "",
                        peer.toString(),
                        theirs
                                ? time(measurement.millis(peer))
                                : measurement.unavailable().get(peer),
                        ours && theirs ? spread(measurement.ratio(peer)) : "",
                        ours && theirs ? spread(measurement.cpuRatio(peer)) : "",
                        ours && theirs ? measurement.agreements().get(peer).toString() : "",
                        wanted)
                .stream()
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private String share(Stage stage, Measurement measurement) {
        double rate = stage.flops(settings) / measurement.millis(Peer.ROBIS) / FLOPS_PER_GIGA_AND_MILLI;
        return String.format(Locale.ROOT, "%.0f %%", 100 * rate / peak());
    }

    private static String spread(Ratio ratio) {
        return "**" + number(ratio.median()) + "** (" + number(ratio.min()) + " to " + number(ratio.max()) + ")";
    }

    private static String time(double millis) {
        return millis < 1000 ? number(millis) + " ms" : number(millis / 1000) + " s";
    }

    /** Three digits. */
    private static String number(double value) {
        int digits = value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 3;
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    /** Every sample, for those who want to compute more. */
    void writeJson(Path file) throws IOException {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("circumstances", circumstances);
        all.put("settings", settings);
        all.put("peakGflops", peak());
        Map<String, Object> byShape = new LinkedHashMap<>();
        products.forEach((shape, measurement) -> byShape.put(shape.toString(), measurement));
        all.put("products", byShape);
        Map<String, Object> byStage = new LinkedHashMap<>();
        stages.forEach((stage, measurement) ->
                byStage.put(stage.key(), Map.of("flops", stage.flops(settings), "measurement", measurement)));
        all.put("stages", byStage);
        new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(file.toFile(), all);
    }
}
