package dev.robis.weights.catalogue;

import dev.robis.nn.tensor.WeightsHome;
import dev.robis.weights.catalogue.Verification.Status;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The official files on this machine, in the folder {@code downloads} of {@link WeightsHome}, and their download. Beside every
 * file is {@code FILE.sha256} with its SHA-256 at the time of the check.
 *
 * <pre>{@code
 * Downloads downloads = Downloads.in(WeightsHome.standard());
 * Path file = downloads.get(Catalogue.bundled().named("sam_vit_b"), DownloadListener.none()).file();
 * }</pre>
 *
 * <p>A download that was cut off continues where it stopped. Failed attempts are repeated after growing pauses. Proxies are
 * those of the JVM ({@code -Dhttps.proxyHost} and related properties), otherwise those of {@code HTTPS_PROXY}, {@code
 * http_proxy}, {@code ALL_PROXY} and {@code NO_PROXY}. With {@code ROBIS_OFFLINE=1} nothing uses the network.
 *
 * <p>Safe for concurrent use, by threads and by processes.
 */
public final class Downloads {

    private final WeightsHome home;
    private final Downloader downloader;

    Downloads(WeightsHome home, Downloader downloader) {
        this.home = home;
        this.downloader = downloader;
    }

    /** The downloads below a folder. */
    public static Downloads in(WeightsHome home) {
        return new Downloads(home, Downloader.standard());
    }

    /** The same without any use of the network: files that are not here are errors that say how to get them by hand. */
    public Downloads offline() {
        return new Downloads(home, downloader.offline());
    }

    /** Where a file belongs, whether it is there or not. */
    public Path path(OfficialWeights weights) {
        return home.downloads().resolve(weights.file());
    }

    /**
     * Returns a file and downloads it first if it is not here. A file that somebody put here by hand is checked and then
     * accepted.
     *
     * @throws NetworkException if the file is not here and cannot be downloaded; the message says how to get it by hand
     * @throws DownloadException if the file that is offered, or that was put here, is not the official one
     */
    public Downloaded get(OfficialWeights weights, DownloadListener listener) throws IOException {
        Path file = path(weights);
        Files.createDirectories(home.downloads());
        try {
            return DownloadLock.holding(
                    file,
                    () -> listener.waiting(file),
                    () -> Files.exists(file) ? present(weights, file) : fetched(weights, file, listener));
        } catch (NetworkException e) {
            throw new NetworkException(e.getMessage() + byHand(weights), e.getCause());
        }
    }

    /** Reads a file again and compares it with the published checksums and with its SHA-256 at the first use. */
    public Verification verify(OfficialWeights weights) throws IOException {
        Path file = path(weights);
        if (!Files.exists(file)) return new Verification(weights, file, Status.ABSENT, "", List.of());
        return DownloadLock.holding(file, () -> {}, () -> compared(weights, file));
    }

    private static Verification compared(OfficialWeights weights, Path file) throws IOException {
        FileDigests found = FileDigests.of(file, weights);
        DigestRecord record = new DigestRecord(file);
        Optional<String> first = record.sha256();
        List<String> problems = found.contradictions(weights);
        if (first.isPresent() && !first.get().equals(found.sha256()))
            problems.add("expected SHA-256 " + first.get() + ", found " + found.sha256() + " (source: " + record.path()
                    + ", written when the file was first checked)");
        if (!problems.isEmpty()) return new Verification(weights, file, Status.WRONG, found.sha256(), problems);
        if (first.isEmpty()) record.write(found.sha256(), weights.identified());
        Status status = weights.identified() ? Status.KNOWN : first.isPresent() ? Status.FIRST_USE : Status.RECORDED;
        return new Verification(weights, file, status, found.sha256(), List.of());
    }

    private Downloaded fetched(OfficialWeights weights, Path file, DownloadListener listener) throws IOException {
        FileDigests fetched = downloader.fetch(weights, file, listener);
        new DigestRecord(file).write(fetched.sha256(), weights.identified());
        return new Downloaded(weights, file, fetched.sha256(), true);
    }

    /** A file with a record was checked when that was made; reading gigabytes again is for {@link #verify}. */
    private static Downloaded present(OfficialWeights weights, Path file) throws IOException {
        DigestRecord record = new DigestRecord(file);
        Optional<String> first = record.sha256();
        boolean sizeFits = weights.size().isEmpty() || weights.size().get().value() == Files.size(file);
        boolean digestFits = first.isPresent()
                && weights.checksums().stream()
                        .filter(checksum -> checksum.algorithm() == Checksum.Algorithm.SHA256)
                        .allMatch(checksum -> checksum.agrees(first.get()));
        if (sizeFits && digestFits) return new Downloaded(weights, file, first.get(), false);
        FileDigests found = FileDigests.of(file, weights);
        List<String> problems = found.contradictions(weights);
        if (!problems.isEmpty())
            throw new DownloadException(file + ": " + String.join("; ", problems)
                    + ". It is not the official file: delete it and download again");
        record.write(found.sha256(), weights.identified());
        return new Downloaded(weights, file, found.sha256(), false);
    }

    private String byHand(OfficialWeights weights) {
        return String.format(
                "%nTo download it by hand on a machine with a network:%n  curl -fL -C - -o %s %s%nthen:%n  robis weights verify %s%n  %s",
                quoted(path(weights).toString()),
                quoted(weights.address().value().toString()),
                weights.name(),
                convertCommand(weights));
    }

    /** The command line that converts the downloaded file to the weights that RoBiS opens. */
    public String convertCommand(OfficialWeights weights) {
        return String.format(
                "robis weights convert %s %s --as %s",
                quoted(path(weights).toString()),
                quoted(home.weights(weights.name()).toString()),
                weights.name());
    }

    private static String quoted(String argument) {
        if (argument.matches("[\\w./:\\\\=@%+,-]+") && (File.separatorChar == '\\' || !argument.contains("\\")))
            return argument;
        return File.separatorChar == '\\' ? '"' + argument + '"' : "'" + argument.replace("'", "'\\''") + "'";
    }
}
