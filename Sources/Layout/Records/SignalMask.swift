// The kernel's signal set as a field of other records.

/// The kernel's signal set where another record holds one: 64 signals, bit `n - 1` for signal `n`.
///
/// The exported headers of x86_64 declare it as an integer, those of the other architectures as a record of one; in
/// memory it is the same.
public struct SignalMask: FieldValue, Hashable, ExpressibleByIntegerLiteral {
  /// The set: bit `n - 1` stands for signal `n`.
  public var rawValue: UInt64

  /// Makes a set from its bits.
  public init(_ rawValue: UInt64) { self.rawValue = rawValue }

  /// Makes a set from its bits.
  public init(integerLiteral value: UInt64) { rawValue = value }

  /// The C type on `target`.
  public static func type(on target: Target) -> CType {
    target == .x86_64
      ? .alias(name: "sigset_t", of: .scalar(.unsignedLong), alignment: nil) : Kernel.Sigset.type(on: target)
  }

  /// Reads a set.
  public init(reading bytes: ArraySlice<UInt8>, on target: Target) { rawValue = UInt64(reading: bytes, on: target) }

  /// Writes a set.
  public func write(to bytes: inout ArraySlice<UInt8>, on target: Target) { rawValue.write(to: &bytes, on: target) }
}
