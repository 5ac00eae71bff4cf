// Where bytes of a module's texts stand: lines and columns, from an index that is made once.

/// The lines of a module's texts.
public struct SourceLines: Sendable {
  private let texts: [ModuleSource]
  /// How many lines end before each chunk of each text: a line that is asked for is counted from there.
  private let counts: [[UInt32]]

  private static let chunk = 1 << 10

  /// The lines of a module's texts.
  /// - Complexity: O(size of the texts).
  public init(_ module: Module) {
    texts = module.sources
    counts = texts.map { source in
      source.bytes.withUnsafeBytes { bytes in
        let chunkCount = bytes.count / Self.chunk + 1
        // Each thread counts the lines of its own chunks; what comes before is added behind.
        let threads = max(1, min(processorCount, chunkCount / 1_000))
        nonisolated(unsafe) let bytes = bytes
        let runs = sideBySide(threads) { number in
          let range = (chunkCount * number / threads)..<(chunkCount * (number + 1) / threads)
          return range.map { chunk in
            let start = chunk * Self.chunk
            return Self.newlines(
              in: UnsafeRawBufferPointer(rebasing: bytes[start..<min(start + Self.chunk, bytes.count)]))
          }
        }
        var counts: [UInt32] = []
        counts.reserveCapacity(chunkCount)
        var sum: UInt32 = 0
        for count in runs.joined() {
          counts.append(sum)
          sum += count
        }
        return counts
      }
    }
  }

  /// How many lines end in some bytes, 32 of which are looked at in one go.
  private static func newlines(in bytes: UnsafeRawBufferPointer) -> UInt32 {
    let highs = SIMD4<UInt64>(repeating: 0x8080_8080_8080_8080)
    let newlines = SIMD4<UInt64>(repeating: 0x0A0A_0A0A_0A0A_0A0A)
    let evens = SIMD4<UInt64>(repeating: 0x00FF_00FF_00FF_00FF)
    var count: UInt64 = 0
    var at = 0
    while bytes.count - at >= 32 {
      // In each byte, how many newlines stood there: no more than it can hold.
      var sums = SIMD4<UInt64>(repeating: 0)
      let end = at + min(255, (bytes.count - at) / 32) * 32
      while at < end {
        let words = bytes.loadUnaligned(fromByteOffset: at, as: SIMD4<UInt64>.self) ^ newlines
        let areOthers = ((words & ~highs) &+ ~highs) | words
        sums &+= (~areOthers & highs) &>> 7
        at += 32
      }
      let pairs = (sums & evens) &+ ((sums &>> 8) & evens)
      for lane in 0..<4 { count += (pairs[lane] &* 0x0001_0001_0001_0001) &>> 48 }
    }
    while at < bytes.count {
      if bytes[at] == 0x0A { count += 1 }
      at += 1
    }
    return UInt32(truncatingIfNeeded: count)
  }

  /// The line and the column of a place, counted from 1; columns count bytes. Nil where there is no text.
  /// - Complexity: O(length of the line).
  public func position(of place: SourcePlace) -> (line: Int, column: Int)? {
    guard place.file != SourcePlace.none, Int(place.file) < texts.count else { return nil }
    let counts = counts[Int(place.file)]
    return texts[Int(place.file)].bytes.withUnsafeBytes { bytes in
      let offset = min(Int(place.offset), bytes.count)
      let chunk = offset / Self.chunk
      let start = chunk * Self.chunk
      let line =
        Int(counts[chunk]) + Int(Self.newlines(in: UnsafeRawBufferPointer(rebasing: bytes[start..<offset])))
      var lineStart = offset
      while lineStart > 0, bytes[lineStart - 1] != 0x0A { lineStart -= 1 }
      return (line + 1, offset - lineStart + 1)
    }
  }
}

extension Module {
  /// Where an instruction comes from, as `file:line:column`: by its `loc`, else by its own text; empty where neither is known.
  public func spelledPlace(of instruction: Instruction, in function: Function, _ lines: SourceLines) -> String {
    if let location = function.location(of: instruction) { return spelling(of: location) }
    return spelling(of: function.place(of: instruction), lines)
  }

  /// A place in the source of the language above, as `file:line:column`.
  public func spelling(of location: SourceLocation) -> String {
    let path = file(numbered: location.file).map { names.string($0.path) } ?? "?"
    return "\(path):\(location.line)" + (location.column > 0 ? ":\(location.column)" : "")
  }

  /// A place in one of the module's texts, as `file:line:column`; empty where there is no text.
  public func spelling(of place: SourcePlace, _ lines: SourceLines) -> String {
    guard let (line, column) = lines.position(of: place) else { return "" }
    return "\(sources[Int(place.file)].name):\(line):\(column)"
  }
}
