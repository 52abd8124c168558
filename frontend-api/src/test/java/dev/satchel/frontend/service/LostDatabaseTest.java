package dev.satchel.frontend.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.satchel.metadata.Metadata;
import dev.satchel.metadata.MetadataConfig;
import dev.satchel.volume.CellOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A folder whose databases are not those that its disks were filled under. */
class LostDatabaseTest {
  private static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "cell.db, missing",
    "cell.db, empty",
    "cell.db, new",
    "metadata.db, missing",
    "metadata.db, empty",
    "metadata.db, new"
  })
  void withoutItTheServiceDoesNotStartAndWithItAllIsThere(String name, String how)
      throws Exception {
    byte[] block = "what must not be lost".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    Path data = folder.resolve("data");
    try (Service up = start(data)) {
      TestClient.signUp(URI.create(up.address()), adminToken(data), "alice@example.org")
          .putFile("/a", block)
          .expect(200);
    }
    Path database = data.resolve(name);
    Path away = Files.move(database, folder.resolve("away.db"));
    replace(database, how);
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> start(data))
          .isInstanceOf(UnsafeStartException.class)
          .hasMessageContainingAll(
              database.toString(), "still on the disks", "put the database back from a backup");
    }
    Files.move(away, database, StandardCopyOption.REPLACE_EXISTING);
    try (Service up = start(data)) {
      TestClient alice = TestClient.signIn(URI.create(up.address()), "alice@example.org", "phone");
      assertThat(alice.get("/files?path=/a").expect(200).bytes()).isEqualTo(block);
    }
  }

  private void replace(Path database, String how) throws Exception {
    switch (how) {
      case "empty" -> Files.createFile(database);
      case "new" -> {
        Path other = folder.resolve("other");
        start(other).close();
        Files.move(other.resolve(database.getFileName()), database);
      }
      default -> assertThat(database).doesNotExist();
    }
  }

  @Test
  void nodesThatHoldExtentsDoNotGoWithANewDatabaseWhateverElseIsThere() throws Exception {
    Path data = folder.resolve("data");
    start(data).close();
    Files.delete(data.resolve("cell.db"));
    Files.delete(data.resolve(DataFolder.SERVER_URL));
    assertThatThrownBy(() -> start(data))
        .isInstanceOf(UnsafeStartException.class)
        .hasMessageContainingAll(data.resolve("cell.db").toString(), "knows nothing of");
  }

  @Test
  void startIsRepeatedWhetherOrNotAnybodyWasThere() throws Exception {
    Path data = folder.resolve("data");
    for (int i = 0; i < 3; i++) {
      try (Service up = start(data)) {
        assertThat(up.address()).startsWith("http://");
        assertThat(data.resolve("cell.db")).isNotEmptyFile();
        assertThat(data.resolve("metadata.db")).isNotEmptyFile();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"cell.db", "metadata.db", "cell.db metadata.db"})
  void firstStartThatWasCutShortWhileTheDatabasesWereMadeGoesOn(String empty) throws Exception {
    Path data = Files.createDirectories(folder.resolve("data"));
    Metadata.open(MetadataConfig.of(Databases.embedded(data, null).metadata())).close();
    for (String name : empty.split(" ")) {
      Files.write(data.resolve(name), new byte[0]);
    }
    assertStarts(data);
  }

  @Test
  void firstStartThatWasCutShortWithExtentsMadeAndNoMetadataGoesOn() throws Exception {
    Path data = folder.resolve("data");
    start(data).close();
    Files.delete(data.resolve("metadata.db"));
    Files.delete(data.resolve(DataFolder.SERVER_URL));
    assertStarts(data);
  }

  private static void assertStarts(Path data) throws Exception {
    try (Service up = start(data)) {
      TestClient.signUp(URI.create(up.address()), adminToken(data), "alice@example.org")
          .putFile("/a", new byte[] {1})
          .expect(200);
    }
  }

  private static String adminToken(Path data) throws IOException {
    return Files.readString(data.resolve("admin.token")).strip();
  }

  private static Service start(Path data) throws Exception {
    return UpService.start(
        new UpSettings(
            data,
            ANY_PORT,
            3,
            ANY_PORT,
            Databases.embedded(data, null),
            CellOptions.defaults().withExtentSizeBytes(16 << 20)));
  }
}
