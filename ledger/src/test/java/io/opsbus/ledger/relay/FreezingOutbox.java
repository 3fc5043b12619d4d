package io.opsbus.ledger.relay;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** An outbox that answers nothing while somebody else holds the ice. */
record FreezingOutbox(Outbox real, Semaphore ice) implements Outbox {

    FreezingOutbox(Outbox real) {
        this(real, new Semaphore(1));
    }

    private static void thaw(Semaphore ice) {
        ice.acquireUninterruptibly();
        ice.release();
    }

    @Override
    public Optional<Turn> claim() throws SQLException {
        thaw(ice);
        return real.claim().map(turn -> new FreezingTurn(turn, ice));
    }

    private record FreezingTurn(Outbox.Turn real, Semaphore ice) implements Outbox.Turn {

        @Override
        public List<Outbox.Row> read(int max) throws SQLException {
            thaw(ice);
            return real.read(max);
        }

        @Override
        public void delete(List<Outbox.Row> rows) throws SQLException {
            thaw(ice);
            real.delete(rows);
        }

        @Override
        public Outbox.Backlog backlog() throws SQLException {
            thaw(ice);
            return real.backlog();
        }

        @Override
        public void close() {
            real.close();
        }
    }
}
