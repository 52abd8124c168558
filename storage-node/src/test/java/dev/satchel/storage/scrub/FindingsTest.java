package dev.satchel.storage.scrub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.storage.DamagedPage;
import dev.satchel.storage.DamagedPage.Kind;
import dev.satchel.storage.ExtentId;
import dev.satchel.storage.extent.SealedPages.Page;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FindingsTest {

  private static final ExtentId ID = new ExtentId(7);

  private final Findings findings = new Findings();

  @Test
  void damageIsNamedOnlyWhenAllOfItIsListed() {
    findings.add(ID, List.of(unreadable(3)));

    assertThat(findings.name(ID, 1)).isTrue();
    assertThat(findings.name(ID, 2)).isFalse();

    findings.add(ID, List.of(unreadable(4)));
    assertThat(findings.name(ID, 2)).isTrue();
  }

  @Test
  void damageOfWhichNotAllFitsTheListIsNamed() {
    List<DamagedPage> much = new ArrayList<>();
    for (int page = 0; page < 1001; page++) {
      much.add(unreadable(page));
    }
    findings.put(ID, much);

    assertThat(findings.count(ID)).isEqualTo(1000);
    assertThat(findings.name(ID, 1001)).isTrue();
  }

  @Test
  void headerAndFooterAreNoPageOfTheData() {
    findings.put(ID, List.of(damage(Kind.HEADER, 0), damage(Kind.FOOTER, 0), unreadable(1)));

    assertThat(findings.name(new Page(ID, 0))).isFalse();
    assertThat(findings.name(new Page(ID, 1))).isTrue();
    assertThat(findings.name(new Page(new ExtentId(8), 1))).isFalse();
  }

  private static DamagedPage unreadable(int page) {
    return damage(Kind.UNREADABLE, page);
  }

  private static DamagedPage damage(Kind kind, int page) {
    return DamagedPage.of(ID, "disk", kind, page);
  }
}
