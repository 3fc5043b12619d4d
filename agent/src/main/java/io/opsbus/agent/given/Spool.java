package io.opsbus.agent.given;

import io.opsbus.agent.disk.OwnFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** An answer's body: in memory while it is short, in a file when it is longer, whole or not at all. */
final class Spool implements HttpResponse.BodySubscriber<Spool.Body> {
    private static final int IN_MEMORY = 256 * 1024;
    private static final long MOST = 256L << 20;

    private final Path file;
    private final CompletableFuture<Body> whole = new CompletableFuture<>();
    private ByteArrayOutputStream memory = new ByteArrayOutputStream();
    private @Nullable OutputStream disk;
    private Flow.@Nullable Subscription coming;
    private long length;
    private volatile long heard = System.nanoTime();

    /**
     * For one answer.
     *
     * @param file a path nothing is at
     */
    Spool(Path file) {
        this.file = file;
    }

    /** A body that is here. */
    record Body(ByteArrayOutputStream memory, @Nullable Path file) implements AutoCloseable {
        InputStream open() throws IOException {
            return file == null ? new ByteArrayInputStream(memory.toByteArray()) : Files.newInputStream(file);
        }

        /** The beginning of it, for people. */
        String beginning() throws IOException {
            try (InputStream in = open()) {
                return new String(in.readNBytes(IN_MEMORY), StandardCharsets.UTF_8);
            }
        }

        /** What cannot be deleted goes before the next one comes: the answer is here. */
        @Override
        public void close() {
            try {
                if (file != null) {
                    Files.deleteIfExists(file);
                }
            } catch (IOException open) {
                // on Windows while somebody else reads it
            }
        }
    }

    /** Whether nothing has come for so long. */
    boolean isSilent(Duration time) {
        return System.nanoTime() - heard > time.toNanos();
    }

    @Override
    public CompletionStage<Body> getBody() {
        return whole;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        heard = System.nanoTime();
        coming = subscription;
        subscription.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> parts) {
        heard = System.nanoTime();
        if (whole.isDone()) {
            return;
        }
        try {
            for (ByteBuffer part : parts) {
                write(part);
            }
        } catch (IOException full) {
            giveUp(full);
            return;
        }
        if (coming != null) {
            coming.request(1);
        }
    }

    private void write(ByteBuffer part) throws IOException {
        byte[] bytes = new byte[part.remaining()];
        part.get(bytes);
        length += bytes.length;
        if (length > MOST) {
            throw new IOException("an answer of more than " + (MOST >> 20) + " MiB");
        }
        if (disk == null && length > IN_MEMORY) {
            OwnFile.create(file);
            disk = Channels.newOutputStream(Files.newByteChannel(file, StandardOpenOption.WRITE));
            memory.writeTo(disk);
            memory = new ByteArrayOutputStream(0);
        }
        if (disk == null) {
            memory.writeBytes(bytes);
        } else {
            disk.write(bytes);
        }
    }

    private void giveUp(Throwable why) {
        if (coming != null) {
            coming.cancel();
        }
        onError(why);
    }

    @Override
    public void onError(Throwable failure) {
        try {
            if (disk != null) {
                disk.close();
                Files.deleteIfExists(file);
            }
        } catch (IOException open) {
            failure.addSuppressed(open);
        }
        whole.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        try {
            if (disk != null) {
                disk.close();
            }
            whole.complete(new Body(memory, disk == null ? null : file));
        } catch (IOException full) {
            onError(full);
        }
    }
}
