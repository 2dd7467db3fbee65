package dev.robis.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DropFolderTest {

    @TempDir
    Path folder;

    private final List<IOException> troubles = new ArrayList<>();
    private DropFolder drop;

    @BeforeEach
    void open() {
        drop = new DropFolder(folder.resolve("in"), folder.resolve("in/out"), Duration.ofMillis(5), troubles::add);
    }

    private Path write(String name, String content) throws IOException {
        Path file = folder.resolve("in").resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    @Test
    void imagesComeOnceInOrderAndAgainWhenTheyChange() throws Exception {
        Path b = write("b.png", "1");
        Path a = write("a.JPG", "1");
        write("out/c.png", "1");
        write(".hidden.png", "1");
        write("d.txt", "1");
        assertThat(drop.next()).extracting(ImageInput::file).containsExactly(a, b);
        write("b.png", "12");
        assertThat(drop.next()).extracting(ImageInput::file).containsExactly(b);
    }

    @Test
    void anEmptyFileIsNotDone() throws Exception {
        write("a.png", "");
        Path b = write("b.png", "1");
        assertThat(drop.next()).extracting(ImageInput::file).containsExactly(b);
        Path a = write("a.png", "1");
        assertThat(drop.next()).extracting(ImageInput::file).containsExactly(a);
    }

    @Test
    void aFileThatWasTakenAwayMayComeBack() throws Exception {
        Path a = write("a.png", "1");
        drop.next();
        Files.delete(a);
        Path b = write("b.png", "1");
        assertThat(drop.next()).extracting(ImageInput::file).containsExactly(b);
        write("a.png", "1");
        assertThat(drop.next()).extracting(ImageInput::file).containsExactly(a);
    }

    @Test
    void aFolderThatCannotBeReadIsToldOfUntilTheThreadIsInterrupted() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> drop.next()).isInstanceOf(InterruptedException.class);
        assertThat(troubles).singleElement().isInstanceOf(NoSuchFileException.class);
    }
}
