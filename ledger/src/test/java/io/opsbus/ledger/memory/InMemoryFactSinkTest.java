package io.opsbus.ledger.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.ledger.OutboxRecord;
import io.opsbus.ledger.Tally;
import io.opsbus.ledger.Tally.Counted;
import io.opsbus.ledger.relay.FactSink;
import io.opsbus.ledger.relay.FactSinkContract;
import java.util.List;
import org.junit.jupiter.api.Test;

class InMemoryFactSinkTest extends FactSinkContract {

    private final InMemoryFactSink sink = new InMemoryFactSink();

    @Override
    protected String topic() {
        return Tally.TOPIC;
    }

    @Override
    protected FactSink sink() {
        return sink;
    }

    @Override
    protected List<OutboxRecord> stored() {
        return sink.log();
    }

    @Test
    void whileAwayNothingIsAcknowledgedAndThenEverythingIs() {
        sink.setAway(true);
        var ack = sink.send(Tally.encode(new Counted("a", 1)));
        assertThat(ack).isNotDone();
        assertThat(sink.log()).isEmpty();

        sink.setAway(false);
        assertThat(ack).isCompleted();
        assertThat(sink.log()).hasSize(1);
    }
}
