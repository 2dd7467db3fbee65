package dev.robis.seg.data;

import dev.robis.seg.data.DatasetWarning.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Collects what is wrong with a data set while it is listed. Examples are shown relative to the category's folder. */
final class Warnings {

    private final Path base;
    private final Map<Problem, List<Path>> found = new EnumMap<>(Problem.class);

    Warnings(Path base) {
        this.base = base;
    }

    void add(Problem problem, Path path) {
        found.computeIfAbsent(problem, p -> new ArrayList<>()).add(path);
    }

    List<DatasetWarning> list() {
        List<DatasetWarning> list = new ArrayList<>();
        found.forEach((problem, paths) -> list.add(new DatasetWarning(
                problem,
                paths.size(),
                paths.stream()
                        .map(this::show)
                        .sorted(NaturalOrder.INSTANCE)
                        .limit(DatasetWarning.MAX_EXAMPLES)
                        .toList())));
        return list;
    }

    private String show(Path path) {
        return (path.startsWith(base) ? base.relativize(path) : path).toString().replace('\\', '/');
    }
}
