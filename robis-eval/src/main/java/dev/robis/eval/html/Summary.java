package dev.robis.eval.html;

import dev.robis.eval.ImageResult.Label;
import dev.robis.eval.OfficialScores;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** The table at the top of the page: a row per category, and their mean where there are several. */
final class Summary {

    private final List<Entry> entries = new ArrayList<>();

    /**
     * @param id of the category on the page
     * @param tally still counting
     */
    record Entry(String id, String name, Tally tally, Optional<OfficialScores> scores) {}

    /** @param hint the definition, for a tooltip */
    record Column(String head, String hint, Function<OfficialScores, OptionalDouble> value) {}

    /** @param id empty for the mean */
    record Row(String id, String name, List<String> counts, List<String> values) {}

    void add(Entry entry) {
        entries.add(entry);
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** None where no category has scores. */
    List<Column> columns() {
        if (entries.stream().allMatch(entry -> entry.scores().isEmpty())) return List.of();
        List<Column> columns = new ArrayList<>(List.of(
                new Column("Pixel AUROC", "area under the ROC curve of all pixels", s -> s.pixels()
                        .auroc()),
                new Column("Pixel AP", "average precision of all pixels", s -> s.pixels()
                        .averagePrecision()),
                new Column("Pixel F1-max", "largest F1 of all pixels over all thresholds", s -> s.pixels()
                        .f1Max())));
        for (double limit : limits())
            columns.add(new Column(
                    "AU-PRO " + Labels.percent(limit),
                    "area under the per-region overlap curve to a false positive rate of " + Labels.percent(limit),
                    s -> s.auPros().getOrDefault(limit, OptionalDouble.empty())));
        columns.add(new Column("SegF1", "F1 of the pixels of the predicted masks, pooled", OfficialScores::segF1));
        columns.add(new Column("Image AUROC", "area under the ROC curve of the images' scores", s -> s.ranking()
                .auroc()));
        columns.add(new Column(
                "ClassF1", "F1 of the images; one is positive if its mask marks a pixel", OfficialScores::classF1));
        return columns;
    }

    private List<Double> limits() {
        return entries.stream()
                .flatMap(entry -> entry.scores().stream())
                .flatMap(scores -> scores.auPros().keySet().stream())
                .distinct()
                .sorted()
                .toList();
    }

    List<Row> rows() {
        List<Column> columns = columns();
        List<Row> rows = new ArrayList<>();
        for (Entry entry : entries)
            rows.add(new Row(
                    entry.id(),
                    entry.name(),
                    counts(entry.tally()),
                    columns.stream()
                            .map(column -> Numbers.rate(value(entry, column)))
                            .toList()));
        if (entries.size() > 1 && !columns.isEmpty())
            rows.add(new Row(
                    "",
                    "mean",
                    List.of("", "", "", ""),
                    columns.stream().map(column -> Numbers.rate(mean(column))).toList()));
        return rows;
    }

    private static List<String> counts(Tally tally) {
        boolean anyLabel = tally.of(Label.GOOD) + tally.of(Label.BAD) > 0;
        return List.of(
                anyLabel ? Integer.toString(tally.of(Label.GOOD)) : Numbers.UNDEFINED,
                anyLabel ? Integer.toString(tally.of(Label.BAD)) : Numbers.UNDEFINED,
                anyLabel ? Integer.toString(tally.of(Verdict.MISSED)) : Numbers.UNDEFINED,
                anyLabel ? Integer.toString(tally.of(Verdict.FALSE_ALARM)) : Numbers.UNDEFINED);
    }

    private static OptionalDouble value(Entry entry, Column column) {
        return entry.scores().map(column.value()).orElse(OptionalDouble.empty());
    }

    /** Of the categories where it is defined. */
    private OptionalDouble mean(Column column) {
        return entries.stream()
                .map(entry -> value(entry, column))
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .average();
    }
}
