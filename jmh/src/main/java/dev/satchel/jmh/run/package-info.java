/** JMH, as the suites use it. */
@NullMarked
package dev.satchel.jmh.run;

import org.jspecify.annotations.NullMarked;
