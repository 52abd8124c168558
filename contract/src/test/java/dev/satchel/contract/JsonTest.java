package dev.satchel.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.avaje.json.JsonException;
import io.avaje.jsonb.Jsonb;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The names on the wire, exactly: a renamed record component must fail here. */
final class JsonTest {

  private static final Jsonb json = Jsonb.builder().build();

  private static final String HASH_TEXT = "0123456789abcdef".repeat(4);
  private static final BlockHash HASH = BlockHash.parse(HASH_TEXT);
  private static final List<BlockHash> BLOCKS = List.of(HASH);
  private static final Instant MTIME = Instant.parse("2026-11-22T10:20:30.123456789Z");
  private static final Entry ENTRY =
      new Entry("/a", "i1", "1-7", Kind.FILE, 5, MTIME, true, BLOCKS, null);
  private static final String ENTRY_TEXT =
      """
      {"path":"/a","id":"i1","rev":"1-7","kind":"file","size":5,\
      "mtime":"2026-11-22T10:20:30.123456789Z","executable":true,"block_list":["%s"]}\
      """
          .formatted(HASH_TEXT);

  static Stream<Arguments> documents() {
    return Stream.of(
        Arguments.of(
            new LoginRequest("a@b.c", "secret", "laptop"),
            "{\"email\":\"a@b.c\",\"password\":\"secret\",\"device\":\"laptop\"}"),
        Arguments.of(
            new LoginAnswer("t", "d", "u"),
            "{\"token\":\"t\",\"device_id\":\"d\",\"user_id\":\"u\"}"),
        Arguments.of(
            new DeviceList(List.of(new Device("d", "laptop", MTIME, null))),
            "{\"devices\":[{\"id\":\"d\",\"name\":\"laptop\",\"created_at\":\"" + MTIME + "\"}]}"),
        Arguments.of(
            new Account("a@b.c", 1, 2, List.of()),
            "{\"email\":\"a@b.c\",\"used_bytes\":1,\"quota_bytes\":2,\"devices\":[]}"),
        Arguments.of(new CheckRequest(BLOCKS), "{\"hashes\":[\"" + HASH_TEXT + "\"]}"),
        Arguments.of(
            new CheckAnswer(BLOCKS, List.of(new Challenge(HASH, "00ff"))),
            "{\"missing\":[\"%s\"],\"prove\":[{\"hash\":\"%s\",\"nonce\":\"00ff\"}]}"
                .formatted(HASH_TEXT, HASH_TEXT)),
        Arguments.of(
            new CommitEntry("/a", ChangeKind.FILE, BLOCKS, 5, MTIME, true, null, null, "1-6"),
            """
            {"path":"/a","kind":"file","block_list":["%s"],"size":5,"mtime":"%s",\
            "executable":true,"parent_rev":"1-6"}\
            """
                .formatted(HASH_TEXT, MTIME)),
        Arguments.of(
            new CommitEntry("/l", ChangeKind.SYMLINK, null, 0, null, false, "a", null, null),
            "{\"path\":\"/l\",\"kind\":\"symlink\",\"size\":0,\"executable\":false,\"target\":\"a\"}"),
        Arguments.of(
            new CommitRequest(
                List.of(
                    new CommitEntry(
                        "/b", ChangeKind.MOVE, null, 0, null, false, null, "/a", "1-7")),
                true),
            """
            {"entries":[{"path":"/b","kind":"move","size":0,"executable":false,\
            "from":"/a","parent_rev":"1-7"}],"atomic":true}\
            """),
        Arguments.of(
            new CommitAnswer(
                List.of(
                    new CommitResult(200, "1-8", "i1", "c8", null, null, null, null),
                    new CommitResult(409, null, null, null, "conflict", "why", ENTRY, null),
                    new CommitResult(422, null, null, null, "need-blocks", null, null, BLOCKS)),
                "c8"),
            """
            {"results":[{"status":200,"rev":"1-8","id":"i1","cursor":"c8"},\
            {"status":409,"code":"conflict","detail":"why","conflict":%s},\
            {"status":422,"code":"need-blocks","missing":["%s"]}],"cursor":"c8"}\
            """
                .formatted(ENTRY_TEXT, HASH_TEXT)),
        Arguments.of(
            new DeltaPage(
                List.of(
                    new DeltaEntry(
                        "/b",
                        "i1",
                        "1-8",
                        DeltaAction.MOVED,
                        "/a",
                        Kind.FOLDER,
                        0,
                        null,
                        false,
                        null,
                        null)),
                "c8",
                true,
                false),
            """
            {"entries":[{"path":"/b","id":"i1","rev":"1-8","action":"moved","from":"/a",\
            "kind":"folder","size":0,"executable":false}],\
            "cursor":"c8","has_more":true,"reset":false}\
            """),
        Arguments.of(
            new ListPage(List.of(ENTRY), null, false),
            "{\"entries\":[" + ENTRY_TEXT + "],\"has_more\":false}"),
        Arguments.of(new NotifyAnswer(true, null), "{\"changes\":true}"),
        Arguments.of(new NotifyAnswer(false, 30), "{\"changes\":false,\"backoff\":30}"),
        Arguments.of(
            new VersionList(List.of(new Version("1-7", 5, MTIME, MTIME, "laptop", BLOCKS, false))),
            """
            {"versions":[{"rev":"1-7","size":5,"mtime":"%s","committed_at":"%s",\
            "device":"laptop","block_list":["%s"],"deleted":false}]}\
            """
                .formatted(MTIME, MTIME, HASH_TEXT)),
        Arguments.of(new RestoreRequest("/a", "1-7"), "{\"path\":\"/a\",\"rev\":\"1-7\"}"),
        Arguments.of(
            new Problem(
                "about:blank",
                "The path has changed since",
                409,
                "conflict",
                "why",
                "r1",
                ENTRY,
                null),
            """
            {"type":"about:blank","title":"The path has changed since","status":409,\
            "code":"conflict","detail":"why","request_id":"r1","conflict":%s}\
            """
                .formatted(ENTRY_TEXT)));
  }

