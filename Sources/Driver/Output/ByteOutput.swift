// Buffered bytes on their way to a file descriptor, or kept in memory for whoever wants to look at them.

import Glibc

/// Buffered bytes on their way to a file descriptor or kept in memory.
///
/// The first failure of a write is remembered and ends all further writing: printing code need not ask after every line.
/// It is for the owner to ask `finish()` in the end.
final class ByteOutput {
  /// Why nothing more can be written.
  enum Failure: Error, Equatable {
    /// Nobody reads the other end of the pipe any more.
    case readerGone
    /// The system's error number.
    case system(Int32)
  }

  private static let capacity = 1 << 16

  private var buffer: [UInt8] = []
  /// Nil keeps everything in memory.
  private let descriptor: Int32?
  /// Whether to colour what is written with a style.
  var isColored = false
  private(set) var failure: Failure?

  /// Writes to an open file descriptor, which stays the caller's to close.
  init(descriptor: Int32) {
    self.descriptor = descriptor
    buffer.reserveCapacity(Self.capacity)
  }

  /// Keeps what is written in memory.
  init() { descriptor = nil }

  /// What is in memory: everything, where there is no descriptor; else what was not passed on yet.
  var bytes: [UInt8] { buffer }

  /// Whether the descriptor is a terminal.
  var isTerminal: Bool {
    guard let descriptor else { return false }
    return isatty(descriptor) == 1
  }

  func write(_ byte: UInt8) {
    buffer.append(byte)
    passOnIfFull()
  }

  func write<Bytes: Sequence<UInt8>>(contentsOf bytes: Bytes) {
    buffer.append(contentsOf: bytes)
    passOnIfFull()
  }

  func write(_ text: StaticString) {
    text.withUTF8Buffer { buffer.append(contentsOf: $0) }
    passOnIfFull()
  }

  func write(_ text: String) {
    buffer.append(contentsOf: text.utf8)
    passOnIfFull()
  }

  /// Writes a text in a style, where colour is wanted.
  func write(_ text: String, _ style: Style) {
    guard isColored, style != .plain, !text.isEmpty else {
      write(text)
      return
    }
    write(style.start)
    write(text)
    write(Style.end)
  }

  func write(repeating byte: UInt8, count: Int) {
    buffer.append(contentsOf: repeatElement(byte, count: max(0, count)))
    passOnIfFull()
  }

  func newline() { write(UInt8(ascii: "\n")) }

  /// Passes on all that was written, and says what went wrong, if anything did.
  func finish() throws(Failure) {
    passOn()
    if let failure { throw failure }
  }

  private func passOnIfFull() {
    if descriptor != nil, buffer.count >= Self.capacity { passOn() }
  }

  private func passOn() {
    guard let descriptor else { return }
    if failure == nil { failure = Self.write(buffer, to: descriptor) }
    buffer.removeAll(keepingCapacity: true)
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Failure? {
    switch WholeWrite.write(bytes, to: descriptor) {
    case nil: nil
    case EPIPE: .readerGone
    case let number?: .system(number)
    }
  }
}
