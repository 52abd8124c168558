package dev.satchel.client.cli;

import dev.satchel.cli.ExitCode;
import dev.satchel.cli.Passwords;
import dev.satchel.client.daemon.Daemon;
import dev.satchel.client.home.ClientHome;
import dev.satchel.client.home.DeviceConfig;
import dev.satchel.client.home.HomeLock;
import dev.satchel.client.remote.AccountApi;
import dev.satchel.client.remote.RemoteConfig;
import dev.satchel.contract.LoginAnswer;
import dev.satchel.contract.LoginRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code satchel login}. */
@Command(
    name = "login",
    description = "Makes this a device of your account, with a folder to sync.",
    mixinStandardHelpOptions = true)
final class LoginCommand extends ClientCommand {

  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--server", paramLabel = "URL", required = true, description = "The server.")
  private String server = "";

  @Option(names = "--email", paramLabel = "E", required = true, description = "The account.")
  private String email = "";

  @Option(
      names = "--password-file",
      paramLabel = "F",
      description = "Its first line is the password (default: asked for, or read from stdin).")
  private @Nullable Path passwordFile;

  @Option(
      names = "--device",
      paramLabel = "NAME",
      required = true,
      description = "What this device is to be called.")
  private String device = "";

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      required = true,
      description = "The folder to sync; made when it is not there.")
  private Path folder = Path.of("");

  LoginCommand(SatchelCommand satchel) {
    super(satchel);
  }

  @Override
  int run() throws IOException {
    URI address = address();
    requireOneLine(device);
    ClientHome home = home();
    if (home.signedIn()) {
      throw new RefusedForSafety(
          "a device is signed in at "
              + home.folder()
              + " already: `satchel logout` first, or name another --home");
    }
    Path synced = terminal().workingFolder().resolve(folder).normalize();
    boolean merges = FolderSafety.check(synced, home);
    String password = Passwords.read(terminal(), passwordFile, "Password of " + email);
    if (password.isEmpty()) {
      throw new IOException("the password is empty");
    }
    home.create();
    try (HomeLock _ = Daemon.take(home)) {
      Files.createDirectories(synced);
      signIn(home, address, password, synced.toRealPath());
    }
    say("signed in as " + email + ", device " + device + ", folder " + synced);
    if (merges) {
      say("the folder is not empty: its files will be merged with those on the server");
    }
    return ExitCode.DONE;
  }

  private void signIn(ClientHome home, URI address, String password, Path synced)
      throws IOException {
    try (AccountApi api = new AccountApi(RemoteConfig.of(address), null)) {
      LoginAnswer answer = api.login(new LoginRequest(email, password, device));
      home.signIn(
          new DeviceConfig(address, email, answer.deviceId(), device, synced), answer.token());
    }
  }

  private URI address() {
    String problem;
    try {
      URI address = URI.create(server);
      problem = RemoteConfig.problemOf(address);
      if (problem.isEmpty()) {
        return address;
      }
    } catch (IllegalArgumentException e) {
      problem = "the server's address cannot be read: " + e.getMessage();
    }
    throw wrongUsage(problem);
  }

  /** The name is shown on other devices, and becomes a part of file names. */
  private void requireOneLine(String name) {
    if (!name.equals(Wording.printable(name))) {
      throw wrongUsage("a device's name has no control characters: " + Wording.printable(name));
    }
  }

  private ParameterException wrongUsage(String problem) {
    if (spec == null) {
      throw new IllegalStateException(problem);
    }
    return new ParameterException(spec.commandLine(), problem);
  }
}
