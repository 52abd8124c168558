package dev.satchel.chaos.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules can fail: each finds the fault that was planted for it, and that one alone. */
final class PlantedFaultsTest {

  private static final String ROOT = "dev.satchel.chaos.architecture.planted";

  private static final Architecture architecture = new Architecture(ROOT);
  private static JavaClasses planted;

  @BeforeAll
  static void readTheClasses() {
    planted = new ClassFileImporter().importPackages(ROOT);
  }

  @ParameterizedTest
  @CsvSource({"CONTRACT, Upward", "CLIENT, Sideways", "VOLUME, Bucket"})
  void wrongArrowIsFound(Module module, String culprit) {
    assertFinds(architecture.arrowsOf(module), culprit);
  }

  @ParameterizedTest
  @CsvSource({"SQL, Page", "NETTY, Journal", "HTTP, Slot", "FILES_AND_NETWORK, Parity"})
  void forbiddenLibraryIsFound(Ban ban, String culprit) {
    assertFinds(architecture.without(ban), culprit);
  }

  @Test
  void extentInTheFrontendIsFound() {
    assertFinds(architecture.frontendKnowsNoExtents(), "Locator");
  }

  @Test
  void cycleOfPackagesIsFound() {
    assertFinds(architecture.packagesAreFreeOfCycles(), "volume.reader");
  }

  @Test
  void planThatReadsTheClockIsFound() {
    assertFinds(architecture.plansArePure(), "RepairPlan");
  }

  @Test
  void emptyNameIsFound() {
    assertFinds(architecture.namesSaySomething(), "PathUtils");
  }

  @Test
  void packageWithoutNullMarkIsFound() {
    assertFinds(architecture.packagesAreNullMarked(), "Unmarked");
  }

  @ParameterizedTest
  @CsvSource({"ERASURE", "STORAGE", "METADATA", "FRONTEND", "JMH"})
  void allowedArrowPasses(Module module) {
    assertThat(architecture.arrowsOf(module).evaluate(planted).hasViolation()).isFalse();
  }

  private static void assertFinds(ArchRule rule, String culprit) {
    assertThat(rule.evaluate(planted).getFailureReport().getDetails())
        .isNotEmpty()
        .allMatch(detail -> detail.contains(culprit));
  }
}
