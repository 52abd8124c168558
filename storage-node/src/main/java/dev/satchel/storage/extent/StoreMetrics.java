package dev.satchel.storage.extent;

import com.codahale.metrics.Counter;
import com.codahale.metrics.Histogram;
import com.codahale.metrics.Meter;
import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.Timer;

/**
 * What the extent stores of a process count, together.
 *
 * @param group how many changes one sync made durable
 * @param fenced extents that took their last write
 * @param damaged slots and tails found damaged at start-up or at a seal
 */
record StoreMetrics(
    Meter appends,
    Meter appendedBytes,
    Meter reads,
    Meter readBytes,
    Timer sync,
    Histogram group,
    Counter fenced,
    Counter damaged) {

  static StoreMetrics in(MetricRegistry registry) {
    return new StoreMetrics(
        registry.meter("storage.appends"),
        registry.meter("storage.append.bytes"),
        registry.meter("storage.reads"),
        registry.meter("storage.read.bytes"),
        registry.timer("storage.sync"),
        registry.histogram("storage.group.changes"),
        registry.counter("storage.fenced"),
        registry.counter("storage.damaged"));
  }
}
