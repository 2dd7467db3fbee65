package dev.robis.seg.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/** Builds small folders of images for tests. */
record Tree(Path root) {

    private static final byte[] PIXEL = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==");

    /** Adds 1×1 PNG files. */
    Tree images(String... paths) {
        for (String path : paths) file(path, PIXEL);
        return this;
    }

    Tree text(String path, String content) {
        return file(path, content.getBytes(StandardCharsets.UTF_8));
    }

    Tree empty(String path) {
        return file(path, new byte[0]);
    }

    Tree folder(String path) {
        try {
            Files.createDirectories(root.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    Tree link(String path, String target) {
        try {
            Path link = root.resolve(path);
            Files.createDirectories(link.getParent());
            Files.createSymbolicLink(link, Path.of(target));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** A complete category of MVTec AD 2 with two bad images. */
    Tree mvtecAd2(String category) {
        for (String path : new String[] {
            "train/good/000_regular.png",
            "train/good/000_overexposed.png",
            "train/good/001_regular.png",
            "validation/good/000_regular.png",
            "test_public/good/000_regular.png",
            "test_public/bad/000_regular.png",
            "test_public/bad/001_regular.png",
            "test_public/ground_truth/bad/000_regular_mask.png",
            "test_public/ground_truth/bad/001_regular_mask.png",
            "test_private/000_regular.png",
            "test_private_mixed/000_mixed.png"
        }) images(category + "/" + path);
        return this;
    }

    private Tree file(String path, byte[] content) {
        try {
            Path file = root.resolve(path);
            Files.createDirectories(file.getParent());
            Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }
}
