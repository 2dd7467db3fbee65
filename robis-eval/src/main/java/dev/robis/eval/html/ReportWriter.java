package dev.robis.eval.html;

import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;
import com.samskivert.mustache.MustacheException;
import dev.robis.eval.ImageResult;
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
import org.jspecify.annotations.Nullable;

/**
 * Writes a report, image by image:
 *
 * <pre>{@code
 * try (ReportWriter report = ReportWriter.open(file, ReportConfig.of("Cans"))) {
 *     report.category("can", new HeatScale(255), scores);
 *     for (Image i : split) report.image(i.photo(), ImageResult.unlabelled(i.name()).withMap(i.map()).withMask(i.mask()));
 *     report.finish();
 * }
 * }</pre>
 *
 * <p>The page is one HTML file. It needs no network, and its content policy forbids to use one. Names of images and categories
 * are escaped. No more than one image is in memory. The file appears as a whole when {@link #finish} is called; until then its
 * parts are in hidden files beside it, which {@link #close} deletes.
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

    private @Nullable HeatScale scale; // null before the first category, as is the tally
    private @Nullable Tally tally;
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
     * Begins a report.
     *
     * @param file created, together with its parent folders, or replaced
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
     * Begins a category with its scores. Its images follow.
     *
     * @param scale scale of the colours and of the slider for all images of the category; scores above its maximum look alike
     */
    public void category(String name, HeatScale scale, OfficialScores scores) throws IOException {
        begin(name, scale, Optional.of(scores));
    }

    /** Begins a category without scores, for example one without ground truth. */
    public void category(String name, HeatScale scale) throws IOException {
        begin(name, scale, Optional.empty());
    }

    private void begin(String name, HeatScale top, Optional<OfficialScores> scores) throws IOException {
        requireOpen();
        endCategory();
        Tally counted = new Tally();
        scale = top;
        tally = counted;
        String id = "category-" + ++categories;
        summary.add(new Summary.Entry(id, name, counted, scores));
        write(Page.CATEGORY, Section.of(id, name, top, scores), out);
    }

    /**
     * Adds an image to the category begun last. If this throws {@code IllegalArgumentException}, the image is not in the report
     * and others may follow.
     *
     * @param photo red, green and blue bands, of any size. Not modified.
     * @param result map and mask, and what is known about the image. The slider starts at its threshold, or at the threshold
     *     whose mask comes nearest to the predicted one. Mask and ground truth are as large as the map or larger, with the same
     *     proportions.
     * @throws IllegalArgumentException if the map or the mask is missing, a score is NaN, or sizes do not fit
     */
    public void image(Planar<GrayU8> photo, ImageResult result) throws IOException {
        image(ReportImage.of(photo, result));
    }

    void image(ReportImage image) throws IOException {
        requireOpen();
        if (scale == null || tally == null)
            throw new IllegalStateException(image.name() + ": begin a category before its images");
        Planes planes = Planes.of(image, scale, config.maxSide());
        Verdict verdict = Verdict.of(image.label(), planes.marksAnything());
        write(Page.CARD, Card.of(image, verdict, planes, Photo.of(image.photo(), config), scale), out);
        tally.add(image.label(), verdict);
    }

    /** Ends the report and puts the file in its place. */
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
