package dev.satchel.client.home;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who this device is: the content of {@code config.properties}.
 *
 * @param server the server's address
 * @param deviceId as the server knows it
 * @param folder what is kept in sync
 */
public record DeviceConfig(
    URI server, String email, String deviceId, String deviceName, Path folder) {

  private static final String SERVER = "server";
  private static final String EMAIL = "email";
  private static final String DEVICE_ID = "device-id";
  private static final String DEVICE = "device";
  private static final String FOLDER = "folder";
  private static final List<String> KEYS = List.of(SERVER, EMAIL, DEVICE_ID, DEVICE, FOLDER);

  Properties toProperties() {
    Properties properties = new Properties();
    properties.setProperty(SERVER, server.toString());
    properties.setProperty(EMAIL, email);
    properties.setProperty(DEVICE_ID, deviceId);
    properties.setProperty(DEVICE, deviceName);
    properties.setProperty(FOLDER, folder.toString());
    return properties;
  }

  /**
   * Reads what {@link #toProperties} made.
   *
   * @throws IOException naming every key that is missing or unknown
   */
  static DeviceConfig of(Properties properties, Path file) throws IOException {
    List<String> problems = new ArrayList<>();
    for (String key : KEYS) {
      if (properties.getProperty(key, "").isBlank()) {
        problems.add(key + " is missing");
      }
    }
    Set<String> unknown = new TreeSet<>(properties.stringPropertyNames());
    KEYS.forEach(unknown::remove);
    unknown.forEach(key -> problems.add(key + " is not a key"));
    if (!problems.isEmpty()) {
      throw new IOException(file + ": " + String.join(", ", problems));
    }
    try {
      return new DeviceConfig(
          URI.create(properties.getProperty(SERVER)),
          properties.getProperty(EMAIL),
          properties.getProperty(DEVICE_ID),
          properties.getProperty(DEVICE),
          Path.of(properties.getProperty(FOLDER)));
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }
}
