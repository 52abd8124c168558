package dev.satchel.volume.cli;

import dev.satchel.cli.ExitCode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which server to ask, and with which token. */
record ServerAddress(URI url, String token) {

  private static final String URL_FILE = "server.url";
  private static final String TOKEN_FILE = "admin.token";
  private static final Set<String> SCHEMES = Set.of("http", "https");
  private static final int HIGHEST_PORT = 65_535;

  /** From a server's data folder, or from what the operator named. */
  static ServerAddress find(
      @Nullable Path data, @Nullable String server, @Nullable Path tokenFile) {
    if (server == null && data == null) {
      throw new CommandException(
          ExitCode.USAGE,
          "say which server: --data DIR (on its machine), or --server URL --token-file F");
    }
    if (server != null && tokenFile == null && data == null) {
      throw new CommandException(ExitCode.USAGE, "--server needs --token-file F");
    }
    Path folder = data == null ? Path.of("") : data;
    String url = server != null ? server : read(folder.resolve(URL_FILE), ExitCode.UNREACHABLE);
    Path token = tokenFile != null ? tokenFile : folder.resolve(TOKEN_FILE);
    return new ServerAddress(parse(url), token(token));
  }

  /** One word of what a header can carry. */
  private static String token(Path file) {
    String token = read(file, ExitCode.REFUSED);
    if (token.isEmpty() || !token.chars().allMatch(each -> each > ' ' && each <= '~')) {
      throw new CommandException(ExitCode.REFUSED, file + " holds no token");
    }
    return token;
  }

  private static URI parse(String url) {
    try {
      URI uri = URI.create(url);
      if (uri.getHost() != null
          && SCHEMES.contains(String.valueOf(uri.getScheme()))
          && uri.getPort() <= HIGHEST_PORT) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      throw notAnAddress(url);
    }
    throw notAnAddress(url);
  }

  private static CommandException notAnAddress(String url) {
    return new CommandException(
        ExitCode.USAGE, "'" + url + "' is not a server's address, such as http://127.0.0.1:8420");
  }

  private static String read(Path file, int exitCode) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new CommandException(
          exitCode, "cannot read " + file + ": is the server's folder right, and did it start?");
    }
  }
}
