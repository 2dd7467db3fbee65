/**
 * Trained products as folders: {@link dev.robis.seg.bundle.Bundle} opens one, {@link dev.robis.seg.bundle.BundleDescription} is
 * what it says of itself, {@link dev.robis.seg.bundle.BundleWriter} writes one.
 */
package dev.robis.seg.bundle;
