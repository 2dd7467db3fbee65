package dev.robis.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "reference",
        description = "Print all commands, their options, and the keys of a --config file, as Markdown.")
final class ReferenceCommand implements Runnable {

    private static final Set<String> NO_KEYS = Set.of("--config", "--help", "--version");

    @Spec
    private CommandSpec spec;

    @Mixin
    private CommonOptions common;

    @Override
    public void run() {
        List<CommandSpec> commands = new ArrayList<>();
        collect(spec.root(), commands);
        PrintWriter out = spec.commandLine().getOut();
        out.printf("# Reference of RoBiS %s%n", Version.number());
        commands.forEach(command -> describe(command, out));
        keys(commands, out);
        out.flush();
    }

    private static void collect(CommandSpec command, List<CommandSpec> commands) {
        if (command.userObject() instanceof HelpCommand) return;
        commands.add(command);
        new LinkedHashSet<>(command.subcommands().values()).forEach(sub -> collect(sub.getCommandSpec(), commands));
    }

    private static void describe(CommandSpec command, PrintWriter out) {
        out.printf(
                "%n## %s%n%n%s%n",
                command.qualifiedName(), text(command.usageMessage().description()));
        List<PositionalParamSpec> parameters =
                command.positionalParameters().stream().filter(p -> !p.hidden()).toList();
        List<OptionSpec> options = options(command);
        if (parameters.isEmpty() && options.isEmpty()) return;
        out.printf("%n| argument | meaning |%n| --- | --- |%n");
        for (PositionalParamSpec parameter : parameters) row(parameter.paramLabel(), parameter, out);
        for (OptionSpec option : options) row(String.join("`, `", option.names()) + value(option), option, out);
    }

    private static List<OptionSpec> options(CommandSpec command) {
        return command.options().stream().filter(option -> !option.hidden()).toList();
    }

    private static String value(OptionSpec option) {
        return option.arity().max() == 0 ? "" : " " + option.paramLabel();
    }

    private static void row(String name, ArgSpec argument, PrintWriter out) {
        String required = argument.required() ? "Required. " : "";
        out.printf("| `%s` | %s%s |%n", text(name), required, text(argument.description()));
    }

    private static String text(String... lines) {
        return Arrays.stream(lines)
                .map(String::strip)
                .collect(Collectors.joining(" "))
                .replace("|", "\\|");
    }

    /** As {@link YamlDefaults} finds them: every long name of an option is a key. */
    private static void keys(List<CommandSpec> commands, PrintWriter out) {
        Map<String, Set<String>> users = new TreeMap<>();
        for (CommandSpec command : commands)
            for (OptionSpec option : options(command)) {
                String keys = Arrays.stream(option.names())
                        .filter(name -> name.startsWith("--") && !NO_KEYS.contains(name))
                        .map(YamlDefaults::key)
                        .collect(Collectors.joining("`, `"));
                if (!keys.isEmpty())
                    users.computeIfAbsent(keys, any -> new LinkedHashSet<>())
                            .add(command.qualifiedName().replaceFirst("^robis ", ""));
            }
        out.printf("%n## Keys of a --config file%n%n");
        out.printf("YAML. Sections do not matter, lists give several values, options beat the file, and keys that%n");
        out.printf("no command reads are left alone.%n%n| key | read by |%n| --- | --- |%n");
        users.forEach((keys, by) -> out.printf("| `%s` | %s |%n", keys, String.join(", ", by)));
    }
}
