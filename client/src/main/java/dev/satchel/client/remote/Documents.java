package dev.satchel.client.remote;

import dev.satchel.contract.Account;
import dev.satchel.contract.CheckAnswer;
import dev.satchel.contract.CheckRequest;
import dev.satchel.contract.CommitAnswer;
import dev.satchel.contract.CommitRequest;
import dev.satchel.contract.CommitResult;
import dev.satchel.contract.DeltaPage;
import dev.satchel.contract.DeviceList;
import dev.satchel.contract.Entry;
import dev.satchel.contract.ListPage;
import dev.satchel.contract.LoginAnswer;
import dev.satchel.contract.LoginRequest;
import dev.satchel.contract.NotifyAnswer;
import dev.satchel.contract.Problem;
import dev.satchel.contract.RestoreRequest;
import dev.satchel.contract.VersionList;
import io.avaje.json.JsonException;
import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;

/** The contract's documents, as JSON. */
final class Documents {

  private static final Jsonb JSON = Jsonb.builder().build();

  static final JsonType<Problem> PROBLEM = JSON.type(Problem.class);
  static final JsonType<LoginRequest> LOGIN_REQUEST = JSON.type(LoginRequest.class);
  static final JsonType<LoginAnswer> LOGIN_ANSWER = JSON.type(LoginAnswer.class);
  static final JsonType<DeviceList> DEVICES = JSON.type(DeviceList.class);
  static final JsonType<Account> ACCOUNT = JSON.type(Account.class);
  static final JsonType<CommitRequest> COMMIT_REQUEST = JSON.type(CommitRequest.class);
  static final JsonType<CommitAnswer> COMMIT_ANSWER = JSON.type(CommitAnswer.class);
  static final JsonType<CommitResult> COMMIT_RESULT = JSON.type(CommitResult.class);
  static final JsonType<DeltaPage> DELTA = JSON.type(DeltaPage.class);
  static final JsonType<NotifyAnswer> NOTIFY = JSON.type(NotifyAnswer.class);
  static final JsonType<VersionList> VERSIONS = JSON.type(VersionList.class);
  static final JsonType<RestoreRequest> RESTORE = JSON.type(RestoreRequest.class);
  static final JsonType<ListPage> LIST = JSON.type(ListPage.class);
  static final JsonType<Entry> ENTRY = JSON.type(Entry.class);
  static final JsonType<CheckRequest> CHECK_REQUEST = JSON.type(CheckRequest.class);
  static final JsonType<CheckAnswer> CHECK_ANSWER = JSON.type(CheckAnswer.class);

  private Documents() {}

  /** Reads an answer of ours; anything else is a broken answer. */
  static <T> T read(JsonType<T> type, byte[] body) throws ServerException {
    T value;
    try {
      value = type.fromJson(body);
    } catch (JsonException e) {
      throw new ServerException.BadAnswer(
          200, "the server's answer cannot be read: " + e.getMessage(), e);
    }
    if (value == null) {
      throw new ServerException.BadAnswer(200, "the server's answer is empty", null);
    }
    return value;
  }
}
