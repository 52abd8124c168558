package dev.satchel.frontend.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Facts for people: a line for each value, a table for each list. */
final class FactsPrinter {

  private static final String NOTHING = "-";

  private FactsPrinter() {}

  static void print(Map<String, Object> facts, PrintWriter out) {
    int width = facts.keySet().stream().mapToInt(String::length).max().orElse(0);
    facts.forEach((name, value) -> {
      if (!(value instanceof List<?>)) {
        out.println(padded(name, width) + "  " + value);
      }
    });
    facts.forEach((name, value) -> {
      if (value instanceof List<?> list) {
        out.println();
        out.println(name + (list.isEmpty() ? ": none" : ":"));
        printTable(list, out);
      }
    });
  }

  private static void printTable(List<?> list, PrintWriter out) {
    List<Map<?, ?>> rows = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>();
    for (Object each : list) {
      Map<?, ?> row = (Map<?, ?>) each;
      rows.add(row);
      row.keySet().forEach(name -> names.add(String.valueOf(name)));
    }
    if (rows.isEmpty()) {
      return;
    }
    int[] widths = names.stream().mapToInt(name -> width(name, rows)).toArray();
    out.println(line(List.copyOf(names), widths));
    for (Map<?, ?> row : rows) {
      out.println(line(names.stream().map(name -> cell(row, name)).toList(), widths));
    }
  }

  private static int width(String name, List<Map<?, ?>> rows) {
    int widest = rows.stream().mapToInt(row -> cell(row, name).length()).max().orElse(0);
    return Math.max(name.length(), widest);
  }

  private static String cell(Map<?, ?> row, String name) {
    Object value = row.get(name);
    return value == null ? NOTHING : value.toString();
  }

  private static String line(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      line.append("  ").append(padded(cells.get(i), widths[i]));
    }
    return line.toString().stripTrailing();
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(width - text.length());
  }
}
