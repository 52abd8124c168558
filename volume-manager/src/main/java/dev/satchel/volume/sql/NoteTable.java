package dev.satchel.volume.sql;

import dev.satchel.volume.model.Note;
import java.util.Optional;

/** What the leading manager has to say to writers, operators and nodes, by subject. */
public final class NoteTable {

  /** Why no volume can be opened. */
  public static final String OPENING = "opening";

  /** Since when the scrub is to stand still; absent when it is not. */
  public static final String SCRUB_PAUSED = "scrub-paused";

  /** How many bytes a second the scrub of a node may read; absent when nobody said. */
  public static final String SCRUB_RATE = "scrub-rate";

  private final CellDatabase database;

  NoteTable(CellDatabase database) {
    this.database = database;
  }

  public Optional<Note> find(String name) {
    return database.read(handle ->
        handle
            .createQuery("SELECT code, text FROM notes WHERE name = ?")
            .bind(0, name)
            .map((row, context) -> new Note(row.getString(1), row.getString(2)))
            .findOne());
  }

  public void put(long epoch, String name, Note note) {
    database.writeAsManager(
        epoch,
        handle ->
            handle.execute(
                "INSERT INTO notes (name, code, text) VALUES (?, ?, ?) ON CONFLICT (name) DO"
                    + " UPDATE SET code = excluded.code, text = excluded.text",
                name,
                note.code(),
                note.text()));
  }

  public void remove(long epoch, String name) {
    database.writeAsManager(
        epoch, handle -> handle.execute("DELETE FROM notes WHERE name = ?", name));
  }
}
