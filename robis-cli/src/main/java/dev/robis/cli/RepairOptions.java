package dev.robis.cli;

import dev.robis.seg.config.Protocol;
import dev.robis.seg.config.Repair;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which of the protocol CALIBRATED's repairs of the reference are left out. */
final class RepairOptions {

    @Option(
            names = "--without-repair",
            paramLabel = "NAME",
            arity = "1..*",
            split = ",",
            converter = Converter.class,
            description =
                    "Leave a repair of the protocol CALIBRATED out: tile-positions, smooth-merging, blur-borders, "
                            + "full-size, eroded-pixels, sam-input or sam-misses; see docs/protocols.md.")
    private List<Repair> left = List.of();

    /** As kebab-case, like everything on the command line. */
    static final class Converter implements ITypeConverter<Repair> {
        @Override
        public Repair convert(String value) {
            for (Repair repair : Repair.values())
                if (name(repair).equals(value.toLowerCase(Locale.ROOT))) return repair;
            throw new TypeConversionException("expected one of "
                    + Arrays.stream(Repair.values()).map(Converter::name).collect(Collectors.joining(", ")) + ", found "
                    + value);
        }

        private static String name(Repair repair) {
            return repair.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** @throws UsageException if repairs are left out of a protocol that makes none */
    void require(Protocol protocol) {
        if (protocol == Protocol.REFERENCE && !left.isEmpty())
            throw new UsageException(
                    "--without-repair: the protocol REFERENCE makes no repairs; add --protocol CALIBRATED");
    }

    Set<Repair> left() {
        Set<Repair> all = EnumSet.noneOf(Repair.class);
        all.addAll(left);
        return all;
    }
}
