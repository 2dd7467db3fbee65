/**
 * The official weights by name, and their download. Start reading at {@link dev.robis.weights.catalogue.Catalogue}, which knows
 * addresses, licences and checksums, and at {@link dev.robis.weights.catalogue.Downloads}, which downloads, keeps and verifies
 * files. This package knows files and HTTP. It does not know tensors: the converter reads what is in a file.
 */
@NullMarked
package dev.robis.weights.catalogue;

import org.jspecify.annotations.NullMarked;
