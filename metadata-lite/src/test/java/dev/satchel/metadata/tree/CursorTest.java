package dev.satchel.metadata.tree;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CursorTest {

  @Test
  void cursorsAreReadAsTheyWereWritten() {
    for (Cursor cursor :
        new Cursor[] {
          new Cursor.Journal(1, 0),
          new Cursor.Journal(Long.MAX_VALUE, Long.MAX_VALUE),
          new Cursor.Snapshot(2, 3, 4, "na.me \ud83d\ude00"),
          new Cursor.Listing(5, 6, 7, "x".repeat(255))
        }) {
      assertThat(Cursor.parse(cursor.toString())).contains(cursor);
      assertThat(cursor.toString()).matches("[a-z0-9A-Z._-]{1,500}");
    }
  }

  @Test
  void textFormIsAsDocumented() {
    assertThat(new Cursor.Journal(7, 42)).hasToString("j.7.42.d90132bd");
  }

  @Test
  void everySlipIsFound() {
    String text = new Cursor.Snapshot(12, 345, 67, "name").toString();
    for (int i = 0; i < text.length(); i++) {
      char other = text.charAt(i) == '1' ? '2' : '1';
      assertThat(Cursor.parse(text.substring(0, i) + other + text.substring(i + 1))).isEmpty();
      assertThat(Cursor.parse(text.substring(0, i))).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "j", "j.1", "....", "j.1.2", "nonsense.00000000"})
  void rubbishIsNoCursor(String text) {
    assertThat(Cursor.parse(text)).isEmpty();
  }

  @Test
  void revisionsAreReadAsTheyWereWritten() {
    assertThat(Rev.parse("3-25")).contains(new Rev(3, 25));
    for (String text :
        new String[] {"", "-", "3-", "-3", "3", "03-25", "3-025", "3--2", "a-b", "+3-2"}) {
      assertThat(Rev.parse(text)).as(text).isEmpty();
    }
  }
}
