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
 * The official files on this machine, in the folder {@code downloads} of {@link WeightsHome}. Beside each is {@code
 * FILE.sha256}, what it was when it was checked. Safe for concurrent use, by threads and by processes.
 */
public final class Downloads {

    private final WeightsHome home;
    private final Downloader downloader;

    public Downloads(WeightsHome home, Downloader downloader) {
        this.home = home;
        this.downloader = downloader;
    }

    /** Where a file belongs, whether it is there or not. */
    public Path path(OfficialWeights weights) {
        return home.downloads().resolve(weights.file());
    }

    /**
     * The file, downloaded if it is not here. One that somebody put here by hand is checked, and then as good.
     *
     * @throws NetworkException if it is not here and cannot be had; says how to get it by hand
     * @throws DownloadException if what is offered, or was put here, is not the official file
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

    /** Reads a file anew and compares it with the catalogue and with what it was at first. */
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
                    + ", made when the file was first checked)");
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
                "%nBy hand, where there is a network:%n  curl -fL -C - -o %s %s%nthen:%n  robis weights verify %s%n  %s",
                quoted(path(weights).toString()),
                quoted(weights.address().value().toString()),
                weights.name(),
                convertCommand(weights));
    }

    /** The command that makes usable weights of the downloaded file. */
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
