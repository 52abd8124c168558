package dev.satchel.client.cli;

import dev.satchel.client.remote.Server;
import dev.satchel.client.remote.ServerException;
import dev.satchel.contract.Entry;
import dev.satchel.contract.Limits;
import dev.satchel.contract.ListPage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Walks the server's tree page by page. */
final class ServerTree {

  private ServerTree() {}

  static void list(Server server, String path, boolean recursive, Consumer<Entry> each)
      throws ServerException {
    @Nullable String cursor = null;
    while (true) {
      ListPage page = server.list(path, recursive, cursor, Limits.MAX_ENTRIES);
      page.entries().forEach(each);
      if (!page.hasMore()) {
        return;
      }
      if (page.cursor() == null || page.cursor().equals(cursor)) {
        throw new ServerException.BadAnswer(200, "the listing does not go on", null);
      }
      cursor = page.cursor();
    }
  }
}
