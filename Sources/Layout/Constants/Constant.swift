// A constant of the kernel's or libc's headers: its value on each target that has it.
//
//     Constants.kernel.sigaction.SA_RESTART.value(on: .x86_64)     // 0x1000_0000
//     (Constants.kernel.open.O_DIRECT | Constants.kernel.open.O_CLOEXEC).bits(on: .aarch64)

/// A constant: its value on each target that has it, exact from the least `long` to the greatest `unsigned long`.
public struct Constant: Sendable, Hashable {
  // The values as 64-bit patterns, and which of them exist and which are negative: 32 bytes without a pointer, of which
  // thousands are made at once.
  private let x86_64: UInt64
  private let aarch64: UInt64
  private let riscv64: UInt64
  private let present: TargetSet
  private let negative: TargetSet

  // Inlined into thousands of properties, these would cost the release build minutes.

  /// A constant with one value, on every target or on some.
  @inline(never)
  init(_ value: Int128, on targets: TargetSet = .all) {
    let bits = UInt64(truncatingIfNeeded: value)
    (x86_64, aarch64, riscv64) = (
      targets.contains(.x86_64 as TargetSet) ? bits : 0, targets.contains(.aarch64 as TargetSet) ? bits : 0,
      targets.contains(.riscv64 as TargetSet) ? bits : 0
    )
    present = targets
    negative = value < 0 ? targets : []
  }

  /// A constant whose value on x86_64 differs from the one that the kernel's asm-generic headers give.
  @inline(never)
  init(x86_64: Int128, generic: Int128) {
    self.init(x86_64: x86_64, aarch64: generic, riscv64: generic)
  }

  /// A constant with a value of its own on each target that has it.
  @inline(never)
  init(x86_64: Int128? = nil, aarch64: Int128? = nil, riscv64: Int128? = nil) {
    var present: TargetSet = []
    var negative: TargetSet = []
    func bits(_ value: Int128?, _ target: TargetSet) -> UInt64 {
      guard let value else { return 0 }
      present.insert(target)
      if value < 0 { negative.insert(target) }
      return UInt64(truncatingIfNeeded: value)
    }
    self.x86_64 = bits(x86_64, .x86_64)
    self.aarch64 = bits(aarch64, .aarch64)
    self.riscv64 = bits(riscv64, .riscv64)
    self.present = present
    self.negative = negative
  }

  private init(x86_64: UInt64, aarch64: UInt64, riscv64: UInt64, present: TargetSet, negative: TargetSet) {
    (self.x86_64, self.aarch64, self.riscv64) = (x86_64, aarch64, riscv64)
    (self.present, self.negative) = (present, negative)
  }

  /// The value as C has it, or nil where the target has no such constant.
  public func value(on target: Target) -> Int128? {
    bits(on: target).map { bits in
      negative.contains(target) ? Int128(Int64(bitPattern: bits)) : Int128(bits)
    }
  }

  /// The value as it stands in a 64-bit register: a negative one in two's complement. Nil where the target has no such
  /// constant.
  public func bits(on target: Target) -> UInt64? {
    guard present.contains(target) else { return nil }
    return switch target {
    case .x86_64: x86_64
    case .aarch64: aarch64
    case .riscv64: riscv64
    }
  }

  /// The targets that have the constant.
  public var targets: [Target] { present.targets }

  /// Both constants' bits. Only a target that has both has their union: a flag that is missing is never left out in
  /// silence.
  public static func | (first: Constant, second: Constant) -> Constant {
    Constant(
      x86_64: first.x86_64 | second.x86_64, aarch64: first.aarch64 | second.aarch64,
      riscv64: first.riscv64 | second.riscv64, present: first.present.intersection(second.present),
      negative: first.negative.union(second.negative).intersection(first.present.intersection(second.present)))
  }
}
