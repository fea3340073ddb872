"""Writes a Java agent that does nothing: `noop_agent.py OUT.jar`. No compiler needed."""

import struct
import sys
import zipfile

u2 = struct.Struct(">H").pack
u4 = struct.Struct(">I").pack


def utf8(text: str) -> bytes:
    return b"\x01" + u2(len(text)) + text.encode()


def class_ref(index: int) -> bytes:
    return b"\x07" + u2(index)


def noop_class() -> bytes:
    """public class NoopAgent { public static void premain(String args) {} }"""
    pool = [
        class_ref(2),
        utf8("NoopAgent"),
        class_ref(4),
        utf8("java/lang/Object"),
        utf8("premain"),
        utf8("(Ljava/lang/String;)V"),
        utf8("Code"),
    ]
    code = u2(0) + u2(1) + u4(1) + b"\xb1" + u2(0) + u2(0)  # no stack, one local, `return`
    method = u2(0x0009) + u2(5) + u2(6) + u2(1) + u2(7) + u4(len(code)) + code
    return (
        b"\xca\xfe\xba\xbe" + u2(0) + u2(52)  # the class format of Java 8
        + u2(len(pool) + 1) + b"".join(pool)
        + u2(0x0021) + u2(1) + u2(3)
        + u2(0) + u2(0)  # no interfaces, no fields
        + u2(1) + method
        + u2(0)
    )


if __name__ == "__main__":
    with zipfile.ZipFile(sys.argv[1], "w") as jar:
        jar.writestr("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\r\nPremain-Class: NoopAgent\r\n\r\n")
        jar.writestr("NoopAgent.class", noop_class())
