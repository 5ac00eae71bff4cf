// System calls with nothing between the test and the kernel, and the small things that the live tests need around them.

import Glibc
import KernelProbe
import Layout

/// What the kernel refused to do.
struct KernelRefusal: Error, CustomStringConvertible {
  let error: Int32
  var description: String { "the kernel refused: \(String(cString: strerror(error)))" }
}

/// System calls by the names that Weft knows.
enum Linux {
  /// Calls the kernel, and throws what it refuses.
  @discardableResult
  static func call(
    _ name: KeyPath<SyscallTable, Syscall>, _ arguments: any CallArgument...
  ) throws -> Int {
    guard let number = Syscalls.table[keyPath: name].number(on: .x86_64) else { throw KernelRefusal(error: ENOSYS) }
    let six = arguments.map(\.register) + [UInt64](repeating: 0, count: 6 - arguments.count)
    // A descriptor that is an argument must not be closed before the call is over.
    let result = withExtendedLifetime(arguments) {
      kernel_call(Int(number), six[0], six[1], six[2], six[3], six[4], six[5])
    }
    guard result >= 0 else { throw KernelRefusal(error: Int32(-result)) }
    return result
  }

  /// Whether the running kernel is one that the live tests can ask.
  static var isAsked: Bool {
    #if arch(x86_64)
      true
    #else
      false
    #endif
  }

  /// This thread, as the kernel counts threads.
  static var thread: UInt64 { UInt64(gettid()) }

  private static func gettid() -> Int { (try? call(\.gettid)) ?? 0 }

  /// The seconds since the epoch, as the C library tells them.
  static var now: Int64 { Int64(time(nil)) }

  /// The name that directory-relative calls have for the current directory.
  static let currentDirectory = -100
}

/// What can be passed to the kernel.
protocol CallArgument {
  /// The argument as a register holds it.
  var register: UInt64 { get }
}

extension UInt64: CallArgument {
  var register: UInt64 { self }
}

extension Int: CallArgument {
  var register: UInt64 { UInt64(bitPattern: Int64(self)) }
}

extension Int32: CallArgument {
  var register: UInt64 { UInt64(bitPattern: Int64(self)) }
}

/// A file descriptor that is closed when nobody holds it.
final class Descriptor: Sendable, CallArgument {
  let number: Int32
  var register: UInt64 { number.register }

  init(_ number: Int) { self.number = Int32(number) }

  deinit { close(number) }
}

/// The address of a copy of `bytes`, for as long as `body` runs; what the kernel makes of them comes back.
@discardableResult
func withAddress<Result>(of bytes: inout [UInt8], _ body: (UInt64) throws -> Result) rethrows -> Result {
  try bytes.withUnsafeMutableBytes { try body(UInt64(UInt(bitPattern: $0.baseAddress))) }
}

/// The address of bytes that the kernel only reads.
@discardableResult
func withAddress<Result>(of bytes: [UInt8], _ body: (UInt64) throws -> Result) rethrows -> Result {
  var copy = bytes
  return try withAddress(of: &copy, body)
}

/// The address of a path.
@discardableResult
func withAddress<Result>(of path: String, _ body: (UInt64) throws -> Result) rethrows -> Result {
  try withAddress(of: Array(path.utf8) + [0], body)
}

/// A folder of a test's own, removed with what it holds when nobody holds it.
final class TemporaryFolder: Sendable {
  let path: String

  init() throws {
    let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(parent)/weft-live-XXXXXX".utf8) + [0]
    let made = template.withUnsafeMutableBytes { buffer in
      buffer.baseAddress.flatMap { mkdtemp($0.assumingMemoryBound(to: CChar.self)) }
    }
    guard made != nil else { throw KernelRefusal(error: errno) }
    path = String(decoding: template.dropLast(), as: UTF8.self)
  }

  /// Makes a file that holds `text`.
  func makeFile(_ name: String, _ text: String) throws -> String {
    let file = "\(path)/\(name)"
    let descriptor = Descriptor(Int(creat(file, 0o640)))
    guard descriptor.number >= 0, write(descriptor.number, text, text.utf8.count) == text.utf8.count else {
      throw KernelRefusal(error: errno)
    }
    return file
  }

  deinit {
    if let folder = opendir(path) {
      while let entry = readdir(folder) {
        let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        if name != "." && name != ".." { unlink("\(path)/\(name)") }
      }
      closedir(folder)
    }
    rmdir(path)
  }
}