  @ParameterizedTest
  @MethodSource("documents")
  @SuppressWarnings("unchecked")
  void documentHasExactlyTheseNames(Record document, String text) {
    var type = json.type((Class<Record>) document.getClass());
    assertThat(type.toJson(document)).isEqualTo(text);
    assertThat(type.fromJson(text)).isEqualTo(document);
  }

  @Test
  void absentPartsOfACommitEntryTakeTheirDefaults() {
    assertThat(commit("{\"path\":\"/a\"}"))
        .isEqualTo(new CommitEntry("/a", null, null, 0, null, false, null, null, null));
  }

  @Test
  void nullMeansAbsent() {
    assertThat(commit("{\"path\":\"/a\",\"kind\":null,\"block_list\":null,\"mtime\":null}"))
        .isEqualTo(new CommitEntry("/a", null, null, 0, null, false, null, null, null));
  }

  /** The contract allows {@code 0} for "must not exist", and some programs send a number. */
  @ParameterizedTest
  @CsvSource({"0", "'\"0\"'"})
  void parentRevZeroIsReadAsText(String zero) {
    assertThat(commit("{\"path\":\"/a\",\"parent_rev\":" + zero + "}").parentRev()).isEqualTo("0");
  }

  @Test
  void unknownFieldIsNamedWhereTheReaderIsStrict() {
    var strict = Jsonb.builder().failOnUnknown(true).build().type(CommitEntry.class);
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> strict.fromJson("{\"path\":\"/a\",\"colour\":\"red\"}"))
        .withMessageContaining("colour");
  }

  /** A newer server may say more than this client knows. */
  @Test
  void unknownFieldIsSkippedWhereTheReaderIsLenient() {
    assertThat(
            json.type(NotifyAnswer.class)
                .fromJson("{\"changes\":true,\"later\":{\"a\":[1,{\"b\":2}]},\"backoff\":3}"))
        .isEqualTo(new NotifyAnswer(true, 3));
  }

  @ParameterizedTest
  @CsvSource({
    "kind, '\"banana\"'",
    "kind, '\"FILE\"'",
    "kind, 7",
    "block_list, '[\"ABC\"]'",
    "block_list, '[null]'",
    "mtime, '\"yesterday\"'",
    "mtime, '\"2026-11-22\"'",
    "parent_rev, true",
    "parent_rev, '[1]'",
    "size, '\"many\"'"
  })
  void unknownValueIsRefused(String field, String value) {
    assertThatExceptionOfType(JsonException.class)
        .isThrownBy(() -> commit("{\"path\":\"/a\",\"" + field + "\":" + value + "}"));
  }

  @ParameterizedTest
  @CsvSource({"''", "'{'", "'[]'", "'{\"path\":'", "'{\"path\":\"/a\"'", "'nonsense'"})
  void brokenDocumentIsRefused(String text) {
    assertThatExceptionOfType(JsonException.class).isThrownBy(() -> commit(text));
  }

  @ParameterizedTest
  @EnumSource
  void changeKindIsItsLowerCaseName(ChangeKind kind) {
    assertThat(json.type(ChangeKind.class).list().fromJson("[\"" + kind.json() + "\"]"))
        .containsExactly(kind);
  }

  @ParameterizedTest
  @EnumSource
  void kindIsItsLowerCaseName(Kind kind) {
    assertThat(json.type(Kind.class).list().fromJson("[\"" + kind.json() + "\"]"))
        .containsExactly(kind);
  }

  @ParameterizedTest
  @EnumSource
  void actionIsItsLowerCaseName(DeltaAction action) {
    assertThat(json.type(DeltaAction.class).list().fromJson("[\"" + action.json() + "\"]"))
        .containsExactly(action);
  }

  private static CommitEntry commit(String text) {
    return json.type(CommitEntry.class).fromJson(text);
  }
}
