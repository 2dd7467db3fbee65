/** How far long work is: {@link dev.robis.seg.progress.StageListener} and {@link dev.robis.seg.progress.TrainingListener} are told. */
package dev.robis.seg.progress;
