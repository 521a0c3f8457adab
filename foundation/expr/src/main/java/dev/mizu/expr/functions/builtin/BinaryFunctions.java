package dev.mizu.expr.functions.builtin;

import static dev.mizu.expr.functions.FunctionBuilder.operator;
import static dev.mizu.expr.functions.FunctionBuilder.scalar;
import static dev.mizu.expr.functions.ParamType.*;

import dev.mizu.base.error.SqlState;
import dev.mizu.expr.EvalException;
import dev.mizu.expr.functions.FunctionDef;
import dev.mizu.expr.functions.ParamType;
import dev.mizu.expr.hash.Hashes;
import dev.mizu.expr.kernel.TextKernels;
import dev.mizu.expr.text.ByteEncodings;
import dev.mizu.repr.Datum;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Byte strings: lengths, bits, encodings, hashes; and the UUID that a hash gives. */
final class BinaryFunctions {
    static final List<FunctionDef> ALL = all();

    private BinaryFunctions() {}

    private static List<FunctionDef> all() {
        List<FunctionDef> defs = new ArrayList<>();
        lengths(defs);
        encodings(defs);
        digests(defs);
        hashes(defs);
        return List.copyOf(defs);
    }

    private static void lengths(List<FunctionDef> defs) {
        defs.add(operator("||").params(BYTEA, BYTEA).returns(BYTEA).fallible().doc("both byte strings, joined")
                .example("'\\xca'::bytea || '\\xfe'::bytea", "\\xcafe").eval(a -> joined(bytes(a[0]), bytes(a[1]))));
        for (String name : List.of("length", "octet_length")) {
            defs.add(scalar(name).params(BYTEA).returns(INT4).doc("number of bytes")
                    .example(name + "('\\x0102'::bytea)", "2")
                    .kernel((args, rows) -> TextKernels.sizes(args[0], rows))
                    .eval(a -> Datum.of(bytes(a[0]).length)));
        }
        defs.add(scalar("bit_length").params(BYTEA).returns(INT4).doc("number of bits")
                .example("bit_length('\\x0102'::bytea)", "16").eval(a -> Datum.of(bytes(a[0]).length * 8L)));
        defs.add(scalar("length").params(BYTEA, TEXT).returns(INT4).fallible()
                .doc("number of characters in an encoding").example("length('\\xc3a4'::bytea, 'UTF8')", "1")
                .eval(a -> Datum.of(decoded(bytes(a[0]), a[1].asText()).codePoints().count())));
        defs.add(scalar("bit_count").params(BYTEA).returns(INT8).doc("number of bits that are set")
                .example("bit_count('\\x0103'::bytea)", "3").eval(a -> {
                    long count = 0;
                    for (byte b : bytes(a[0])) {
                        count += Integer.bitCount(b & 0xff);
                    }
                    return Datum.of(count);
                }));
        defs.add(scalar("get_byte").params(BYTEA, INT4).returns(INT4).fallible().doc("a byte by its position from 0")
                .example("get_byte('\\x01ff'::bytea, 1)", "255").eval(a -> {
                    byte[] bytes = bytes(a[0]);
                    return Datum.of(bytes[place(a[1].asLong(), bytes.length)] & 0xff);
                }));
        defs.add(scalar("get_bit").params(BYTEA, INT4).returns(INT4).fallible()
                .doc("a bit by its position from 0, the lowest of a byte first")
                .example("get_bit('\\x80'::bytea, 7)", "1")
                .eval(a -> {
                    byte[] bytes = bytes(a[0]);
                    int place = place(a[1].asLong(), bytes.length * 8L);
                    return Datum.of(bytes[place / 8] >> (place % 8) & 1);
                }));
    }

    private static Datum joined(byte[] left, byte[] right) {
        if ((long) left.length + right.length > Errors.MAX_TEXT) {
            throw Errors.tooLarge();
        }
        byte[] both = Arrays.copyOf(left, left.length + right.length);
        System.arraycopy(right, 0, both, left.length, right.length);
        return new Datum.Bytes(both);
    }

