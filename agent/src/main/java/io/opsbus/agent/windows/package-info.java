/** What Windows alone has: batch files and their code page, job objects, the registry. */
@NullMarked
package io.opsbus.agent.windows;

import org.jspecify.annotations.NullMarked;
