@NullMarked
package io.opsbus.notifier.rpc.cms;

import org.jspecify.annotations.NullMarked;
