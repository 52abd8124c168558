/** The figures of a run, as JSON and as a table. */
@NullMarked
package dev.satchel.jmh.report;

import org.jspecify.annotations.NullMarked;
