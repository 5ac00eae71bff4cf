// What occupies how many bytes of a file: its tables, its sections, and what lies between them.

/// The parts of a file, in their order, so that each byte is counted once.
public struct FileMap: Sendable {
  /// A part of a file.
  public struct Part: Sendable, Hashable {
    /// What it is: a section's name, "file header", "segment headers", "padding".
    public let name: String
    /// Which bytes it takes.
    public let range: Range<UInt64>
    /// How its memory may be used, where it is loaded: "r-x".
    public let protection: String?
  }

  /// The parts.
  public let parts: [Part]

  /// The map of a file.
  public init(of file: ElfFile) {
    var known: [(name: String, range: Range<UInt64>)] = file.tables
    known += file.sections.filter { $0.hasBytes && $0.size > 0 }.map { ($0.name, $0.range) }
    if file.sections.isEmpty {
      // Segments tell less, but they are all there is.
      let tables = file.tables.map(\.range).sorted { $0.lowerBound < $1.lowerBound }
      for segment in file.segments where segment.isLoaded && segment.offset < file.size {
        var rest = segment.offset..<min(segment.offset + min(segment.fileSize, file.size), file.size)
        for table in tables where table.overlaps(rest) {
          known.append((segment.kind, rest.lowerBound..<max(rest.lowerBound, table.lowerBound)))
          rest = min(table.upperBound, rest.upperBound)..<rest.upperBound
        }
        known.append((segment.kind, rest))
      }
    }
    known.removeAll { $0.range.isEmpty }
    known.sort { ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound) }
    var parts: [Part] = []
    var end: UInt64 = 0
    func add(_ name: String, _ range: Range<UInt64>) {
      parts.append(Part(name: name, range: range, protection: Self.protection(of: range, in: file)))
    }
    func addGap(upTo next: UInt64) {
      guard next > end else { return }
      let isZero = file.isZero(in: end..<next)
      add(isZero ? "padding" : "(nothing knows)", end..<next)
    }
    for part in known {
      addGap(upTo: part.range.lowerBound)
      // Of two that overlap, the one that begins first has what they share.
      let start = max(end, part.range.lowerBound)
      guard part.range.upperBound > start else { continue }
      add(part.name, start..<part.range.upperBound)
      end = part.range.upperBound
    }
    addGap(upTo: file.size)
    self.parts = parts
  }

  private static func protection(of range: Range<UInt64>, in file: ElfFile) -> String? {
    file.segments.first { segment in
      segment.isLoaded && segment.offset <= range.lowerBound && range.upperBound - segment.offset <= segment.fileSize
    }?.protection
  }
}

extension ElfFile {
  /// Whether part of the file is zero.
  func isZero(in range: Range<UInt64>) -> Bool { bytes(in: range).allSatisfy { $0 == 0 } }
}