    private static int place(long index, long size) {
        if (index < 0 || index >= size) {
            throw new EvalException("2202E", "index " + index + " out of valid range, 0.." + (size - 1));
        }
        return (int) index;
    }

    private static void encodings(List<FunctionDef> defs) {
        defs.add(scalar("encode").params(BYTEA, TEXT).returns(TEXT).fallible().doc("as base64, hex or escape text")
                .example("encode('\\x123400'::bytea, 'hex')", "123400")
                .eval(a -> Datum.of(TextFunctions.checked(ByteEncodings.encode(bytes(a[0]), a[1].asText())))));
        defs.add(scalar("decode").params(TEXT, TEXT).returns(BYTEA).fallible().doc("out of base64, hex or escape text")
                .example("decode('EjQ=', 'base64')", "\\x1234")
                .eval(a -> new Datum.Bytes(ByteEncodings.decode(a[0].asText(), a[1].asText()))));
        defs.add(scalar("convert_from").params(BYTEA, TEXT).returns(TEXT).fallible()
                .doc("the text that bytes in an encoding stand for")
                .example("convert_from('\\xc3a4'::bytea, 'UTF8')", "ä")
                .eval(a -> Datum.of(decoded(bytes(a[0]), a[1].asText()))));
    }

    private static String decoded(byte[] bytes, String encoding) {
        String name = encoding.toUpperCase(Locale.ROOT).replace("-", "").replace("_", "");
        if (!name.equals("UTF8")) {
            throw Errors.invalidParameter("invalid encoding name '" + encoding + '\'');
        }
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            if (text.indexOf('\0') >= 0) {
                throw new EvalException(SqlState.PROGRAM_LIMIT_EXCEEDED, "null character not permitted");
            }
            return text;
        } catch (CharacterCodingException e) {
            throw new EvalException("22021", "invalid byte sequence for encoding '" + encoding + '\'');
        }
    }

    private static void digests(List<FunctionDef> defs) {
        String hello = "5d41402abc4b2a76b9719d911017c592";
        for (ParamType type : List.of(TEXT, BYTEA)) {
            String literal = type == TEXT ? "'hello'" : "'\\x68656c6c6f'::bytea";
            defs.add(scalar("md5").params(type).returns(TEXT).doc("MD5 as hexadecimal text")
                    .example("md5(" + literal + ")", hello)
                    .eval(a -> Datum.of(HexFormat.of().formatHex(digest("MD5", bytes(a[0]))))));
            defs.add(scalar("digest").params(type, TEXT).returns(BYTEA).fallible()
                    .doc("hash by md5, sha1, sha224, sha256, sha384 or sha512")
                    .example("digest(" + literal + ", 'md5')", "\\x" + hello)
                    .eval(a -> new Datum.Bytes(digest(algorithm(a[1].asText()), bytes(a[0])))));
            defs.add(scalar("hmac").params(type, type, TEXT).returns(BYTEA).fallible()
                    .doc("keyed hash by md5, sha1, sha224, sha256, sha384 or sha512")
                    .example("substr(encode(hmac(" + literal + ", " + literal + ", 'md5'), 'hex'), 1, 8)", "a092156b")
                    .eval(a -> new Datum.Bytes(hmac(algorithm(a[2].asText()), bytes(a[1]), bytes(a[0])))));
        }
        sha(defs, "sha224", "SHA-224", "ea09ae9cc6768c50fcee903ed054556e5bfc8347907f12598aa24193");
        sha(defs, "sha256", "SHA-256", "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");
        sha(defs, "sha384", "SHA-384",
                "59e1748777448c69de6b800d7a33bbfb9ff1b463e44354c3553bcdb9c666fa90125a3c79f90397bd"
                + "f5f6a13de828684f");
        sha(defs, "sha512", "SHA-512",
                "9b71d224bd62f3785d96d46ad3ea3d73319bfbc2890caadae2dff72519673ca72323c3d99ba5c11d"
                + "7c7acc6e14b8c5da0c4663475c2e5c3adef46f73bcdec043");
    }

    private static void sha(List<FunctionDef> defs, String name, String algorithm, String hello) {
        defs.add(scalar(name).params(BYTEA).returns(BYTEA).doc(algorithm + " hash")
                .example(name + "('\\x68656c6c6f'::bytea)", "\\x" + hello)
                .eval(a -> new Datum.Bytes(digest(algorithm, bytes(a[0])))));
    }

    private static String algorithm(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "md5" -> "MD5";
            case "sha1" -> "SHA-1";
            case "sha224" -> "SHA-224";
            case "sha256" -> "SHA-256";
            case "sha384" -> "SHA-384";
            case "sha512" -> "SHA-512";
            default -> throw Errors.invalidParameter("invalid hash algorithm '" + name + '\'');
        };
    }

    private static byte[] digest(String algorithm, byte[] bytes) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + algorithm, e);
        }
    }

    private static byte[] hmac(String algorithm, byte[] key, byte[] bytes) {
        try {
            String name = "Hmac" + algorithm.replace("-", "");
            Mac mac = Mac.getInstance(name);
            // The JDK refuses the empty key, which by the definition is the same as one of zeros.
            mac.init(new SecretKeySpec(key.length == 0 ? new byte[1] : key, name));
            return mac.doFinal(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + algorithm, e);
        }
    }

    private static void hashes(List<FunctionDef> defs) {
        for (ParamType type : List.of(TEXT, BYTEA)) {
            String literal = type == TEXT ? "'to be or not to be'" : "'to be or not to be'::bytea";
            defs.add(scalar("crc32").in("mz_catalog").params(type).returns(UINT4).doc("CRC-32 (IEEE 802.3)")
                    .example("crc32(" + (type == TEXT ? "'hello'" : "'hello'::bytea") + ")", "907060870")
                    .eval(a -> Datum.of(Hashes.crc32(bytes(a[0])))));
            defs.add(scalar("kafka_murmur2").in("mz_catalog").params(type).returns(INT4)
                    .doc("the hash by which Kafka picks a partition")
                    .example("kafka_murmur2(" + (type == TEXT ? "'21'" : "'21'::bytea") + ")", "1173551340")
                    .eval(a -> Datum.of(Hashes.kafkaMurmur2(bytes(a[0])))));
            defs.add(scalar("seahash").in("mz_catalog").params(type).returns(UINT8).doc("SeaHash of 64 bits")
                    .example("seahash(" + literal + ")", "1988685042348123509")
                    .eval(a -> Datum.of(Hashes.seaHash(bytes(a[0])))));
            defs.add(scalar("constant_time_eq").in("mz_catalog").params(type, type).returns(BOOL)
                    .doc("equality in a time that does not tell where the values differ")
                    .example("constant_time_eq(" + literal + ", " + literal + ")", "t")
                    .eval(a -> Datum.of(MessageDigest.isEqual(bytes(a[0]), bytes(a[1])))));
        }
        defs.add(scalar("uuid_generate_v5").params(ParamType.UUID, TEXT).returns(ParamType.UUID)
                .doc("the UUID of a name in a namespace, by SHA-1")
                .example("uuid_generate_v5('6ba7b811-9dad-11d1-80b4-00c04fd430c8'::uuid, 'http://www.postgresql.org')",
                        "e1ee1ad4-cd4e-5889-962a-4f605a68d94e")
                .eval(a -> new Datum.UuidDatum(version5(((Datum.UuidDatum) a[0]).value(), a[1].asText()))));
    }

    private static UUID version5(UUID namespace, String name) {
        byte[] text = TextFunctions.utf8(name);
        ByteBuffer input = ByteBuffer.allocate(16 + text.length).putLong(namespace.getMostSignificantBits())
                .putLong(namespace.getLeastSignificantBits()).put(text);
        ByteBuffer hash = ByteBuffer.wrap(digest("SHA-1", input.array()));
        long high = hash.getLong() & ~0xf000L | 0x5000L;
        long low = hash.getLong() & 0x3fff_ffff_ffff_ffffL | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    /** The bytes of a byte string, or of a text in UTF-8. */
    private static byte[] bytes(Datum datum) {
        return datum instanceof Datum.Bytes bytes ? bytes.value() : TextFunctions.utf8(datum.asText());
    }
}
