package io.opsbus.notifier.dispatch;

import io.opsbus.notifier.delivery.Delivery;
import io.opsbus.notifier.delivery.DeliveryState;
import java.util.List;

/** Where deliveries end that could not be made ({@code notifier.dlq}). */
public interface DeadLetters {
    /** A delivery that is over, and how. */
    record Letter(Delivery delivery, DeliveryState.DeadLettered state, String lastOutcome) {}

    /** Returns when every letter is durable. Throws when that cannot be known; writing again may then write twice, never lose. */
    void write(List<Letter> letters);
}
