package dev.satchel.frontend.files;

import dev.satchel.contract.BlockHash;
import dev.satchel.contract.Entry;
import dev.satchel.contract.Kind;
import dev.satchel.contract.ProblemCode;
import dev.satchel.frontend.api.Endpoint;
import dev.satchel.frontend.blocks.BlockReader;
import dev.satchel.frontend.http.BodyWriter;
import dev.satchel.frontend.http.ByteRange;
import dev.satchel.frontend.http.EntityTag;
import dev.satchel.frontend.http.Payload;
import dev.satchel.frontend.http.ProblemException;
import dev.satchel.frontend.http.Request;
import dev.satchel.frontend.http.Response;
import dev.satchel.frontend.http.ResponseBody;
import dev.satchel.metadata.Caller;
import dev.satchel.metadata.Trees;
import java.util.List;
import java.util.Optional;

/**
 * {@code GET /files}: a file put together from its blocks, one after the other at the speed of the
 * reader; and {@code HEAD /files}.
 */
public final class FileEndpoint implements Endpoint.SignedIn {
  private static final String WRONG_SIZE =
      "The file's blocks do not add up to its size: only another version of it can be read.";

  private final Trees trees;
  private final BlockReader reader;
  private final boolean withBody;

  /**
   * The endpoint.
   *
   * @param withBody false for HEAD
   */
  public FileEndpoint(Trees trees, BlockReader reader, boolean withBody) {
    this.trees = trees;
    this.reader = reader;
    this.withBody = withBody;
  }

  @Override
  public Response answer(Request request, Caller caller) {
    Entry file = file(request, caller);
    EntityTag tag = new EntityTag(file.rev());
    if (tag.isAmong(request.header("if-none-match"))) {
      return tag.on(Response.empty(304));
    }
    ByteRange range = range(request, file, tag);
    Response response = Response.octets(range.status(), body(file, range));
    String name = file.path().substring(file.path().lastIndexOf('/') + 1);
    return tag.on(range.on(response))
        .with("content-disposition", ContentDisposition.attachment(name))
        .with("x-content-type-options", "nosniff");
  }

  private Entry file(Request request, Caller caller) {
    String path = request.query().required("path");
    String rev = request.query().text("rev").orElse(null);
    Entry entry =
        trees
            .entry(caller, path, rev)
            .orElseThrow(() -> new ProblemException(ProblemCode.NOT_FOUND, "No such file."));
    if (entry.kind() != Kind.FILE) {
      throw new ProblemException(ProblemCode.INVALID, "Only a file has bytes.");
    }
    return entry;
  }

  /** A range counts only while the file is still the one that {@code If-Range} names. */
  private static ByteRange range(Request request, Entry file, EntityTag tag) {
    Optional<String> condition = request.header("if-range");
    boolean same = condition.isEmpty() || condition.get().equals(tag.text());
    return same ? ByteRange.of(request.header("range"), file.size()) : ByteRange.whole(file.size());
  }

  private ResponseBody body(Entry file, ByteRange range) {
    List<BlockHash> blocks = file.blockList() == null ? List.of() : file.blockList();
    if (!withBody || range.lengthBytes() == 0) {
      return new ResponseBody.None(range.lengthBytes());
    }
    List<FileSlices.Slice> slices =
        FileSlices.of(blocks, range, reader::lengthOf)
            .orElseThrow(() -> new ProblemException(ProblemCode.INVALID, WRONG_SIZE));
    // Read before the first header goes out, so that a store that is down is still a clean answer.
    Payload first = read(slices.getFirst());
    return new ResponseBody.Streamed(range.lengthBytes(), out -> write(first, slices, out));
  }

  private void write(Payload first, List<FileSlices.Slice> slices, BodyWriter out) {
    out.write(first);
    for (FileSlices.Slice slice : slices.subList(1, slices.size())) {
      out.write(read(slice));
    }
  }

  private Payload read(FileSlices.Slice slice) {
    return reader.read(slice.block()).slice(slice.offset(), slice.lengthBytes());
  }
}
