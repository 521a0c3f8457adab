package dev.mizu.coordinator.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;
import dev.mizu.coordinator.settings.RegionVariables.RegionVariable;
import dev.mizu.sqlplanner.catalog.Feature;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The table of the region's variables holds together, and says what acts. */
class RegionVariablesTest {
    @Test
    void defaultsAreValuesAsTheyPrint() {
        assertThat(RegionVariables.all()).hasSizeGreaterThan(400);
        for (RegionVariable known : RegionVariables.all()) {
            Variable variable = known.variable();
            assertThat(variable.parse(List.of(variable.initial()))).as(variable.name()).isEqualTo(variable.initial());
            assertThat(RegionVariables.find(variable.name().toUpperCase(java.util.Locale.ROOT))).contains(known);
            assertThat(SessionVariables.find(variable.name())).as(variable.name()).isEmpty();
            assertThat(variable.doc()).isNotBlank();
        }
    }

    @Test
    void whatDoesNotActRefusesAllButItsDefault() {
        for (RegionVariable known : RegionVariables.all()) {
            Variable variable = known.variable();
            if (variable.kind() instanceof Variable.Kind.Unbuilt(Variable.Kind.Bool b)) {
                String other = variable.initial().equals("on") ? "off" : "on";
                assertThatThrownBy(() -> variable.parse(List.of(other)))
                        .isInstanceOfSatisfying(SqlException.class, e ->
                                assertThat(e.error().code()).isEqualTo(SqlState.FEATURE_NOT_SUPPORTED))
                        .hasMessageContaining(variable.name());
            }
        }
        for (Feature feature : Feature.values()) {
            Variable variable = RegionVariables.find(feature.variable()).orElseThrow().variable();
            assertThat(variable.initial()).isEqualTo("off");
            assertThat(variable.parse(List.of("TRUE"))).isEqualTo("on");
            assertThatThrownBy(() -> variable.parse(List.of("maybe"))).isInstanceOfSatisfying(SqlException.class,
                    e -> assertThat(e.error().code()).isEqualTo(SqlState.INVALID_PARAMETER_VALUE));
        }
    }

    @Test
    void whatIsInternalOrUnsafeIsForTheSystemAlone() {
        assertThat(RegionVariables.find("max_tables").orElseThrow().visible(false)).isTrue();
        assertThat(RegionVariables.find("enable_mz_notices").orElseThrow().visible(false)).isTrue();
        for (String name : List.of("persist_fast_path_limit", Feature.TABLE_KEYS.variable())) {
            assertThat(RegionVariables.find(name).orElseThrow().visible(false)).as(name).isFalse();
            assertThat(RegionVariables.find(name).orElseThrow().visible(true)).as(name).isTrue();
        }
    }
}
