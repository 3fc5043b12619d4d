package io.opsbus.standalone.front;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/** Bytes one way. Reads no more than it can hand on: what a slow reader has not taken is left with whoever sends it. */
final class Flow {
    private final SocketChannel source;
    private final SocketChannel target;
    private ByteBuffer left;
    private boolean sourceEnded;
    private boolean targetEnded;

    /**
     * A flow.
     *
     * @param first goes before all else
     */
    Flow(SocketChannel source, SocketChannel target, ByteBuffer first) {
        this.source = source;
        this.target = target;
        this.left = first;
    }

    void move(ByteBuffer buffer) throws IOException {
        if (left.hasRemaining()) {
            target.write(left);
        }
        if (!left.hasRemaining() && !sourceEnded) {
            buffer.clear();
            int read = source.read(buffer);
            buffer.flip();
            sourceEnded = read < 0;
            target.write(buffer);
            left = ByteBuffer.allocate(buffer.remaining()).put(buffer).flip();
        }
        if (sourceEnded && !targetEnded && !left.hasRemaining()) {
            target.shutdownOutput();
            targetEnded = true;
        }
    }

    boolean isOver() {
        return targetEnded;
    }

    int wishOfSource() {
        return sourceEnded || left.hasRemaining() ? 0 : SelectionKey.OP_READ;
    }

    int wishOfTarget() {
        return left.hasRemaining() ? SelectionKey.OP_WRITE : 0;
    }
}
