package dev.satchel.metadata;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;

/** Counts what goes to the database; a batch is one statement. */
final class StatementCounter {

  private final List<String> executed = new CopyOnWriteArrayList<>();

  DataSource count(DataSource dataSource) {
    return wrap(DataSource.class, dataSource, "");
  }

  List<String> executed() {
    return List.copyOf(executed);
  }

  void reset() {
    executed.clear();
  }

  private <T> T wrap(Class<T> type, Object target, String sql) {
    Object proxy =
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              if (target instanceof Statement && method.getName().startsWith("execute")) {
                executed.add(sql);
              }
              try {
                Object result = method.invoke(target, arguments);
                return rewrap(result, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
    return type.cast(proxy);
  }

  private Object rewrap(Object result, Object[] arguments) {
    return switch (result) {
      case Connection connection -> wrap(Connection.class, connection, "");
      case java.sql.PreparedStatement statement ->
          wrap(java.sql.PreparedStatement.class, statement, String.valueOf(arguments[0]));
      case Statement statement -> wrap(Statement.class, statement, "");
      case null, default -> result;
    };
  }
}
