/**
 * The memory bank as a detector: {@link dev.robis.seg.bank.MemoryBankKind} is found by its name. {@link
 * dev.robis.seg.bank.BankFeatures} is the way from a tile to feature vectors, {@link dev.robis.seg.bank.LayerMaps} from distances to
 * a map.
 */
package dev.robis.seg.bank;
