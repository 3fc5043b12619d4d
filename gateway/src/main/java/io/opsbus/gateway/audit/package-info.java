/** What is recorded of every call: who, what, on which resources, with what outcome. */
@NullMarked
package io.opsbus.gateway.audit;

import org.jspecify.annotations.NullMarked;
