package dev.robis.weights.catalogue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at the rest of a file. Nothing the server says is believed that can be checked: where a part begins, how
 * long the whole is, and that no more comes than was declared.
 */
final class Transfer {

    private final HttpSource http;
    private final OfficialWeights weights;
    private final PartFile part;
    private final DownloadListener listener;

    Transfer(HttpSource http, OfficialWeights weights, PartFile part, DownloadListener listener) {
        this.http = http;
        this.weights = weights;
        this.part = part;
        this.listener = listener;
    }

    /**
     * Gets what is missing. After an exception the part is what is known to be good.
     *
     * @return whether something was here before
     * @throws DownloadException if another attempt would fare no better
     */
    boolean run() throws IOException, InterruptedException {
        PartFile.Beginning begun = resumable();
        long have = begun == null ? 0 : part.length();
        if (begun != null && have == begun.total()) return true;
        HttpResponse<TimedBody> response =
                http.get(address(), begun == null || have == 0 ? Map.of() : rest(have, begun));
        boolean read = false;
        try {
            Answer answer = new Answer(response.statusCode(), response.headers());
            long total = accept(answer, have, begun);
            copy(response.body(), answer.status() == 206 ? have : 0, total);
            read = true;
        } finally {
            if (!read) response.body().cancel();
        }
        return have > 0;
    }

    /** What was begun and can go on; else what is left of it is thrown away. */
    private PartFile.@Nullable Beginning resumable() throws IOException {
        PartFile.Beginning begun = part.beginning();
        if (begun != null
                && address().equals(begun.address())
                && (begun.validator() != null || weights.identified()) // else two versions could be mixed unseen
                && (begun.total() < 0 || part.length() <= begun.total())) return begun;
        part.discard();
        return null;
    }

    private static Map<String, String> rest(long have, PartFile.Beginning begun) {
        String range = "bytes=" + have + "-";
        return begun.validator() == null
                ? Map.of("Range", range)
                : Map.of("Range", range, "If-Range", begun.validator());
    }

    /** Makes the part ready for the body. @return bytes of the whole, or -1 */
    private long accept(Answer answer, long have, PartFile.@Nullable Beginning begun) throws IOException {
        if (answer.status() == 200 || answer.status() == 206) {
            String other = answer.notTheFile().orElse(null);
            if (other != null) throw new DownloadException(address() + ": expected the file, found " + other);
        }
        if (answer.status() == 206 && begun != null && have > 0) return continued(answer, have, begun);
        if (answer.status() == 200) return fresh(answer);
        if (answer.status() == 416 || answer.status() == 206) {
            part.discard();
            throw new TransferException("the server does not continue from byte " + have + "; starting again");
        }
        throw refusal(answer);
    }

    private long continued(Answer answer, long have, PartFile.Beginning begun) throws IOException {
        Answer.Range range = answer.range().orElse(null);
        if (range == null || !range.continues(have, begun.total())) {
            part.discard();
            throw new TransferException(
                    "asked for the bytes from " + have + " of " + begun.total() + ", but the server " + "sends "
                            + answer.headers().firstValue("Content-Range").orElse("an unknown range"));
        }
        long total = begun.total() >= 0 ? begun.total() : expected(range.total());
        requireSpace(total, have);
        return total;
    }

    private long fresh(Answer answer) throws IOException {
        long total = expected(answer.length());
        if (total < 0 && !answer.chunked() && !weights.identified())
            throw new DownloadException(address()
                    + ": the server does not say how long the file is, and its SHA-256 is not published. "
                    + "A file that was cut off would not be noticed");
        requireSpace(total, 0);
        part.begin(new PartFile.Beginning(address(), answer.validator().orElse(null), total));
        return total;
    }

    /** Bytes of the whole, by the server and the catalogue, who must not disagree; -1 if neither knows. */
    private long expected(long declared) throws IOException {
        if (weights.size().isEmpty()) return declared;
        long size = weights.size().get().value();
        if (declared >= 0 && declared != size) {
            part.discard();
            throw new DownloadException(address() + ": expected " + size + " bytes ("
                    + weights.size().get().source() + "), but the server offers " + declared + ": it is another file");
        }
        return size;
    }

    private void requireSpace(long total, long have) throws IOException {
        Path folder = part.path().toAbsolutePath().getParent();
        long free = Files.getFileStore(folder).getUsableSpace();
        if (free > 0 && total - have > free) // some file systems do not know, and say 0
        throw new DownloadException(folder + ": " + (total - have) + " more bytes are needed for " + weights.name()
                + ", " + free + " bytes are free");
    }

    private void copy(TimedBody body, long have, long total) throws IOException, InterruptedException {
        long done;
        try (FileChannel channel = part.append()) {
            done = append(body, channel, have, total);
        }
        if (total >= 0 && done > total) {
            part.discard();
            throw new TransferException("the server sends more than the " + total + " bytes it declared");
        }
        if (done < total) throw new TransferException("the connection ended after " + done + " of " + total + " bytes");
    }

    /** @return bytes that are here, or some number above the total if more comes; what is too much is not written */
    private long append(TimedBody body, FileChannel channel, long have, long total)
            throws IOException, InterruptedException {
        long done = have;
        listener.progress(done, total);
        for (List<ByteBuffer> bytes = body.next(); bytes != null; bytes = body.next())
            for (ByteBuffer each : bytes) {
                done += each.remaining();
                if (total >= 0 && done > total) return done;
                write(channel, each);
                listener.progress(done, total);
            }
        return done;
    }

    private void write(FileChannel channel, ByteBuffer bytes) throws IOException {
        try {
            while (bytes.hasRemaining()) channel.write(bytes);
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            throw new DownloadException(part.path() + ": cannot be written: " + e.getMessage(), e);
        }
    }

    private IOException refusal(Answer answer) {
        int status = answer.status();
        String text = "the server answered " + status;
        if (status == 408 || status == 425 || status == 429 || status >= 500)
            return new TransferException(text, answer.retryAfter(Instant.now()));
        return new DownloadException(address() + ": " + text
                + switch (status) {
                    case 404, 410 -> ": the file is not there any more";
                    case 407 -> ": the proxy needs a name and a password; "
                            + "set them as in HTTPS_PROXY=http://name:password@host:port";
                    case 401, 403 -> ": access to the file is restricted";
                    default -> "; expected the file";
                });
    }

    private URI address() {
        return weights.address().value();
    }
}
