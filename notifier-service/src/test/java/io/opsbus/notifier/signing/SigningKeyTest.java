package io.opsbus.notifier.signing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SigningKeyTest {
    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** RFC 8032, 7.1, tests 1 to 3. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60, d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a, '', e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b
            4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb, 3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c, 72, 92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00
            c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7, fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025, af82, 6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a
            """)
    void signsAsTheStandardDoes(String seed, String publicKey, String message, String signature) {
        for (var bytes : new byte[][] {hex(seed), hex(seed + publicKey)}) {
            assertThat(Ed25519.of(bytes).orElseThrow().sign(hex(message))).isEqualTo(hex(signature));
        }
    }

    @Test
    void aKeyWithAnothersPublicKeyIsNone() throws GeneralSecurityException {
        var pairs = KeyPairGenerator.getInstance("Ed25519");
        var pair = pairs.generateKeyPair();
        var seed = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();
        var own = pair.getPublic().getEncoded();
        var strangers = pairs.generateKeyPair().getPublic().getEncoded();
        assertThat(Ed25519.of(behind(seed, own))).isPresent();
        assertThat(Ed25519.of(behind(seed, strangers))).isEmpty();
        assertThat(Ed25519.of(Arrays.copyOf(seed, 64))).isEmpty();

        var verifying = Signature.getInstance("Ed25519");
        verifying.initVerify(pair.getPublic());
        verifying.update("head.body".getBytes(UTF_8));
        var signed = Ed25519.of(seed).orElseThrow().sign("head.".getBytes(UTF_8), "body".getBytes(UTF_8));
        assertThat(verifying.verify(signed)).isTrue();
    }

    private static byte[] behind(byte[] seed, byte[] encoded) {
        var both = Arrays.copyOf(seed, 64);
        System.arraycopy(encoded, encoded.length - 32, both, 32, 32);
        return both;
    }

    @ParameterizedTest
    @ValueSource(ints = {24, 32, 64})
    void aSharedKeyHas24To64Bytes(int length) {
        assertThat(SigningKey.of("whsec_" + base64(new byte[length]))).get().isInstanceOf(SigningKey.Shared.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "whsec_",
                "whsk_",
                "whpk_11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=",
                "whsec_AAAA",
                "whsk_AAAA",
                "whsec_no base64",
                "whsk_no base64",
                "nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=",
                "whsk_nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2AA",
            })
    void anythingElseIsNoKey(String secret) {
        assertThat(SigningKey.of(secret)).isEmpty();
    }

    @Test
    void aLongerSharedKeyIsNone() {
        assertThat(SigningKey.of("whsec_" + base64(new byte[65]))).isEmpty();
        assertThat(SigningKey.of("whsec_" + base64(new byte[23]))).isEmpty();
    }
}
