// What the kernel wrote: memory is poisoned with several patterns in turn, the kernel is asked to fill it in each time,
// and a byte that shows the pattern every time was not written.

import Layout

/// The same memory after the kernel wrote to it, once for each pattern that it was poisoned with.
struct Images {
  static let patterns: [UInt8] = [0xa5, 0x5a, 0x3c]

  /// The bytes around a record that must keep their poison.
  static let margin = 64

  private(set) var memory: [[UInt8]] = []
  /// Where the record begins.
  private(set) var origin = margin

  /// Has `fill` write a record of `size` bytes, and what may follow it, to the address it is given.
  init(size: Int, _ fill: (UInt64) throws -> Void) rethrows {
    for pattern in Self.patterns {
      var bytes = [UInt8](repeating: pattern, count: size + 2 * Self.margin)
      try bytes.withUnsafeMutableBytes { buffer in
        try fill(UInt64(UInt(bitPattern: buffer.baseAddress)) + UInt64(Self.margin))
      }
      memory.append(bytes)
    }
  }

  /// Takes memory that the kernel wrote to at a place of its own choice.
  init(memory: [[UInt8]], origin: Int) {
    self.memory = memory
    self.origin = origin
  }

  /// Whether the byte at `offset` from the record's start was written.
  func isWritten(_ offset: Int) -> Bool {
    zip(memory, Self.patterns).contains { $0[origin + offset] != $1 }
  }

  /// The record's bytes as they are after the last call.
  func bytes(_ count: Int) -> [UInt8] { memory.last.map { Array($0[origin..<origin + count]) } ?? [] }

  /// Every offset from the record's start that the memory has.
  var offsets: Range<Int> { memory.first.map { -origin..<$0.count - origin } ?? 0..<0 }
}

/// A record that the running kernel fills in.
struct LiveRecord: Sendable {
  /// What the kernel is asked to do.
  let title: String
  let layout: RecordLayout
  /// Fields that this kernel call leaves alone.
  let leftAlone: Set<String>
  /// How many bytes the call may write behind the record, for one that something else follows.
  let trailing: Int
  /// Has the kernel fill memory in.
  let images: @Sendable () throws -> Images
  /// Looks at the record's values, which are known from elsewhere; says which are wrong.
  let verify: @Sendable ([UInt8]) throws -> [String]

  /// A record that the kernel writes to the address it is given.
  init<Schema: RecordSchema>(
    _ title: String, _ type: Record<Schema>.Type, leftAlone: Set<String> = [], trailing: Int = 0,
    fill: @escaping @Sendable (UInt64) throws -> Void,
    verify: @escaping @Sendable (Record<Schema>, inout Expectations) -> Void
  ) {
    let room = Int(type.layout(on: .x86_64).size) + trailing
    self.init(
      title, type, leftAlone: leftAlone, trailing: trailing, images: { try Images(size: room, fill) }, verify: verify)
  }

  /// A record that the kernel writes where it likes.
  init<Schema: RecordSchema>(
    _ title: String, _ type: Record<Schema>.Type, leftAlone: Set<String> = [], trailing: Int = 0,
    images: @escaping @Sendable () throws -> Images,
    verify: @escaping @Sendable (Record<Schema>, inout Expectations) -> Void
  ) {
    self.title = title
    layout = type.layout(on: .x86_64)
    self.leftAlone = leftAlone
    self.trailing = trailing
    self.images = images
    self.verify = { bytes in
      var expectations = Expectations()
      verify(try Record<Schema>(decoding: bytes, on: .x86_64), &expectations)
      return expectations.failures
    }
  }

  /// Everything in which the kernel disagrees with the record's layout.
  func disagreements() throws -> [String] {
    let images = try images()
    return try disagreements(of: images, with: layout) + verify(images.bytes(Int(layout.size)))
  }

  /// Everything in which the bytes that the kernel wrote are not those of `layout`.
  func disagreements(of images: Images, with layout: RecordLayout) -> [String] {
    let size = Int(layout.size)
    let fields = layout.withoutPadding([UInt8](repeating: 0xff, count: size))
    // A flexible array's elements may begin inside the record's tail padding.
    let end =
      layout.fields.last.flatMap { field in
        if case .array(_, nil) = field.type.shape { Int(field.offset) } else { nil }
      } ?? size
    let skipped = layout.leaves.filter { leaf in leftAlone.contains { leaf.path == $0 || leaf.path.hasPrefix($0 + ".") }
    }

    var found: [String] = []
    for offset in images.offsets {
      let isWritten = images.isWritten(offset)
      if offset < 0 || offset >= size + trailing {
        if isWritten { found.append("byte \(offset) was written, outside the record") }
      } else if offset >= end {
        continue
      } else if fields[offset] != 0 {
        if !isWritten && !skipped.contains(where: { $0.bytes.contains(UInt64(offset)) }) {
          found.append("byte \(offset) of '\(layout.path(of: UInt64(offset)))' was not written")
        }
      } else if isWritten && images.bytes(size)[offset] != 0 {
        found.append("byte \(offset) is padding and holds \(images.bytes(size)[offset])")
      }
    }
    return found
  }
}

extension RecordLayout {
  /// The fields that hold no other, each with its path and its bytes.
  var leaves: [(path: String, bytes: Range<UInt64>)] { leaves(at: 0, prefix: "") }

  private func leaves(at start: UInt64, prefix: String) -> [(path: String, bytes: Range<UInt64>)] {
    fields.flatMap { field -> [(path: String, bytes: Range<UInt64>)] in
      let path = prefix + (field.name ?? "")
      let offset = start + field.offset
      if case .record(let inner) = field.type.shape {
        return inner.leaves(at: offset, prefix: field.name == nil ? prefix : path + ".")
      }
      return [(path, offset..<offset + field.type.size)]
    }
  }

  fileprivate func path(of byte: UInt64) -> String { leaves.first { $0.bytes.contains(byte) }?.path ?? "padding" }
}

/// Collects which of the values that are known do not show.
struct Expectations {
  private(set) var failures: [String] = []

  /// Notes a value that is not the one expected.
  mutating func expect<Value: Equatable>(_ name: String, _ actual: Value, _ expected: Value) {
    if actual != expected { failures.append("'\(name)' is \(actual), not \(expected)") }
  }
}
