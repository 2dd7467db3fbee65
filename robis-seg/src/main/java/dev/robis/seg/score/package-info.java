/**
 * From tiles to raw anomaly maps: {@link dev.robis.seg.score.TileScorer} runs the network, {@link
 * dev.robis.seg.score.TileSource} says where tiles come from, {@link dev.robis.seg.score.RecordFile} keeps what does
 * not fit in memory. Knows images and networks, nothing of bundles and folders.
 */
package dev.robis.seg.score;
