package dev.satchel.storage.inspect;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What an inspection of one disk says, as it lies there at the time of the call. */
record Looks(Path disk) {

  Map<String, Object> overview() throws IOException {
    try (DiskInspection inspection = DiskInspection.open(disk)) {
      return inspection.overview().values();
    }
  }

  Map<String, Object> extent(long id) throws IOException {
    try (DiskInspection inspection = DiskInspection.open(disk)) {
      return inspection.extent(id).values();
    }
  }

  Map<String, Object> record(long position) throws IOException {
    try (DiskInspection inspection = DiskInspection.open(disk)) {
      return inspection.record(position).values();
    }
  }

  List<Map<String, Object>> damage() throws IOException {
    try (DiskInspection inspection = DiskInspection.open(disk)) {
      return list(inspection.damage().values(), "damage");
    }
  }

  @SuppressWarnings("unchecked")
  static List<Map<String, Object>> list(Map<String, Object> facts, String name) {
    return (List<Map<String, Object>>) facts.get(name);
  }
}
