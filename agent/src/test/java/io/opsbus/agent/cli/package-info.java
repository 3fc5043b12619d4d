@NullMarked
package io.opsbus.agent.cli;

import org.jspecify.annotations.NullMarked;
