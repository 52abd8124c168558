package dev.satchel.storage.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiskSpecTest {

  @ParameterizedTest
  @CsvSource({
    "/dev/sdb,          /dev/sdb,       0",
    "/srv/d0:64M,       /srv/d0,        67108864",
    "/srv/d0:10G,       /srv/d0,        10737418240",
    "d:4T,              d,              4398046511104",
    "/srv/d0:1048576,   /srv/d0,        1048576",
    "/srv/a:b/d0:512K,  /srv/a:b/d0,    524288",
    "/srv/a:b,          /srv/a:b,       0",
    "/dev/disk/by-path/pci-0000:00:1f.2-ata-1, /dev/disk/by-path/pci-0000:00:1f.2-ata-1, 0",
  })
  void pathAndSize(String text, String path, long sizeBytes) {
    assertThat(DiskSpec.parse(text)).isEqualTo(new DiskSpec(Path.of(path), sizeBytes, false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "d:0", "d:0G", "d:99999999999T"})
  void nonsenseIsRefused(String text) {
    assertThatThrownBy(() -> DiskSpec.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"d:64MB", "d:64MiB", "d:64m", "d:6.4G", "d:-5M", "d:64X", "d:", ":64M"})
  void whatWasMeantAsASizeIsNotTakenForAPath(String text) {
    assertThatThrownBy(() -> DiskSpec.parse(text))
        .hasMessageContaining("'" + text + "'")
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void thinDisksSayThatTheyAre() {
    assertThat(DiskSpec.thin(Path.of("d"), 5).thin()).isTrue();
  }
}
