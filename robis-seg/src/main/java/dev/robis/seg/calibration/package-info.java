/**
 * What good images score: {@link dev.robis.seg.calibration.GoodImages} adds them up, {@link dev.robis.seg.calibration.Calibration}
 * is what remains of them. Knows maps of scores, and no network.
 */
package dev.robis.seg.calibration;
