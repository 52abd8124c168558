package dev.satchel.frontend.http;

import com.codahale.metrics.MetricRegistry;
import java.util.concurrent.ExecutorService;

/** What all connections of one server share. */
record ServerContext(
    Router router,
    HttpLimits limits,
    ByteBudget budget,
    BlockBuffers buffers,
    ExecutorService handlers,
    Load load,
    MetricRegistry metrics) {}
