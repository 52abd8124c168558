package dev.satchel.storage.extent;

import static dev.satchel.storage.format.FooterFormat.CHECKED_PAGE_BYTES;

import dev.satchel.storage.DamagedPage;
import dev.satchel.storage.DamagedPage.Kind;
import dev.satchel.storage.ExtentId;
import dev.satchel.storage.ExtentState;
import dev.satchel.storage.NodeError;
import dev.satchel.storage.NodeException;
import dev.satchel.storage.ScrubMark;
import dev.satchel.storage.SealedExtent;
import dev.satchel.storage.disk.PageMemory;
import dev.satchel.storage.format.DiskGeometry;
import dev.satchel.storage.format.ExtentHeader;
import dev.satchel.storage.format.ExtentHeaderReader;
import dev.satchel.storage.format.Footer;
import dev.satchel.storage.format.FooterReader;
import dev.satchel.storage.format.PageOutcome;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The sealed extents of one disk, for somebody who proves them page by page against what their seal
 * fixed. Reads the device itself where that can be told from its cache, and changes nothing but the
 * marks. One thread at a time, but for {@link #list} and {@link #hasDoubted}.
 */
public final class SealedPages {

  private static final int CHUNK_BYTES = 256 << 10;
  private static final long NOTE_NANOS = 30_000_000_000L;

  private final DiskStore disk;
  private final ExtentIndex extents;
  private final ByteBuffer chunk = PageMemory.allocate(CHUNK_BYTES);

  SealedPages(DiskStore disk, ExtentIndex extents) {
    this.disk = disk;
    this.extents = extents;
  }

  /** A sealed extent and how far it was scrubbed. */
  public record Sealed(ExtentId id, long lengthBytes, ScrubMark mark) {}

  /** One of the pages that a seal sums. */
  public record Page(ExtentId extent, int number) {}

  public String diskId() {
    return disk.id();
  }

  public String diskPath() {
    return disk.path();
  }

  /** What there is to prove now. */
  public List<Sealed> list() {
    return extents.all().stream()
        .filter(extent -> extent.disk() == disk && extent.state() == ExtentState.SEALED)
        .map(extent -> new Sealed(extent.id(), extent.syncedEnd(), extent.entry().scrub()))
        .toList();
  }

  /**
   * What is damaged of the disk beside its sealed extents, and was found by other means than
   * proving them: each time that the disk was opened what its slots hold was looked at.
   */
  public List<DamagedPage> damageElsewhere() {
    Stream<DamagedPage> unsealed =
        extents.all().stream().filter(this::isDamagedUnsealed).map(this::unsealedDamage);
    Stream<DamagedPage> lost =
        disk.lostSlots().stream()
            .map(slot -> DamagedPage.of(new ExtentId(0), disk.id(), Kind.SLOT, slot));
    return Stream.concat(unsealed, lost).toList();
  }

  private boolean isDamagedUnsealed(Extent extent) {
    return extent.disk() == disk
        && extent.state() != ExtentState.SEALED
        && extent.state() != ExtentState.TRASHED
        && extent.entry().scrub().damagedPages() > 0;
  }

  private DamagedPage unsealedDamage(Extent extent) {
    long offset = extent.entry().scrub().cursor();
    return offset < extent.header().capacityBytes()
        ? DamagedPage.of(
            extent.id(), disk.id(), Kind.BATCH, Math.toIntExact(offset / CHECKED_PAGE_BYTES))
        : DamagedPage.of(extent.id(), disk.id(), Kind.FOOTER, 0);
  }

  /** How far an extent was scrubbed; nothing when it is not here any more. */
  public Optional<ScrubMark> mark(ExtentId id) {
    return Optional.ofNullable(extents.get(id)).map(extent -> extent.entry().scrub());
  }

  /** Whether there are pages that could not be read for somebody. */
  public boolean hasDoubted() {
    return !disk.doubted().isEmpty();
  }

  /** Somebody could make no sense of what lies there; false when that is not sealed here. */
  public boolean doubt(ExtentId id, long offset) {
    Extent extent = extents.get(id);
    boolean isHere =
        extent != null
            && extent.disk() == disk
            && extent.state() == ExtentState.SEALED
            && offset >= 0
            && offset < extent.syncedEnd();
    if (isHere) {
      disk.doubted().add(id, offset, 1);
    }
    return isHere;
  }

  /** A page that could not be read for somebody; from now on it is the caller's to look at. */
  public Optional<Page> takeDoubted() {
    return disk.doubted().take();
  }

  /** Remembers how far an extent was scrubbed. */
  public void note(ExtentId id, ScrubMark mark) {
    Extent extent = extents.get(id);
    if (extent != null) {
      disk.writer().submit(new ScrubChange(extent, mark, System.nanoTime() + NOTE_NANOS));
    }
  }

  /**
   * What is wrong with a page, seen twice.
   *
   * @throws NodeException if the extent is not here any more, or in the trash: nobody looked
   */
  public Optional<DamagedPage> checkPage(ExtentId id, int page) throws NodeException {
    return twice(id, extent -> page(extent, page));
  }

  /** What is wrong with the header page, seen twice; throws as {@link #checkPage}. */
  public Optional<DamagedPage> checkHeader(ExtentId id) throws NodeException {
    return twice(id, this::header);
  }

  /** What is wrong with the footer, seen twice; throws as {@link #checkPage}. */
  public Optional<DamagedPage> checkFooter(ExtentId id) throws NodeException {
    return twice(id, this::footer);
  }

  /** Damage that a second look does not find was none of the disk's. */
  private Optional<DamagedPage> twice(ExtentId id, Function<Extent, Optional<DamagedPage>> look)
      throws NodeException {
    Extent extent = extents.get(id);
    checkSealed(id, extent);
    Optional<DamagedPage> damage = look.apply(extent);
    if (damage.isPresent()) {
      damage = look.apply(extent);
    }
    // What was put into the trash meanwhile may be gone already.
    checkSealed(id, extent);
    return damage;
  }

  private static void checkSealed(ExtentId id, @Nullable Extent extent) throws NodeException {
    if (extent == null || extent.state() != ExtentState.SEALED) {
      throw new NodeException(NodeError.NO_SUCH_EXTENT, "extent " + id + " is not sealed here");
    }
  }

  private Optional<DamagedPage> page(Extent extent, int page) {
    SealedExtent sealed = sealed(extent);
    if (page >= sealed.pageChecksums().length) {
      return Optional.empty();
    }
    int expected = sealed.pageChecksums()[page];
    long begin = (long) page * CHECKED_PAGE_BYTES;
    long end = Math.min(begin + CHECKED_PAGE_BYTES, sealed.lengthBytes());
    try {
      int found = crc(extent.dataPosition() + begin, end - begin);
      disk.health().succeeded();
      return found == expected
          ? Optional.empty()
          : Optional.of(DamagedPage.wrong(extent.id(), disk.id(), page, expected, found));
    } catch (IOException failure) {
      disk.health().readFailed(extent.id(), failure);
      return Optional.of(DamagedPage.of(extent.id(), disk.id(), Kind.UNREADABLE, page));
    }
  }

  private int crc(long position, long lengthBytes) throws IOException {
    CRC32C crc = new CRC32C();
    for (long at = 0; at < lengthBytes; at += chunk.limit()) {
      chunk.clear().limit((int) Math.min(CHUNK_BYTES, lengthBytes - at));
      disk.device().dropCached(position + at, chunk.limit());
      disk.device().read(position + at, chunk);
      crc.update(chunk.flip());
    }
    return (int) crc.getValue();
  }

  private Optional<DamagedPage> header(Extent extent) {
    long slot = extent.header().slot();
    return envelope(
        extent,
        Kind.HEADER,
        disk.geometry().slotPosition(slot),
        DiskGeometry.PAGE_BYTES,
        area -> isHeaderOf(ExtentHeaderReader.read(area, disk.geometry(), slot), extent));
  }

  private static boolean isHeaderOf(PageOutcome<ExtentHeader> outcome, Extent extent) {
    return outcome instanceof PageOutcome.Found<ExtentHeader>(ExtentHeader header)
        && header.id().equals(extent.id())
        && header.bucketId() == extent.header().bucketId()
        && header.generation() == extent.header().generation();
  }

  private Optional<DamagedPage> footer(Extent extent) {
    return envelope(
        extent,
        Kind.FOOTER,
        disk.geometry().footerPosition(extent.header().slot()),
        disk.geometry().footerBytes(),
        area -> isFooterOf(FooterReader.read(area, disk.geometry()), extent));
  }

  private static boolean isFooterOf(PageOutcome<Footer> outcome, Extent extent) {
    return outcome instanceof PageOutcome.Found<Footer>(Footer footer)
        && footer.id().equals(extent.id())
        && footer.bucketId() == extent.header().bucketId()
        && footer.generation() == extent.header().generation()
        && footer.sealed().equals(extent.sealed());
  }

  private Optional<DamagedPage> envelope(
      Extent extent,
      Kind kind,
      long position,
      int lengthBytes,
      Function<UnsafeBuffer, Boolean> isSound) {
    ByteBuffer area = lengthBytes <= CHUNK_BYTES ? chunk : PageMemory.allocate(lengthBytes);
    try {
      disk.device().dropCached(position, lengthBytes);
      disk.device().read(position, area.clear().limit(lengthBytes));
      disk.health().succeeded();
    } catch (IOException failure) {
      disk.health().readFailed(extent.id(), failure);
      return Optional.of(DamagedPage.of(extent.id(), disk.id(), kind, 0));
    }
    return isSound.apply(new UnsafeBuffer(area, 0, lengthBytes))
        ? Optional.empty()
        : Optional.of(DamagedPage.of(extent.id(), disk.id(), kind, 0));
  }

  private static SealedExtent sealed(Extent extent) {
    @Nullable SealedExtent sealed = extent.sealed();
    if (sealed == null) {
      throw new IllegalStateException("extent " + extent.id() + " is not sealed");
    }
    return sealed;
  }
}
