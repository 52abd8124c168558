package dev.satchel.client.home;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/** The folder where the client keeps what it knows: {@code ~/.satchel} unless told otherwise. */
public record ClientHome(Path folder) {

  /** Makes the path absolute. */
  public ClientHome {
    folder = folder.toAbsolutePath().normalize();
  }

  /** The three trees and what is pending. */
  public Path database() {
    return folder.resolve("satchel.db");
  }

  /** Logs of the daemon and of passes. */
  public Path logs() {
    return folder.resolve("logs");
  }

  /** Where the daemon is spoken to. */
  public Path socket() {
    return SocketPlace.in(folder);
  }

  /** Makes room for a socket at {@link #socket}, where nobody else could have put one. */
  public void prepareSocket() throws IOException {
    Path place = socket().getParent();
    if (place != null && !place.equals(folder)) {
      PrivateFiles.createFolder(place);
      PrivateFiles.requireOwn(place);
    }
    Files.deleteIfExists(socket());
  }

  /** What the last engine here left to be said; empty after one that did not end well. */
  public Optional<String> lastWords() throws IOException {
    try {
      return Optional.of(Files.readString(lastWordsFile()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Keeps what an engine that ends leaves to be said. */
  public void keepLastWords(String words) throws IOException {
    PrivateFiles.write(lastWordsFile(), words);
  }

  /** To be called when an engine begins: what the one before it said is history. */
  public void forgetLastWords() throws IOException {
    Files.deleteIfExists(lastWordsFile());
  }

  private Path lastWordsFile() {
    return folder.resolve("status.json");
  }

  private Path configFile() {
    return folder.resolve("config.properties");
  }

  private Path tokenFile() {
    return folder.resolve("device.token");
  }

  /** Whether a device is signed in here. */
  public boolean signedIn() {
    return Files.exists(configFile()) || Files.exists(tokenFile());
  }

  /**
   * Who this device is.
   *
   * @throws NotSignedInException if it is nobody
   */
  public DeviceConfig config() throws IOException {
    Properties properties = new Properties();
    try (BufferedReader reader = Files.newBufferedReader(configFile())) {
      properties.load(reader);
    } catch (NoSuchFileException e) {
      throw missing(configFile());
    } catch (IllegalArgumentException | CharacterCodingException e) {
      throw new IOException(
          configFile()
              + " cannot be read ("
              + e.getMessage()
              + "): mend it, or remove it and go on with `satchel logout` and `satchel login`",
          e);
    }
    return DeviceConfig.of(properties, configFile());
  }

  /**
   * The device's token.
   *
   * @throws NotSignedInException if there is none
   */
  public String token() throws IOException {
    try {
      return Files.readString(tokenFile()).strip();
    } catch (NoSuchFileException e) {
      throw missing(tokenFile());
    }
  }

  /** A sign-in that a crash cut short, or a file that was removed, leaves one of the two. */
  private NotSignedInException missing(Path file) {
    return signedIn() ? NotSignedInException.without(file) : new NotSignedInException(folder);
  }

  /** Makes the folder, for the owner's eyes only. */
  public void create() throws IOException {
    PrivateFiles.createFolder(folder);
    PrivateFiles.createFolder(logs());
  }

  /** Keeps who this device is; the token last, because with it the device is signed in. */
  public void signIn(DeviceConfig config, String token) throws IOException {
    StringWriter text = new StringWriter();
    config.toProperties().store(text, null);
    PrivateFiles.write(configFile(), text.toString());
    PrivateFiles.write(tokenFile(), token + "\n");
  }

  /** Forgets the device and all it knew; the synced folder is not touched. */
  public void signOut() throws IOException {
    Files.deleteIfExists(tokenFile());
    for (String suffix : new String[] {"", "-wal", "-shm", "-journal"}) {
      Files.deleteIfExists(folder.resolve(database().getFileName() + suffix));
    }
    forgetLastWords();
    Files.deleteIfExists(configFile());
  }

  /** Takes the lock that the one engine of this home holds; empty when somebody has it. */
  public Optional<HomeLock> lock() throws IOException {
    return HomeLock.tryTake(folder.resolve("engine.lock"));
  }

  /** The process that holds the lock, if it wrote who it is. */
  public Optional<Long> lockHolder() throws IOException {
    return HomeLock.holder(folder.resolve("engine.lock"));
  }
}
