/**
 * The command {@code robis}: one class per command, options in mixins, no algorithm. {@link dev.robis.cli.Robis} is
 * the entry. Results that a script would read go to standard output, everything else to standard error.
 */
package dev.robis.cli;
