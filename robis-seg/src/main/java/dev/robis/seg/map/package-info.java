/**
 * From the distances of the networks to an anomaly map: {@link dev.robis.seg.map.AnomalyMapper} is the place to start
 * reading, {@link dev.robis.seg.map.MapRange} brings the maps of a split to one scale. Knows maps, nothing of
 * networks, tiles and files.
 */
package dev.robis.seg.map;
