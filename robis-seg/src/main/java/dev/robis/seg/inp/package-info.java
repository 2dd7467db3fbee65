/**
 * INP-Former as a detector: {@link dev.robis.seg.inp.InpFormerKind} is found by its name, the rest is how it is trained. Nothing
 * but the exchange with the reference knows this package.
 */
package dev.robis.seg.inp;
