package io.opsbus.notifier.rpc.cms.delivery;

import io.opsbus.notifier.dispatch.Parking;
import io.opsbus.notifier.history.PastEvents;
import io.opsbus.notifier.journal.Journal;
import io.opsbus.notifier.rpc.cms.Turns;
import io.opsbus.notifier.rpc.target.AnswerHeads;
import io.opsbus.notifier.rule.AccountTargets;

/**
 * What Actions on deliveries work with.
 *
 * @param journal attempts of the last days
 * @param past knows which events were of a resource
 * @param parking what waits
 * @param heads whether the caller is told what receivers said
 * @param turns who may search
 */
public record DeliveryDesk(
        Journal journal, PastEvents past, Parking parking, AccountTargets targets, AnswerHeads heads, Turns turns) {}
