package dev.robis.cli;

import dev.robis.seg.Decision;
import dev.robis.seg.Protocol;
import dev.robis.seg.Repair;
import dev.robis.seg.tile.Tiling;
import java.util.Set;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How scores become answers under the protocol CALIBRATED, without training again. */
final class DecisionOptions {

    @Option(
            names = "--false-alarm-rate",
            paramLabel = "SHARE",
            description =
                    "Share of good images that may be called defective (default: the bundle's, 0.01 unless trained "
                            + "otherwise); see docs/calibration.md.")
    private Double falseAlarmRate;

    @Option(
            names = "--sensitivity",
            paramLabel = "X",
            description =
                    "How readily pixels and images count as defective: at 2, half the distance from the mean score of "
                            + "good images suffices (default: the bundle's, 1 unless trained otherwise).")
    private Double sensitivity;

    @Option(
            names = "--tiling",
            paramLabel = "NAME",
            description =
                    "fixed, or balanced: larger tiles, by up to an eighth, where fewer are enough then (default: the "
                            + "bundle's, fixed unless trained otherwise). A bundle should be calibrated with it.")
    private Tiling tiling;

    @Mixin
    private RepairOptions repairs;

    /**
     * @param decision to be changed where an option is given
     */
    Decision apply(Decision decision) {
        try {
            Decision changed = repairs.apply(decision);
            if (falseAlarmRate != null) changed = changed.withFalseAlarmRate(falseAlarmRate);
            if (sensitivity != null) changed = changed.withSensitivity(sensitivity);
            return tiling == null ? changed : changed.withTiling(tiling);
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
    }

    /** @throws UsageException if something is asked for that a protocol does not know */
    void require(Protocol protocol) {
        repairs.require(protocol);
        if (protocol == Protocol.REFERENCE && (falseAlarmRate != null || sensitivity != null || tiling != null))
            throw new UsageException("--false-alarm-rate, --sensitivity and --tiling need the protocol CALIBRATED; "
                    + "add --protocol CALIBRATED");
    }

    Set<Repair> made() {
        return repairs.made();
    }
}
