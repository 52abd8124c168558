package dev.satchel.client.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.satchel.client.remote.RemoteServer;
import dev.satchel.client.remote.ServerException;
import dev.satchel.client.remote.TroubledServer;
import dev.satchel.client.remote.TroubledServer.Trouble;
import dev.satchel.contract.BlockHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DownloaderTest {

  @TempDir private Path folder;

  private final Transfers transfers = new Transfers();
  private TroubledServer server;
  private RemoteServer client;
  private Path temp;

  @BeforeEach
  void start() throws IOException {
    server = new TroubledServer();
    client = new RemoteServer(UploaderTest.config(server), "secret");
    temp = folder.resolve("temp");
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  private Downloader downloader(LocalBlocks local) {
    return new Downloader(client, local, transfers);
  }

  private Downloader downloader() {
    return downloader(LocalBlocks.NONE);
  }

  /** Puts the pieces on the server and answers the download of the file that they make. */
  private Download pieces(byte[]... pieces) throws Exception {
    List<BlockHash> hashes = new ArrayList<>();
    long size = 0;
    for (byte[] piece : pieces) {
      hashes.add(Content.hash(piece));
      server.blocks().put(hashes.getLast(), piece);
      size += piece.length;
    }
    return new Download(hashes, size, temp);
  }

  private Download file(byte[] bytes) throws Exception {
    List<byte[]> pieces = new ArrayList<>();
    for (int at = 0; at < bytes.length; at += Content.BLOCK) {
      pieces.add(Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + Content.BLOCK)));
    }
    return pieces(pieces.toArray(byte[][]::new));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4096, Content.BLOCK, Content.BLOCK + 1, 11 * Content.BLOCK + 77})
  void gathersFilesOfAnySize(int length) throws Exception {
    byte[] bytes = Content.random(length, length);
    assertThat(downloader().download(file(bytes))).isEqualTo(new DownloadOutcome.Complete(length));
    assertThat(Files.readAllBytes(temp)).isEqualTo(bytes);
    assertThat(transfers.downloadedBytes()).isEqualTo(length);
  }

  @Test
  void blocksOfAnyLengthMakeAFile() throws Exception {
    byte[][] pieces = new byte[20][];
    for (int i = 0; i < pieces.length; i++) {
      pieces[i] = Content.random(1 + i * 70_000, i);
    }
    assertThat(downloader().download(pieces(pieces))).isInstanceOf(DownloadOutcome.Complete.class);
    assertThat(Files.readAllBytes(temp)).isEqualTo(Content.concat(pieces));
  }

  @Test
  void repeatedBlocksAreFetchedOnce() throws Exception {
    byte[] one = Content.random(300_000, 1);
    byte[] two = Content.random(Content.BLOCK, 2);
    byte[] zeros = new byte[1000];
    assertThat(downloader().download(pieces(one, two, zeros, one, one, zeros, two, zeros)))
        .isInstanceOf(DownloadOutcome.Complete.class);
    assertThat(Files.readAllBytes(temp))
        .isEqualTo(Content.concat(one, two, zeros, one, one, zeros, two, zeros));
    assertThat(server.count("GET")).isEqualTo(3);
  }

  @Test
  void wholeBlocksOfZerosNeitherTravelNorTakeRoom() throws Exception {
    BlockHash zeros = Content.hash(new byte[Content.BLOCK]);
    long size = 256L * Content.BLOCK;
    List<BlockHash> hashes = Collections.nCopies(256, zeros);
    assertThat(downloader().download(new Download(hashes, size, temp)))
        .isEqualTo(new DownloadOutcome.Complete(0));
    assertThat(Files.size(temp)).isEqualTo(size);
    assertThat(server.seen()).isEmpty();
  }

  @Test
  void goesOnWhereAnInterruptedDownloadStopped() throws Exception {
    byte[] bytes = Content.random(5 * Content.BLOCK + 10, 1);
    Download download = file(bytes);
    byte[] left = Arrays.copyOf(bytes, 3 * Content.BLOCK + 1000);
    Files.write(temp, left);
    assertThat(downloader().download(download))
        .isEqualTo(new DownloadOutcome.Complete(2 * Content.BLOCK + 10));
    assertThat(Files.readAllBytes(temp)).isEqualTo(bytes);
  }

  @Test
  void aWholeTemporaryFileIsNotFetchedAgain() throws Exception {
    byte[] bytes = Content.random(2 * Content.BLOCK + 10, 1);
    Download download = file(bytes);
    Files.write(temp, bytes);
    assertThat(downloader().download(download)).isEqualTo(new DownloadOutcome.Complete(0));
    assertThat(server.seen()).isEmpty();
  }

  @Test
  void whatLiesInTheTemporaryFileIsNotBelieved() throws Exception {
    byte[] bytes = Content.random(2 * Content.BLOCK, 1);
    Download download = file(bytes);
    byte[] damaged = Content.concat(bytes, Content.random(99, 2));
    damaged[Content.BLOCK + 5] ^= 1;
    Files.write(temp, damaged);
    assertThat(downloader().download(download))
        .isEqualTo(new DownloadOutcome.Complete(Content.BLOCK));
    assertThat(Files.readAllBytes(temp)).isEqualTo(bytes);
  }

  @Test
  void localBlocksAreUsedWhenTheirBytesAreRight() throws Exception {
    byte[] bytes = Content.random(2 * Content.BLOCK + 10, 1);
    Download download = file(bytes);
    Path local = Files.write(folder.resolve("local"), Content.concat(new byte[7], bytes));
    LocalBlocks places =
        hash ->
            List.of(
                new LocalBlocks.Place(folder.resolve("none"), 0, 10),
                new LocalBlocks.Place(local, 3, Content.BLOCK),
                new LocalBlocks.Place(
                    local,
                    7 + (long) download.hashes().indexOf(hash) * Content.BLOCK,
                    Content.BLOCK));
    assertThat(downloader(places).download(download)).isEqualTo(new DownloadOutcome.Complete(10));
    assertThat(Files.readAllBytes(temp)).isEqualTo(bytes);
  }

  @Test
  void wrongAndCutAnswersNeverReachTheFile() throws Exception {
    byte[] bytes = Content.random(9 * Content.BLOCK, 1);
    Download download = file(bytes);
    server.next(
        new Trouble.WrongBytes(),
        new Trouble.HalfBody(),
        new Trouble.Cut(),
        TroubledServer.status(502, "http-502"),
        new Trouble.WrongBytes());
    assertThat(downloader().download(download)).isInstanceOf(DownloadOutcome.Complete.class);
    assertThat(Files.readAllBytes(temp)).isEqualTo(bytes);
  }

  @Test
  void aRefusedBlockKeepsWhatCameBefore() throws Exception {
    byte[] bytes = Content.random(4 * Content.BLOCK, 1);
    Download download = file(bytes);
    server.blocks().remove(download.hashes().get(2));
    assertThat(downloader().download(download))
        .isInstanceOfSatisfying(
            DownloadOutcome.Refused.class,
            refused -> assertThat(refused.why().code()).isEqualTo("unknown-block"));
    assertThat(Files.readAllBytes(temp)).isEqualTo(Arrays.copyOf(bytes, 2 * Content.BLOCK));
  }

  @Test
  void blocksThatAreNoFileOfThisSizeAreReported() throws Exception {
    Download right = pieces(Content.random(100, 1), Content.random(100, 2));
    assertThat(downloader().download(new Download(right.hashes(), 250, temp)))
        .isEqualTo(new DownloadOutcome.WrongSize(200));
  }

  @Test
  void aDiskThatRefusesIsReported() throws Exception {
    Download download = file(Content.random(100, 1));
    Path nowhere = folder.resolve("none").resolve("temp");
    assertThat(
            downloader().download(new Download(download.hashes(), download.sizeBytes(), nowhere)))
        .isInstanceOf(DownloadOutcome.LocalFailure.class);
  }

  @Test
  void aServerThatStaysAwayEndsTheDownload() throws Exception {
    Download download = file(Content.random(100, 1));
    server.close();
    assertThatThrownBy(() -> downloader().download(download))
        .isInstanceOf(ServerException.Unreachable.class);
  }

  @Test
  void manyDownloadsShareTheMemoryAndAllFinish() throws Exception {
    byte[] bytes = Content.random(5 * Content.BLOCK, 1);
    Download download = file(bytes);
    Downloader shared = downloader();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<DownloadOutcome>> downloads = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        Download own =
            new Download(download.hashes(), download.sizeBytes(), folder.resolve("temp" + i));
        downloads.add(threads.submit(() -> shared.download(own)));
      }
      for (int i = 0; i < 12; i++) {
        assertThat(downloads.get(i).get()).isInstanceOf(DownloadOutcome.Complete.class);
        assertThat(Files.mismatch(folder.resolve("temp" + i), folder.resolve("temp0")))
            .isEqualTo(-1);
      }
    }
    assertThat(Files.readAllBytes(folder.resolve("temp0"))).isEqualTo(bytes);
  }
}
