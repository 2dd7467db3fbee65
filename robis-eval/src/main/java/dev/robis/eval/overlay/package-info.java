/** Pictures for people. {@link dev.robis.eval.overlay.Overlays} draws maps and masks on photographs. */
@NullMarked
package dev.robis.eval.overlay;

import org.jspecify.annotations.NullMarked;
