/**
 * A memory bank of good features (PatchCore, Roth et al., CVPR 2022, arXiv 2106.08265; SuperADD, arXiv 2605.14808): what is far from
 * every remembered vector is anomalous. {@link dev.robis.nn.bank.PatchFeatures} prepares feature maps, {@link
 * dev.robis.nn.bank.CandidatePool} gathers vectors of many images in bounded memory, {@link dev.robis.nn.bank.KCenterGreedy} chooses
 * a coreset of them, and {@link dev.robis.nn.bank.BankLayer} finds the nearest one. Knows feature maps, and no images.
 */
package dev.robis.nn.bank;
