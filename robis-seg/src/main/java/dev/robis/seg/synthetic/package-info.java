/**
 * A small synthetic data set of four products and five defects, to try the method without downloading anything. All
 * pixels follow from a seed, alike on every machine. Start with {@link dev.robis.seg.synthetic.SyntheticDataset}.
 *
 * <p>Inside: a {@code Workpiece} paints a flawless product on a {@code Canvas}, a {@code Flaw} spoils it and marks the ground
 * truth, and a {@code Camera} makes a photograph of it. Each of the three draws from its own {@code Dice}, so an image with and
 * without its defect differs by the defect only.
 */
package dev.robis.seg.synthetic;
