/**
 * INP-Former (Luo et al., CVPR 2025): reconstructs a tile's features from a few normal prototypes found in the tile
 * itself. Start with {@link dev.robis.nn.inp.InpFormerConfig}.
 */
package dev.robis.nn.inp;
