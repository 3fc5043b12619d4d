package io.opsbus.notifier.wiring.settings;

import io.opsbus.notifier.rpc.target.AnswerHeads;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What accounts may hear and do about their own deliveries.
 *
 * @param answers which answers of receivers they are told
 */
public record Accounts(@DefaultValue("public") AnswerHeads.Told answers) {}
