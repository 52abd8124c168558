package dev.satchel.metadata.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TreePathTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "a/b",
        "//",
        "/a/",
        "/a//b",
        "/.",
        "/..",
        "/a/../b",
        "/a/.",
        "/\0",
        "/a\0b",
        "/\ud800",
        "/\udc00\ud800",
        "/a\ud83d"
      })
  void badPathIsRefused(String text) {
    assertThat(TreePath.check(text)).isInstanceOf(TreePath.Check.Bad.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/a",
        "/...",
        "/.a",
        "/ ",
        "/a/b/c",
        "/\ud83d\ude00",
        "/a\\b",
        "/con:",
        "/\u0001",
        "/~"
      })
  void strangeButLegalPathIsTaken(String text) {
    assertThat(good(text).text()).isEqualTo(text);
  }

  @Test
  void lengthsAreCountedInBytesOfUtf8() {
    assertThat(TreePath.check("/" + "x".repeat(255))).isInstanceOf(TreePath.Check.Good.class);
    assertThat(TreePath.check("/" + "x".repeat(256))).isInstanceOf(TreePath.Check.Bad.class);
    assertThat(TreePath.check("/" + "\u00e9".repeat(127))).isInstanceOf(TreePath.Check.Good.class);
    assertThat(TreePath.check("/" + "\u00e9".repeat(128))).isInstanceOf(TreePath.Check.Bad.class);
    String fullName = "/" + "\ud83d\ude00".repeat(63) + "abc";
    assertThat(TreePath.check(fullName.repeat(16))).isInstanceOf(TreePath.Check.Good.class);
    assertThat(TreePath.check(fullName.repeat(16) + "/x")).isInstanceOf(TreePath.Check.Bad.class);
  }

  @Test
  void partsAreTold() {
    TreePath path = good("/a/b/c");

    assertThat(path.names()).containsExactly("a", "b", "c");
    assertThat(path.name()).isEqualTo("c");
    assertThat(path.parent()).isEqualTo(good("/a/b"));
    assertThat(good("/a").parent()).isEqualTo(TreePath.ROOT);
    assertThat(path.prefix(1)).isEqualTo(good("/a"));
    assertThat(path.prefix(0)).isEqualTo(TreePath.ROOT);
    assertThat(TreePath.ROOT.child("x")).isEqualTo(good("/x"));
    assertThat(good("/")).isEqualTo(TreePath.ROOT);
  }

  @Test
  void beneathMeansWholeNames() {
    assertThat(good("/a/b").isBeneath(good("/a"))).isTrue();
    assertThat(good("/ab").isBeneath(good("/a"))).isFalse();
    assertThat(good("/a").isBeneath(good("/a"))).isFalse();
    assertThat(good("/a").isBeneath(TreePath.ROOT)).isTrue();
    assertThat(good("/a/b/c").rebase(good("/a"), good("/x/y"))).isEqualTo(good("/x/y/b/c"));
    assertThat(good("/x").names()).isEqualTo(List.of("x"));
  }

  private static TreePath good(String text) {
    return ((TreePath.Check.Good) TreePath.check(text)).path();
  }
}
