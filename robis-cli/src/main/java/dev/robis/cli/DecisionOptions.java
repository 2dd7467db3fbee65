package dev.robis.cli;

import dev.robis.seg.bundle.Bundle;
import dev.robis.seg.config.Decision;
import dev.robis.seg.config.MapConfig;
import dev.robis.seg.config.Protocol;
import dev.robis.seg.config.Repair;
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
                            + "bundle's, fixed unless trained otherwise). Changes scores: for training and calibrate.")
    private Tiling tiling;

    @Mixin
    private RepairOptions repairs;

    /** @param decision to be changed where an option is given */
    Decision apply(Decision decision) {
        try {
            Decision changed = decision.without(repairs.left());
            if (falseAlarmRate != null) changed = changed.withFalseAlarmRate(falseAlarmRate);
            return sensitivity == null ? changed : changed.withSensitivity(sensitivity);
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
    }

    /** @param maps to be changed where an option is given, before anything is calibrated with them */
    MapConfig apply(MapConfig maps) {
        try {
            MapConfig changed = maps.without(repairs.left());
            return tiling == null ? changed : changed.withTiling(tiling);
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
    }

    /**
     * The decision for a bundle that is calibrated already.
     *
     * @throws UsageException if an option would change scores, which the bundle's thresholds do not fit then
     */
    Decision of(Bundle bundle) {
        if (!apply(bundle.maps()).equals(bundle.maps()))
            throw new UsageException("--tiling and --without-repair tile-positions, smooth-merging, blur-borders change"
                    + " scores, and " + bundle.folder() + " is calibrated for its own. Write a bundle for them: robis"
                    + " calibrate " + bundle.folder() + " --data DIR -o NEW, with these options");
        return apply(bundle.decision());
    }

    /** @throws UsageException if something is asked for that a protocol does not know */
    void require(Protocol protocol) {
        repairs.require(protocol);
        if (protocol == Protocol.REFERENCE && (falseAlarmRate != null || sensitivity != null || tiling != null))
            throw new UsageException("--false-alarm-rate, --sensitivity and --tiling need the protocol CALIBRATED; "
                    + "add --protocol CALIBRATED");
    }

    /** Repairs that are left out. */
    Set<Repair> left() {
        return repairs.left();
    }
}
