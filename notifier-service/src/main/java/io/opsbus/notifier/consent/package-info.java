/** Whether the receiver of a webhook has consented to be sent anything (CloudEvents, HTTP 1.1 Web Hooks for Event Delivery 1.0.2, 4). */
@NullMarked
package io.opsbus.notifier.consent;

import org.jspecify.annotations.NullMarked;
