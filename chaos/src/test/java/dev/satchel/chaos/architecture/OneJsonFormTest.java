package dev.satchel.chaos.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.contract.BlockHash;
import io.avaje.jsonb.Jsonb;
import org.junit.jupiter.api.Test;

/** With the adapters of all modules on one class path, as in the programs. */
class OneJsonFormTest {

  @Test
  void noModuleMakesAFormOfItsOwnForABlockHash() {
    BlockHash hash = new BlockHash(1, 2, 3, 4);

    assertThat(Jsonb.instance().type(BlockHash.class).toJson(hash)).isEqualTo("\"" + hash + "\"");
  }

  @Test
  void noModuleHasAnAdapterOfAContractTypeButTheContract() throws Exception {
    var copies =
        getClass().getClassLoader().getResources("dev/satchel/contract/BlockHashJsonAdapter.class");

    assertThat(copies.hasMoreElements()).isFalse();
  }
}
