package dev.satchel.client.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class InboxTest {

  private final Inbox inbox = new Inbox();

  @Test
  void hintsAreHeardInTheirOrder() {
    inbox.hint(Path.of("/a"));
    inbox.hint(Path.of("/b"));

    assertThat(inbox.takeAll())
        .containsExactly(new Event.Hint(Path.of("/a")), new Event.Hint(Path.of("/b")));
  }

  @Test
  void moreHintsThanTheBoundBecomeOneThatSaysEverywhere() {
    for (int i = 0; i < 3 * Inbox.MAX_HINTS; i++) {
      inbox.hint(Path.of("/" + i));
    }

    List<Event> heard = inbox.takeAll();

    assertThat(heard).hasSize(Inbox.MAX_HINTS).endsWith(new Event.Hint(null));
  }

  @Test
  void afterEverywhereWasHeardHintsAreNamedAgain() {
    inbox.hint(null);
    inbox.hint(Path.of("/covered"));
    assertThat(inbox.poll()).isEqualTo(new Event.Hint(null));
    assertThat(inbox.poll()).isNull();

    inbox.hint(Path.of("/later"));

    assertThat(inbox.poll()).isEqualTo(new Event.Hint(Path.of("/later")));
  }

  @Test
  void whatIsNoHintIsNeverLeftOut() throws Exception {
    inbox.hint(null);
    inbox.report(new Event.JournalMoved());

    assertThat(inbox.await(Duration.ZERO)).isEqualTo(new Event.Hint(null));
    assertThat(inbox.await(Duration.ZERO)).isEqualTo(new Event.JournalMoved());
    assertThat(inbox.await(Duration.ZERO)).isNull();
  }
}
