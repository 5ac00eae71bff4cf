// The names of files as the system has them: bytes, which need not be text.

internal import Glibc

/// Turns the names of files into text that can be printed, compared and turned back into the same bytes.
///
/// A byte that is not part of a UTF-8 character becomes one of Unicode's last 128 private characters. What a name holds of
/// those themselves is taken for four such bytes each, so that nothing is ambiguous.
public enum FileName {
  /// The private characters, for the bytes from 0x80 on.
  private static let strays: ClosedRange<UInt32> = 0x10FF80...0x10FFFF

  /// The text of a name.
  public static func text(of bytes: some Sequence<UInt8>) -> String {
    let bytes = Array(bytes)
    if let text = String(validating: bytes, as: UTF8.self), !holdsStrays(text) { return text }
    var text = String.UnicodeScalarView()
    var parser = Unicode.UTF8.ForwardParser()
    var input = bytes.makeIterator()
    var place = 0
    func add(_ count: Int) {
      for byte in bytes[place..<min(place + count, bytes.count)] {
        text.append(Unicode.Scalar(strays.lowerBound + UInt32(byte & 0x7F)) ?? "\u{FFFD}")
      }
    }
    while true {
      switch parser.parseScalar(from: &input) {
      case .valid(let encoded):
        let scalar = Unicode.UTF8.decode(encoded)
        if strays.contains(scalar.value) { add(encoded.count) } else { text.append(scalar) }
        place += encoded.count
      case .error(let length):
        add(length)
        place += length
      case .emptyInput:
        return String(text)
      }
    }
  }

  /// The bytes of a name that `text(of:)` may have made.
  public static func bytes(of text: String) -> [UInt8] {
    guard holdsStrays(text) else { return Array(text.utf8) }
    return text.unicodeScalars.flatMap { scalar in stray(scalar).map { [$0] } ?? Array(String(scalar).utf8) }
  }

  /// The byte that a private character stands for; nil for every other character.
  public static func stray(_ scalar: Unicode.Scalar) -> UInt8? {
    strays.contains(scalar.value) ? UInt8(truncatingIfNeeded: scalar.value & 0xFF) : nil
  }

  /// Whether a text holds bytes that are not text.
  public static func holdsStrays(_ text: String) -> Bool {
    // All of them begin with this byte in UTF-8.
    text.utf8.contains(0xF4) && text.unicodeScalars.contains { stray($0) != nil }
  }

  /// The bytes of a name as the system's calls take them, with a zero byte at the end.
  public static func terminated(_ text: String) -> [CChar] {
    bytes(of: text).map(CChar.init(bitPattern:)) + [0]
  }

  /// The text of a name that the system gives, up to its zero byte.
  public static func text(ofTerminated name: UnsafePointer<CChar>) -> String {
    text(of: UnsafeRawBufferPointer(start: name, count: strlen(name)))
  }

  /// The absolute name of a file, with every symbolic link followed. Nil where there is none, with `errno` set.
  public static func resolved(_ name: String) -> String? {
    guard let path = realpath(terminated(name), nil) else { return nil }
    defer { free(path) }
    return text(ofTerminated: path)
  }

  /// Opens a file for reading, without waiting for whoever writes to a pipe. Gives a descriptor, or -1 with `errno` set.
  public static func open(_ name: String) -> Int32 {
    let path = terminated(name)
    while true {
      let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
      if descriptor >= 0 || errno != EINTR { return descriptor }
    }
  }
}
