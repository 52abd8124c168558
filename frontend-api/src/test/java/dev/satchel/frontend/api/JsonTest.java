package dev.satchel.frontend.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.satchel.contract.ChangeKind;
import dev.satchel.contract.CommitBody;
import dev.satchel.frontend.http.ProblemException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTest {

  @Test
  void whatIsTakenIsRead() {
    CommitBody body =
        read("{'entries':[{'path':'/a','kind':'folder'},{'path':'/b','size':2}],'atomic':true}");
    assertThat(body.entries()).hasSize(2);
    assertThat(body.entries().getFirst().kind()).isEqualTo(ChangeKind.FOLDER);
    assertThat(body.entries().getLast().size()).isEqualTo(2);
    assertThat(body.atomic()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '|',
      value = {
        "[]; The body is not what is taken here.",
        "3; The body is not what is taken here.",
        "null; The body is not what is taken here.",
        "{'size':'five'}; The field 'size' is not what is taken here.",
        "{'size':1.5}; The field 'size' is not what is taken here.",
        "{'size':99999999999999999999}; The field 'size' is not what is taken here.",
        "{'executable':1}; The field 'executable' is not what is taken here.",
        "{'path':{}}; The field 'path' is not what is taken here.",
        "{'entries':3}; The field 'entries' is not what is taken here.",
        "{'entries':[3]}; The field 'entries' is not what is taken here.",
        "{'entries':[{'path':'/a'},3]}; The field 'entries' is not what is taken here.",
        "{'entries':[{'path':'/a','size':[]}]}; The field 'size' is not what is taken here.",
        "{'kind':'colour'}; The field 'kind' is not what is taken here: a kind is file, folder,"
            + " symlink, deleted or move.",
        "{'block_list':['ab']}; The field 'block_list' is not what is taken here: a block hash is"
            + " 64 lower-case hex digits.",
        "{'block_list':[null]}; The field 'block_list' is not what is taken here: a block hash is"
            + " not null.",
        "{'mtime':'today'}; The field 'mtime' is not what is taken here: a time is written as RFC"
            + " 3339.",
        "{'colour':'red'}; The field 'colour' is unknown.",
        "{'entries':[{'path':'/a'},{'colour':1}]}; The field 'colour' is unknown.",
      })
  void whatIsNotTakenIsNamedByItsField(String body, String detail) {
    assertThatThrownBy(() -> read(body))
        .isInstanceOf(ProblemException.class)
        .hasMessage(detail.replace('\'', '"'));
  }

  @Test
  void aLongNameOfAFieldIsCut() {
    assertThatThrownBy(() -> read("{'" + "x".repeat(1000) + "':1}"))
        .isInstanceOf(ProblemException.class)
        .hasMessage("The field \"" + "x".repeat(100) + "\" is unknown.");
  }

  private static CommitBody read(String text) {
    return Json.read(
        Json.type(CommitBody.class), text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}
