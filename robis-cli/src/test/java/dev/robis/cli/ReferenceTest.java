package dev.robis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.OptionSpec;

/** The reference holds every command with all its options, and every key. */
class ReferenceTest {

    private static final String REFERENCE = Outcome.of("reference").out();

    @Test
    void everyOptionOfEveryCommandIsInItsSection() {
        Set<String> seen = new TreeSet<>();
        visit(new CommandLine(new Robis()), seen);
        assertThat(seen).contains("robis segment", "robis weights download", "robis reference");
    }

    private static void visit(CommandLine command, Set<String> seen) {
        if (command.getCommand() instanceof HelpCommand) return;
        String name = command.getCommandSpec().qualifiedName();
        seen.add(name);
        String section = section(name);
        List<OptionSpec> options = command.getCommandSpec().options();
        for (OptionSpec option : options) {
            if (option.hidden()) continue;
            String all = Arrays.stream(option.names()).collect(Collectors.joining("`, `"));
            assertThat(section).as(name).contains("| `" + all.replace("|", "\\|"));
        }
        command.getSubcommands().values().forEach(sub -> visit(sub, seen));
    }

    private static String section(String name) {
        int begin = REFERENCE.indexOf("\n## " + name + "\n");
        assertThat(begin).as(name).isPositive();
        int end = REFERENCE.indexOf("\n## ", begin + 1);
        return REFERENCE.substring(begin, end);
    }

    /** Of the reference's robis.yaml; and one of our own. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "original_data_path",
                "data_path",
                "save_dir",
                "amap_savedir",
                "bin_savedir",
                "mvtecad2_class_list",
                "window_size",
                "desired_overlap",
                "INP_num",
                "input_size",
                "crop_size",
                "total_epochs",
                "batch_size",
                "train_state",
                "test_state",
                "eval_pub",
                "test_type",
                "false-alarm-rate"
            })
    void keysSayWhoReadsThem(String key) {
        String keys = REFERENCE.substring(REFERENCE.indexOf("## Keys of a --config file"));
        assertThat(keys).containsPattern("`" + key + "`.* \\| .*(run|segment)");
    }

    @Test
    void aTableCellHasNoBarOfItsOwn() {
        REFERENCE.lines().filter(line -> line.startsWith("|")).forEach(line -> assertThat(
                        line.replace("\\|", "").chars().filter(c -> c == '|').count())
                .as(line)
                .isEqualTo(3));
    }
}
