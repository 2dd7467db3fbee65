/**
 * Encoders by name, and vision transformers as feature extractors for anything: pixels in, vectors out. Knows no images but arrays of pixels, and
 * nothing of anomalies. Start with {@link dev.robis.nn.feature.FeatureExtractor};
 * {@link dev.robis.nn.feature.EncoderModel} knows every encoder.
 */
package dev.robis.nn.feature;
