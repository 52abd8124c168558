package dev.satchel.storage.runtime;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** What is logged under one name, warnings and worse, while this is open. */
public final class Heard implements AutoCloseable {

  private final Logger logger;
  private final @Nullable Level level;
  private final ListAppender<ILoggingEvent> said = new ListAppender<>();

  private Heard(Logger logger) {
    this.logger = logger;
    this.level = logger.getLevel();
    said.start();
    logger.addAppender(said);
    logger.setLevel(Level.WARN);
    logger.setAdditive(false);
  }

  public static Heard of(Class<?> named) {
    return of(named.getName());
  }

  /** Of a package, of all that is in it. */
  public static Heard of(String name) {
    return new Heard((Logger) LoggerFactory.getLogger(name));
  }

  /** Level, message, and what was thrown. */
  public synchronized List<String> lines() {
    return List.copyOf(said.list).stream().map(Heard::line).toList();
  }

  private static String line(ILoggingEvent event) {
    var thrown = event.getThrowableProxy();
    String cause = thrown == null ? "" : ": " + thrown.getClassName() + ": " + thrown.getMessage();
    return event.getLevel() + " " + event.getFormattedMessage() + cause;
  }

  @Override
  public void close() {
    logger.detachAppender(said);
    logger.setLevel(level);
    logger.setAdditive(true);
  }
}
