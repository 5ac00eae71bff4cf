// The C types and their layout: see CType.swift.

/// A Linux architecture that Weft knows the ABI of. All are LP64 and little-endian.
public enum Target: String, CaseIterable, Sendable {
  case x86_64
  case aarch64
  case riscv64
}
