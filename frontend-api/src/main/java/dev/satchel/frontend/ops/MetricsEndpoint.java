package dev.satchel.frontend.ops;

import com.codahale.metrics.MetricRegistry;
import dev.satchel.frontend.api.Endpoint;
import dev.satchel.frontend.http.Request;
import dev.satchel.frontend.http.Response;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.dropwizard.DropwizardExports;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** {@code GET /metrics}: the registry as a Prometheus page. */
public final class MetricsEndpoint implements Endpoint.Open {
  private final DropwizardExports exports;
  private final PrometheusTextFormatWriter format = PrometheusTextFormatWriter.create();

  public MetricsEndpoint(MetricRegistry metrics) {
    this.exports = new DropwizardExports(metrics);
  }

  @Override
  public Response answer(Request request) throws IOException {
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    format.write(page, exports.collect());
    return Response.text(PrometheusTextFormatWriter.CONTENT_TYPE, page.toByteArray());
  }
}
