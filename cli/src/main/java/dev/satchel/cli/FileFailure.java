package dev.satchel.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** What went wrong with a file, in words: the JDK often names the file alone. */
public final class FileFailure {

  private FileFailure() {}

  /** One sentence. */
  public static String describe(IOException failure) {
    return switch (failure) {
      case NoSuchFileException e -> "there is no " + e.getFile();
      case AccessDeniedException e -> "permission denied: " + e.getFile();
      case FileAlreadyExistsException e -> e.getFile() + " is there already, and is no folder";
      case FileSystemException e when e.getReason() == null ->
          e.getFile() + ": " + e.getClass().getSimpleName();
      case CharacterCodingException e -> "a file that is to be text is not UTF-8";
      default -> failure.getMessage() == null ? failure.toString() : failure.getMessage();
    };
  }
}
