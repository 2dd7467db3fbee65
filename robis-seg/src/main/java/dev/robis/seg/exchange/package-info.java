/**
 * The exchange with the Python reference: {@link dev.robis.seg.exchange.BundleImport} makes a bundle of a model that it trained,
 * {@link dev.robis.seg.exchange.ReferenceExport} writes a bundle as it reads one.
 */
package dev.robis.seg.exchange;
