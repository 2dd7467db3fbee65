/**
 * Data sets on disk: which images there are, what is known of each, and what is wrong with the folder. Files are listed
 * here and decoded elsewhere. Start with {@link dev.robis.seg.data.Dataset}.
 */
package dev.robis.seg.data;
