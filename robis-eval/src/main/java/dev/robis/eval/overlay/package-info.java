/** Pictures for people: {@link dev.robis.eval.overlay.Overlays} puts heat and contours on photographs. */
package dev.robis.eval.overlay;
