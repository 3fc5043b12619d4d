package io.opsbus.standalone.elsewhere;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What an operator is told of a request that did not come through, with the way out. */
public final class Unreached {
    /** How long a service may take to answer. */
    public static final Duration PATIENCE = Duration.ofSeconds(30);

    private Unreached() {}

    /**
     * The sentence for it; what is a sentence already stays as it is.
     *
     * @param url of the service
     * @param away what is said where nobody listens
     */
    public static IOException of(IOException failed, String service, String url, String away) {
        return switch (failed) {
            case ConnectException refused -> new IOException(away, refused);
            case HttpTimeoutException late ->
                new IOException(
                        "The " + service + " has not answered within " + PATIENCE.toSeconds() + " s at " + url
                                + "; what was asked for may have been done all the same.",
                        late);
            case SSLException unsure -> new IOException(unsure(unsure, url), unsure);
            default -> failed;
        };
    }

    private static String unsure(SSLException why, String url) {
        String what = "What answers at " + url;
        if (isCausedBy(why, CertificateExpiredException.class)
                || isCausedBy(why, CertificateNotYetValidException.class)) {
            return what + " shows a certificate that is not for now: " + why.getMessage();
        }
        // an authority of the same name signs with another key
        if (isCausedBy(why, CertPathBuilderException.class) || isCausedBy(why, CertPathValidatorException.class)) {
            return what + " shows a certificate of an authority that is not known here: set " + Elsewhere.ENV_CA
                    + " to the PEM file of the right one (of a system of ./opsbus up: tls/ca.pem in its data folder).";
        }
        return isCausedBy(why, CertificateException.class)
                ? what + " shows a certificate that is not for that name: " + why.getMessage()
                : what + " does not speak TLS as it should: " + why.getMessage();
    }

    private static boolean isCausedBy(Throwable failure, Class<? extends Throwable> kind) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
