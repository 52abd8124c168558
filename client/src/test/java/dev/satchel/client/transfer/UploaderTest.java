package dev.satchel.client.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.satchel.client.remote.Backoff;
import dev.satchel.client.remote.RemoteConfig;
import dev.satchel.client.remote.RemoteServer;
import dev.satchel.client.remote.ServerException;
import dev.satchel.client.remote.TroubledServer;
import dev.satchel.client.remote.TroubledServer.Trouble;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploaderTest {

  @TempDir private Path folder;

  private final Transfers transfers = new Transfers();
  private TroubledServer server;
  private RemoteServer client;
  private Uploader uploader;

  @BeforeEach
  void start() throws IOException {
    server = new TroubledServer();
    client = new RemoteServer(config(server), "secret");
    uploader = new Uploader(client, transfers);
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  static RemoteConfig config(TroubledServer server) {
    Backoff quick =
        new Backoff(8, Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofSeconds(5));
    Duration limit = Duration.ofSeconds(20);
    return new RemoteConfig(server.address(), 16, limit, limit, limit, quick);
  }

  private Upload file(String name, byte[] bytes) throws Exception {
    return new Upload(Files.write(folder.resolve(name), bytes), Content.blocks(bytes));
  }

  @Test
  void sendsEveryMissingBlockOnce() throws Exception {
    byte[] shared = Content.random(Content.BLOCK, 1);
    byte[] there = Content.random(100, 2);
    server.blocks().put(Content.hash(there), there);
    List<UploadOutcome> outcomes =
        uploader.upload(
            List.of(
                file("a", Content.concat(shared, Content.random(5, 3), new byte[0])),
                file("b", Content.concat(shared, shared, shared)),
                file("c", there),
                file("d", new byte[0])));
    assertThat(outcomes)
        .containsExactly(
            new UploadOutcome.Complete(Content.BLOCK + 5),
            new UploadOutcome.Complete(0),
            new UploadOutcome.Complete(0),
            new UploadOutcome.Complete(0));
    assertThat(server.count("PUT")).isEqualTo(2);
    assertThat(transfers.uploadedBytes()).isEqualTo(Content.BLOCK + 5);
    assertThat(server.blocks()).containsKey(Content.hash(shared));
  }

  @Test
  void aFileOfZerosTravelsAsOneBlock() throws Exception {
    Path zeros = folder.resolve("zeros");
    try (RandomAccessFile sparse = new RandomAccessFile(zeros.toFile(), "rw")) {
      sparse.setLength(200L * Content.BLOCK);
    }
    ChunkOutcome.Stable read = (ChunkOutcome.Stable) new Chunker().read(zeros);
    assertThat(uploader.upload(List.of(new Upload(zeros, read.blocks()))))
        .containsExactly(new UploadOutcome.Complete(Content.BLOCK));
    assertThat(server.count("PUT")).isEqualTo(1);
  }

  @Test
  void asksInGroupsOfTenThousand() throws Exception {
    List<Upload> uploads = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      byte[] bytes = Content.random(50, i);
      server.blocks().put(Content.hash(bytes), bytes);
      uploads.add(file("f" + i, bytes));
    }
    for (int i = 0; i < 10_050; i++) {
      byte[] bytes = Content.random(8, i);
      server.blocks().put(Content.hash(bytes), bytes);
      uploads.add(new Upload(folder.resolve("unread"), Content.blocks(bytes)));
    }
    assertThat(uploader.upload(uploads))
        .hasSize(10_075)
        .containsOnly(new UploadOutcome.Complete(0));
    assertThat(server.count("POST")).isEqualTo(2);
  }

  @Test
  void aChangedFileIsReportedAndItsNewBytesAreNotSent() throws Exception {
    Upload changed = file("a", Content.random(1000, 1));
    Upload shorter = file("b", Content.random(1000, 2));
    Upload gone = file("c", Content.random(1000, 3));
    Upload fine = file("d", Content.random(1000, 4));
    Files.write(changed.file(), Content.random(1000, 5));
    Files.write(shorter.file(), Content.random(999, 2));
    Files.delete(gone.file());
    assertThat(uploader.upload(List.of(changed, shorter, gone, fine)))
        .containsExactly(
            new UploadOutcome.Changed(),
            new UploadOutcome.Changed(),
            new UploadOutcome.Gone(),
            new UploadOutcome.Complete(1000));
    assertThat(server.blocks()).hasSize(1);
  }

  @Test
  void aBlockComesFromAnotherFileWhenTheFirstHasChanged() throws Exception {
    byte[] bytes = Content.random(1000, 1);
    Upload changed = file("a", bytes);
    Upload same = file("b", bytes);
    Files.write(changed.file(), Content.random(1000, 2));
    assertThat(uploader.upload(List.of(changed, same)))
        .containsExactly(new UploadOutcome.Changed(), new UploadOutcome.Complete(1000));
  }

  @Test
  void oneRefusedBlockFailsItsFileAlone() throws Exception {
    Upload tooMuch = file("a", Content.random(1000, 1));
    Upload fine = file("b", Content.random(1000, 2));
    server.refuse(tooMuch.blocks().hashes().getFirst());
    List<UploadOutcome> outcomes = uploader.upload(List.of(tooMuch, fine));
    assertThat(outcomes.getFirst())
        .isInstanceOfSatisfying(
            UploadOutcome.Refused.class,
            refused -> assertThat(refused.why().code()).isEqualTo("over-quota"));
    assertThat(outcomes.getLast()).isEqualTo(new UploadOutcome.Complete(1000));
  }

  @Test
  void aServerThatStaysAwayEndsTheUpload() throws Exception {
    Upload upload = file("a", Content.random(1000, 1));
    server.close();
    assertThatThrownBy(() -> uploader.upload(List.of(upload)))
        .isInstanceOf(ServerException.Unreachable.class);
  }

  @Test
  void manySmallFilesOutliveTroubles() throws Exception {
    List<Upload> uploads = new ArrayList<>();
    server.onlyFor("PUT");
    for (int i = 0; i < 300; i++) {
      uploads.add(file("f" + i, Content.random(200 + i, i)));
      if (i % 15 == 5) {
        server.next(
            i % 30 == 5 ? new Trouble.LostAnswer() : TroubledServer.status(503, "unavailable", 0));
      }
    }
    assertThat(uploader.upload(uploads)).allMatch(o -> o instanceof UploadOutcome.Complete);
    assertThat(server.blocks()).hasSize(300);
    assertThat(server.mostAtOnce()).isLessThanOrEqualTo(16);
  }
}
