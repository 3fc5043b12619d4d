/** The words of the three levels of status and of what goes wrong, as tables (guide 2.1, tables 2-2, 2-3 and 2-4). */
@NullMarked
package io.opsbus.invocation.status;

import org.jspecify.annotations.NullMarked;
