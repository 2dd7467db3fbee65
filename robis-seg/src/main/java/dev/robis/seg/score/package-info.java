/**
 * Where tiles come from and wait: {@link dev.robis.seg.score.TileSource} gives them one by one, each {@link
 * dev.robis.seg.score.Placed}, and {@link dev.robis.seg.score.RecordFile} keeps what does not fit in memory. Knows images, and
 * no network.
 */
package dev.robis.seg.score;
