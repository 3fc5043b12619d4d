package io.opsbus.invocation.agentlink;

import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequestDecoder;

/**
 * Decodes requests whose line may have blanks in its target: the official agent escapes nothing in the {@code value} of a
 * refused file, and a file's name may have blanks (agent facts 10).
 */
final class RequestLines extends HttpRequestDecoder {
    private static final int LONGEST_LINE = 8192;
    private static final int LONGEST_HEADERS = 16_384;
    private static final int LONGEST_CHUNK = 16_384;

    RequestLines() {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(LONGEST_LINE)
                .setMaxHeaderSize(LONGEST_HEADERS)
                .setMaxChunkSize(LONGEST_CHUNK));
    }

    @Override
    protected HttpMessage createMessage(String[] line) throws Exception {
        int blank = line[2].lastIndexOf(' ');
        return super.createMessage(
                blank < 0
                        ? line
                        : new String[] {
                            line[0],
                            line[1] + "%20" + line[2].substring(0, blank).replace(" ", "%20"),
                            line[2].substring(blank + 1)
                        });
    }
}
