/** The two ways of paging (contract 1.8): by page number and by token. */
@NullMarked
package io.opsbus.rpc.page;

import org.jspecify.annotations.NullMarked;
