package dev.satchel.client.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.client.tree.Content;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One file, in sync; then something happens to it here and something there.
 *
 * <p>One thing at a time: a file that was moved and edited is moved first and planned for again.
 */
final class PlannerTableTest {

  private static final long ID = 7;
  private static final long ROOT = 1;

  /** What happens here, what happens there, and the changes that come of it. */
  private static final String TABLE =
      """
      none      | none      | Agree
      none      | touch     | UpdateHere
      none      | edit      | UpdateHere
      none      | same edit | UpdateHere
      none      | move      | MoveHere
      none      | same move | MoveHere
      none      | move edit | MoveHere
      none      | delete    | DeleteHere
      touch     | none      | UpdateThere
      touch     | touch     | UpdateHere
      touch     | edit      | UpdateHere
      touch     | same edit | UpdateHere
      touch     | move      | MoveHere
      touch     | same move | MoveHere
      touch     | move edit | MoveHere
      touch     | delete    | DeleteHere
      edit      | none      | UpdateThere
      edit      | touch     | UpdateThere
      edit      | edit      | Part
      edit      | same edit | Part
      edit      | move      | MoveHere
      edit      | same move | MoveHere
      edit      | move edit | MoveHere
      edit      | delete    | Forget
      same edit | none      | UpdateThere
      same edit | touch     | UpdateThere
      same edit | edit      | Part
      same edit | same edit | Agree
      same edit | move      | MoveHere
      same edit | same move | MoveHere
      same edit | move edit | MoveHere
      same edit | delete    | Forget
      move      | none      | MoveThere
      move      | touch     | MoveThere
      move      | edit      | MoveThere
      move      | same edit | MoveThere
      move      | move      | MoveHere
      move      | same move | MoveHere
      move      | move edit | MoveHere
      move      | delete    | Forget
      same move | none      | MoveThere
      same move | touch     | MoveThere
      same move | edit      | MoveThere
      same move | same edit | MoveThere
      same move | move      | MoveHere
      same move | same move | Agree
      same move | move edit | MoveHere
      same move | delete    | Forget
      move edit | none      | MoveThere
      move edit | touch     | MoveThere
      move edit | edit      | MoveThere
      move edit | same edit | MoveThere
      move edit | move      | MoveHere
      move edit | same move | MoveHere
      move edit | move edit | MoveHere
      move edit | delete    | Forget
      delete    | none      | DeleteThere
      delete    | touch     | DeleteThere
      delete    | edit      | Forget
      delete    | same edit | Forget
      delete    | move      | Forget
      delete    | same move | Forget
      delete    | move edit | Forget
      delete    | delete    | Agree
      """;

  static Stream<String[]> rows() {
    return TABLE
        .lines()
        .map(line -> Arrays.stream(line.split("\\|")).map(String::strip))
        .map(cells -> cells.toArray(String[]::new));
  }

  @ParameterizedTest(name = "{0} here, {1} there")
  @MethodSource("rows")
  void comesTo(String here, String there, String expected) {
    assertThat(plan(here, there)).isEqualTo(expected);
  }

  private static String plan(String here, String there) {
    World world = new World().all(ID, ROOT, "f", World.file(1, 1));
    switch (here) {
      case "none" -> {}
      case "delete" -> world.goneHere(ID);
      default -> world.here(ID, ROOT, name(here, "h"), content(here, 2));
    }
    switch (there) {
      case "none" -> {}
      case "delete" -> world.goneThere(ID);
      default -> world.there(ID, ROOT, name(there, "t"), content(there, 3));
    }
    List<Change> changes = world.plan(ID);
    return changes.stream().map(c -> c.getClass().getSimpleName()).collect(Collectors.joining(" "));
  }

  private static String name(String deed, String moved) {
    return deed.contains("same move") ? "same" : deed.contains("move") ? moved : "f";
  }

  private static Content content(String deed, int bytes) {
    if (deed.contains("same edit")) {
      return World.file(9, 9);
    }
    return World.file(
        deed.contains("edit") ? bytes : 1, deed.matches(".*(edit|touch).*") ? bytes : 1);
  }
}
