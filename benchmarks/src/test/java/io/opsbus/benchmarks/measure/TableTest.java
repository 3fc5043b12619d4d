package io.opsbus.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void namesStandToTheLeftAndFiguresToTheRight() {
        var table = new Table("system", "us");
        table.row("floor", "8.1");
        table.row("notifier", "112.0");

        assertThat(table.toString().lines()).containsExactly("system       us", "floor       8.1", "notifier  112.0");
    }
}
