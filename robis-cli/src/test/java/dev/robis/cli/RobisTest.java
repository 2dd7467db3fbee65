package dev.robis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Usage, configuration and errors, without any network. */
class RobisTest {

    @ParameterizedTest
    @ValueSource(strings = {"run", "crop", "train", "test", "merge", "binarize", "segment", "weights", "demo"})
    void everyCommandHasHelp(String command) {
        Outcome outcome = Outcome.of(command, "--help");
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).contains("Usage: robis " + command);
        assertThat(outcome.err()).isEmpty();
    }

    @Test
    void withoutACommandItIsWrongUsage() {
        Outcome outcome = Outcome.of();
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("Missing a command").contains("Usage: robis");
    }

    @Test
    void anUnknownOptionIsWrongUsage() {
        assertThat(Outcome.of("train", "--data", "x", "--no-such-thing").code()).isEqualTo(2);
    }

    @Test
    void aValueOutOfRangeIsWrongUsageAndSaysWhatWasExpected() {
        Outcome outcome = Outcome.of("train", "--data", "x", "--input-size", "100");
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("multiple of the patch side 14").contains("100x100");
        assertThat(Outcome.of("test", "--data", "x", "--test-type", "test_secret")
                        .err())
                .contains("test_secret")
                .contains("test_private_mixed");
    }

    @Test
    void aMissingFolderFailsAndIsNamed(@TempDir Path folder) {
        Outcome outcome =
                Outcome.of("train", "--data", folder.resolve("nowhere").toString());
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).contains("nowhere").doesNotContain("at dev.robis");
        assertThat(outcome.out()).isEmpty();
    }

    @Test
    void theReferencesConfigurationGivesDefaultsAndOptionsBeatIt(@TempDir Path folder) throws Exception {
        Path config = folder.resolve("robis.yaml");
        Files.writeString(
                config,
                """
                device: 0
                dataset:
                  dataset_name: MVTec-AD-2
                  original_data_path: %s/from-file
                  mvtecad2_class_list: all
                  test_type: test_public
                crop:
                  window_size: 512
                  desired_overlap: 0.25
                model:
                  INP_num: 4
                unknown_key: 3
                """
                        .formatted(folder));
        assertThat(Outcome.of("crop", "--config", config.toString()).err()).contains("from-file");
        assertThat(Outcome.of("crop", "--config", config.toString(), "--data", folder + "/from-option")
                        .err())
                .contains("from-option")
                .doesNotContain("from-file");
    }

    @Test
    void aBrokenConfigurationNamesFileAndLine(@TempDir Path folder) throws Exception {
        Path config = folder.resolve("robis.yaml");
        Files.writeString(config, "dataset:\n  test_type: [1, 2\nx: }\n");
        Outcome outcome = Outcome.of("crop", "--config", config.toString());
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("robis.yaml, line");
        assertThat(Outcome.of("crop", "--config", folder + "/none.yaml").err()).contains("none.yaml");
    }

    @Test
    void everySpellingOfTheReferencesScriptsIsTaken() {
        for (String option : List.of(
                "--device",
                "--dataset_name",
                "--original_data_path",
                "--data_path",
                "--mvtecad2_class_list",
                "--test_type",
                "--window_size",
                "--desired_overlap",
                "--save_dir",
                "--amap_savedir",
                "--bin_savedir",
                "--encoder",
                "--input_size",
                "--crop_size",
                "--INP_num",
                "--total_epochs",
                "--batch_size",
                "--train_state",
                "--test_state",
                "--eval_pub"))
            assertThat(Outcome.of("run", option).err()).as(option).doesNotContain("Unknown option");
    }

    @Test
    void theDemoLeavesAForeignFolderAlone(@TempDir Path folder) throws Exception {
        Path mine = Files.writeString(folder.resolve("mine.txt"), "precious");
        Outcome outcome = Outcome.of("demo", "-o", folder.toString());
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("not from a demo");
        assertThat(mine).hasContent("precious");
    }
}
