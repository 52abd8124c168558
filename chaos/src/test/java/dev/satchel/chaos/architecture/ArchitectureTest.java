package dev.satchel.chaos.architecture;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The rules hold for the product. */
final class ArchitectureTest {

  private static final String ROOT = "dev.satchel";
  private static final ImportOption NOT_PLANTED = location -> !location.contains("/planted/");

  private static final Architecture architecture = new Architecture(ROOT);
  private static JavaClasses product;

  @BeforeAll
  static void readTheClasses() {
    product = new ClassFileImporter().withImportOption(NOT_PLANTED).importPackages(ROOT);
  }

  @ParameterizedTest
  @EnumSource
  void arrowsPointDownOnly(Module module) {
    architecture.arrowsOf(module).check(product);
  }

  @ParameterizedTest
  @EnumSource
  void libraryStaysWhereItBelongs(Ban ban) {
    architecture.without(ban).check(product);
  }

  @Test
  void frontendKnowsNoExtents() {
    architecture.frontendKnowsNoExtents().check(product);
  }

  @Test
  void packagesAreFreeOfCycles() {
    architecture.packagesAreFreeOfCycles().check(product);
  }

  @Test
  void plansArePure() {
    architecture.plansArePure().check(product);
  }

  @Test
  void namesSaySomething() {
    architecture.namesSaySomething().check(product);
  }

  @Test
  void packagesAreNullMarked() {
    architecture.packagesAreNullMarked().check(product);
  }

  /** A module that is not on the class path would pass every rule. */
  @Test
  void everyModuleIsSeen() {
    Set<String> seen =
        product.stream().map(type -> type.getPackageName().split("\\.")[2]).collect(toSet());
    assertThat(seen)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Module.values()).map(Module::packageName).toList());
  }
}
