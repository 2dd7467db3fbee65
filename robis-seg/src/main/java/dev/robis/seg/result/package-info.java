/**
 * Answers: {@link dev.robis.seg.result.Segmentation} is what was found in an image, {@link dev.robis.seg.result.Explanation} why.
 * {@link dev.robis.seg.result.Judge} makes them of a map of scores.
 */
package dev.robis.seg.result;
