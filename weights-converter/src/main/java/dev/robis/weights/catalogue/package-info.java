/**
 * The official weights by name, and how they come to this machine: {@link dev.robis.weights.catalogue.Catalogue} knows
 * addresses, licences and checksums, {@link dev.robis.weights.catalogue.Downloads} fetches, keeps and verifies files.
 * Both are the places to start reading. Knows files and HTTP, nothing of tensors: what is in a file is for the
 * converter to read.
 */
package dev.robis.weights.catalogue;
