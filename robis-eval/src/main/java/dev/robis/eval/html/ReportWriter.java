package dev.robis.eval.html;

import com.samskivert.mustache.MustacheException;
import dev.robis.eval.OfficialScores;
import dev.robis.eval.overlay.HeatScale;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Writes a report, image by image:
 *
 * <pre>{@code
 * try (ReportWriter report = ReportWriter.open(file, ReportConfig.of("Cans"))) {
 *     report.category("can", new HeatScale(255), scores);
 *     for (Image i : split) report.image(ReportImage.bad(i.name(), i.photo(), i.map(), i.mask(), i.groundTruth()));
 *     report.finish();
 * }
 * }</pre>
 *
 * <p>The page is one HTML file that needs no network and may not use one; names in it cannot do anything but be read. No more
 * than one image is in memory. The file appears whole, when {@link #finish} is called, or not at all. Until then its parts
 * wait beside it in hidden files, which {@link #close} deletes.
 *
 * <p>Not safe for concurrent use.
 */
public final class ReportWriter implements Closeable {

    private final Path target;
    private final ReportConfig config;
    private final Path body;
    private final Path page;
    private final Writer out;
    private final Summary summary = new Summary();

    private HeatScale scale;
    private Tally tally;
    private int categories;
    private boolean ended;

    private ReportWriter(Path target, ReportConfig config, Path folder) throws IOException {
        this.target = target;
        this.config = config;
        String hidden = "." + target.getFileName() + "." + UUID.randomUUID();
        this.body = folder.resolve(hidden + ".body.tmp");
        this.page = folder.resolve(hidden + ".tmp");
        this.out = create(body);
    }

    /**
     * @param file created or replaced, with its parent folders
     * @throws IOException if nothing can be written there
     */
    public static ReportWriter open(Path file, ReportConfig config) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || Files.isDirectory(file))
            throw new IOException(file + ": expected a file to write the report to, found a folder");
        Files.createDirectories(folder);
        return new ReportWriter(file, config, folder);
    }

    /**
     * Begins a category with its scores; its images follow.
     *
     * @param scale of the colours and of the slider, for all images of the category: scores beyond its top cannot be told
     *     apart
     */
    public void category(String name, HeatScale scale, OfficialScores scores) throws IOException {
        begin(name, scale, Optional.of(scores));
    }

    /** Begins a category without scores, such as one without ground truth. */
    public void category(String name, HeatScale scale) throws IOException {
        begin(name, scale, Optional.empty());
    }

    private void begin(String name, HeatScale top, Optional<OfficialScores> scores) throws IOException {
        requireOpen();
        endCategory();
        scale = top;
        tally = new Tally();
        String id = "category-" + ++categories;
        summary.add(new Summary.Entry(id, name, tally, scores));
        write(Page.CATEGORY, Section.of(id, name, top, scores), out);
    }

    /**
     * Adds an image to the category begun last. If it throws {@code IllegalArgumentException}, the image is not in the report
     * and others may follow.
     *
     * @throws IllegalArgumentException if a score is NaN
     */
    public void image(ReportImage image) throws IOException {
        requireOpen();
        if (categories == 0) throw new IllegalStateException(image.name() + " comes before any category");
        Planes planes = Planes.of(image, scale, config.maxSide());
        Verdict verdict = Verdict.of(image.label(), planes.marksAnything());
        write(Page.CARD, Card.of(image, verdict, planes, Photo.of(image.photo(), config), scale), out);
        tally.add(image.label(), verdict);
    }

    /** Puts the file in its place, and ends the report. */
    public void finish() throws IOException {
        requireOpen();
        if (summary.isEmpty()) throw new IllegalStateException(target + ": a report needs a category");
        endCategory();
        ended = true;
        out.close();
        try (Writer whole = create(page)) {
            write(Page.HEAD, Head.of(config, summary), whole);
        }
        try (var append = Files.newOutputStream(page, StandardOpenOption.APPEND)) {
            Files.copy(body, append);
        }
        try (Writer whole = Files.newBufferedWriter(page, StandardOpenOption.APPEND)) {
            write(Page.TAIL, Map.of("script", Page.SCRIPT), whole);
        }
        Files.move(page, target, StandardCopyOption.ATOMIC_MOVE);
    }

    private void endCategory() throws IOException {
        if (categories > 0) write(Page.CATEGORY_END, Map.of(), out);
    }

    private void requireOpen() {
        if (ended) throw new IllegalStateException(target + ": the report has ended already");
    }

    private static Writer create(Path file) throws IOException {
        return new BufferedWriter(Files.newBufferedWriter(
                file, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    private static void write(Page part, Object context, Writer out) throws IOException {
        try {
            part.write(context, out);
        } catch (MustacheException e) {
            if (e.getCause() instanceof IOException cause) throw cause;
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        ended = true;
        try {
            out.close();
        } finally {
            Files.deleteIfExists(body);
            Files.deleteIfExists(page);
        }
    }
}
