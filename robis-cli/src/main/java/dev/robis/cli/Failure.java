package dev.robis.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** What a user sees of an exception: one line, and the stack with {@code --verbose}. */
final class Failure implements IExecutionExceptionHandler {

    @Override
    public int handleExecutionException(Exception failure, CommandLine line, ParseResult result) {
        line.getErr().println("robis: " + message(failure));
        if (isVerbose(result)) failure.printStackTrace(line.getErr());
        return exitCode(failure);
    }

    private static boolean isVerbose(ParseResult result) {
        for (ParseResult command = result; command != null; command = command.subcommand())
            if (command.hasMatchedOption("--verbose")) return true;
        return false;
    }

    /** Values that an option cannot have are wrong usage, all else is failed work. */
    static int exitCode(Throwable failure) {
        return failure instanceof UsageException ? CommandLine.ExitCode.USAGE : CommandLine.ExitCode.SOFTWARE;
    }

    static String message(Throwable failure) {
        if (failure instanceof UncheckedIOException unchecked) return message(unchecked.getCause());
        String text = failure.getMessage();
        if (text == null || text.isBlank()) return failure.getClass().getSimpleName();
        if (failure instanceof NoSuchFileException missing && text.equals(missing.getFile()))
            return text + ": no such file or folder";
        if (failure instanceof FileSystemException || failure instanceof IOException) return text;
        return failure instanceof IllegalArgumentException || failure instanceof ArithmeticException
                ? text
                : failure.getClass().getSimpleName() + ": " + text;
    }
}
