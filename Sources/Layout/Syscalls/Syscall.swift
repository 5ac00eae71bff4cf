// System calls by name and by number: the typed call, and the look-ups over the table in SyscallTable.swift.
//
//     Syscalls.table.write.number(on: .aarch64)       // 64: typed, a misspelt name does not compile
//     Syscalls.named("write")?.number(on: .aarch64)   // the same for a name that arrives as text
//     Syscalls.name(of: 64, on: .aarch64)             // "write"

/// A system call: its number on each target that has it.
public struct Syscall: Sendable, Hashable {
  private let x86_64: UInt16?
  private let aarch64: UInt16?
  private let riscv64: UInt16?

  // Inlined into the table's hundreds of properties, these would cost the release build a minute.

  /// A call that has the same number on every target.
  @inline(never)
  init(_ number: UInt16) {
    (x86_64, aarch64, riscv64) = (number, number, number)
  }

  /// A call that x86_64 numbers in its own way.
  @inline(never)
  init(x86_64: UInt16, generic: UInt16) {
    (self.x86_64, aarch64, riscv64) = (x86_64, generic, generic)
  }

  /// A call that not every target has.
  @inline(never)
  init(x86_64: UInt16? = nil, aarch64: UInt16? = nil, riscv64: UInt16? = nil) {
    (self.x86_64, self.aarch64, self.riscv64) = (x86_64, aarch64, riscv64)
  }

  /// What goes into the target's system call register, or nil where the target has no such call.
  public func number(on target: Target) -> UInt32? {
    switch target {
    case .x86_64: x86_64.map(UInt32.init)
    case .aarch64: aarch64.map(UInt32.init)
    case .riscv64: riscv64.map(UInt32.init)
    }
  }

  /// The targets that have the call.
  public var targets: [Target] { Target.allCases.filter { number(on: $0) != nil } }
}

/// The kernel's system calls.
public enum Syscalls {
  /// Every call, as a property under the kernel's name for it.
  public static let table = SyscallTable()

  /// Every call with its name, in the order of declaration.
  public static let all: [(name: String, syscall: Syscall)] = namedProperties(of: table)
    .map { (name: $0.name, syscall: $0.value) }

  /// The call with the kernel's name `name` (`newfstatat`, `pread64`), whichever targets have it.
  /// - Complexity: O(1) after the first use.
  public static func named(_ name: String) -> Syscall? { byName[name] }

  /// The name of the call with this number on `target`.
  /// - Complexity: O(1) after the first use.
  public static func name(of number: UInt32, on target: Target) -> String? {
    byNumber[NumberOnTarget(number: number, target: target)]
  }

  private struct NumberOnTarget: Hashable {
    let number: UInt32
    let target: Target
  }

  private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0.syscall) })

  private static let byNumber: [NumberOnTarget: String] = {
    var names: [NumberOnTarget: String] = [:]
    for (name, syscall) in all {
      for target in Target.allCases {
        guard let number = syscall.number(on: target) else { continue }
        names[NumberOnTarget(number: number, target: target)] = name
      }
    }
    return names
  }()
}
