/**
 * Submissions to the benchmark server of MVTec AD 2: check them ({@link dev.robis.seg.submission.SubmissionCheck}), pack them
 * ({@link dev.robis.seg.submission.SubmissionArchive}). The format is described in {@code docs/submission.md}.
 *
 * <p>Lives in this module and not with the metrics, because it needs the readers of {@code dev.robis.seg.image}.
 */
package dev.robis.seg.submission;
