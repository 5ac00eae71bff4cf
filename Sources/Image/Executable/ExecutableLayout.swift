// Gives every section of an executable its place in the file and in memory.
//
//     file    | headers | read-only | code | thread data | data | unloaded | symbols, names, table of sections |
//     memory  | R segment           | R+X  | R+W                | zeroes
//
// No byte of padding makes the file's pages those of memory: a segment starts in the middle of a page, at the same place in
// it as in the file, and the page is mapped once for each of its neighbours. So headers, read-only data and code that fit
// into one page together would be readable and executable however many segments they had, and are one segment.

/// Where a section is.
struct SectionPlace {
  /// The section.
  let section: SectionIndex
  /// Where its bytes are in the file, or where they would be.
  var fileOffset: UInt64
  /// Where it is in memory; 0 for what is not loaded.
  var address: UInt64
}

/// A run of memory that the system makes of the file.
struct Segment {
  /// How the memory may be used.
  let protection: Protection
  /// Where its bytes are in the file.
  let fileOffset: UInt64
  /// Where it is in memory.
  let address: UInt64
  /// How many bytes the file has.
  var fileSize: UInt64
  /// How many bytes it has in memory; those that the file lacks are zero.
  var memorySize: UInt64

  enum Protection { case read, readExecute, readWrite }
}

/// A thread's own data.
struct ThreadSegment {
  let fileOffset: UInt64
  let address: UInt64
  var fileSize: UInt64
  var memorySize: UInt64
  let alignment: UInt64

  /// The bytes that a thread's data takes with what aligns its end.
  var alignedSize: UInt64 { memorySize.rounded(upToMultipleOf: alignment) }
}

/// The places of all sections that are in the file.
struct ExecutableLayout {
  /// In the order of the file.
  private(set) var places: [SectionPlace] = []
  private(set) var segments: [Segment] = []
  private(set) var thread: ThreadSegment?
  /// The addresses of all sections, for symbols: of those that are left out too, because empty symbols may stand in them.
  private(set) var addresses: [UInt64]
  /// The size of the file so far.
  private(set) var fileSize: UInt64
  /// The first address after everything.
  private(set) var endAddress: UInt64
  /// How many headers of segments there are.
  let segmentHeaderCount: Int

  /// The address of the file's first byte.
  let startAddress: UInt64

  static let fileHeaderSize: UInt64 = 64
  static let segmentHeaderSize: UInt64 = 56

  /// More than any file or memory has; below it, nothing here overflows.
  private static let greatest: UInt64 = 1 << 46
  private static let greatestAlignment: UInt64 = 1 << 30

  private let page: UInt64

  init(of object: borrowing RelocatableObject, on machine: MachineFacts) throws(ImageError) {
    page = machine.pageSize
    startAddress = machine.baseAddress
    var total: UInt64 = 0
    for section in object.sections {
      guard section.alignment.nonzeroBitCount == 1, section.alignment <= Self.greatestAlignment else {
        throw .badAlignment(section: section.name, alignment: section.alignment)
      }
      guard section.kind.isZeroed ? section.bytes.isEmpty : section.zeroSize == 0 else {
        throw .contradictorySection(section: section.name)
      }
      let (sum, overflow) = total.addingReportingOverflow(section.size)
      total = overflow ? .max : sum
      guard total <= Self.greatest else { throw .tooLarge(what: "the section '\(section.name)' is") }
    }
    // Sections in the order of the file, without the empty ones.
    func present(_ kinds: SectionKind...) -> [SectionIndex] {
      kinds.flatMap { kind in
        object.sections.indices.filter { object.sections[$0].kind == kind && object.sections[$0].size > 0 }
          .map { SectionIndex(rawValue: UInt32(truncatingIfNeeded: $0)) }
      }
    }
    let readOnly = present(.readOnlyData)
    let code = present(.code)
    let threadData = present(.threadData, .zeroedThreadData)
    let writable = present(.threadData, .data, .zeroedData)

    // One segment for everything that is not written, if it fits into a page.
    let least =
      Self.fileHeaderSize + Self.segmentHeaderSize * (2 + (writable.isEmpty ? 0 : 1) + (threadData.isEmpty ? 0 : 1))
    var end = least
    for section in readOnly + code {
      end = end.rounded(upToMultipleOf: object[section].alignment) + object[section].size
    }
    let isOne = readOnly.isEmpty || code.isEmpty || end <= page
    segmentHeaderCount = Int((least - Self.fileHeaderSize) / Self.segmentHeaderSize) + (isOne ? 0 : 1)
    let headers = least + (isOne ? 0 : Self.segmentHeaderSize)

    addresses = [UInt64](repeating: 0, count: object.sections.count)
    fileSize = headers
    endAddress = startAddress + headers
    segments.append(
      Segment(
        protection: isOne && !code.isEmpty ? .readExecute : .read, fileOffset: 0, address: startAddress,
        fileSize: headers, memorySize: headers))
    for section in readOnly { place(section, of: object) }
    if !isOne { startSegment(.readExecute, at: code, of: object) }
    for section in code { place(section, of: object) }
    if !writable.isEmpty { startSegment(.readWrite, at: writable, of: object) }
    if !threadData.isEmpty { placeThreadData(threadData, of: object) }
    for section in writable where object[section].kind != .threadData { place(section, of: object) }
    for section in object.sections.indices where object.sections[section].size == 0 {
      // Symbols of nothing still have an address, in memory that is there.
      addresses[section] = startAddress
    }
  }

  /// Starts a segment in a page of its own, at the same place in the page as in the file.
  private mutating func startSegment(
    _ protection: Segment.Protection, at sections: [SectionIndex], of object: borrowing RelocatableObject
  ) {
    let alignment = sections.reduce(1) { max($0, object[$1].alignment) }
    // All of them: the first need not be the one that asks for most.
    let first = sections.first.map { object[$0].alignment } ?? 1
    fileSize = fileSize.rounded(upToMultipleOf: min(first, page))
    endAddress = endAddress.rounded(upToMultipleOf: page) + fileSize % page
    if alignment > page {
      fileSize = fileSize.rounded(upToMultipleOf: page)
      endAddress = endAddress.rounded(upToMultipleOf: alignment)
    }
    segments.append(
      Segment(protection: protection, fileOffset: fileSize, address: endAddress, fileSize: 0, memorySize: 0))
  }

  /// Puts a section at the end of the last segment.
  private mutating func place(_ section: SectionIndex, of object: borrowing RelocatableObject) {
    let padding = endAddress.rounded(upToMultipleOf: object[section].alignment) - endAddress
    let size = object[section].size
    endAddress += padding
    if object[section].kind.isZeroed {
      places.append(SectionPlace(section: section, fileOffset: fileSize, address: endAddress))
    } else {
      fileSize += padding
      places.append(SectionPlace(section: section, fileOffset: fileSize, address: endAddress))
      fileSize += size
    }
    addresses[section.index] = endAddress
    endAddress += size
    let last = segments.count - 1
    segments[last].fileSize = fileSize - segments[last].fileOffset
    segments[last].memorySize = endAddress - segments[last].address
  }

  /// Puts the threads' own data where it is: one run, of which the zeroes take neither file nor memory here, because each
  /// thread has a copy elsewhere.
  private mutating func placeThreadData(_ sections: [SectionIndex], of object: borrowing RelocatableObject) {
    let alignment = sections.reduce(1) { max($0, object[$1].alignment) }
    let hasBytes = sections.contains { object[$0].kind == .threadData }
    let padding = hasBytes ? endAddress.rounded(upToMultipleOf: alignment) - endAddress : 0
    if hasBytes {
      fileSize += padding
      endAddress += padding
    }
    let start = hasBytes ? endAddress : endAddress.rounded(upToMultipleOf: alignment)
    var segment = ThreadSegment(
      fileOffset: fileSize, address: start, fileSize: 0, memorySize: 0, alignment: alignment)
    for section in sections where object[section].kind == .threadData { place(section, of: object) }
    segment.fileSize = hasBytes ? endAddress - start : 0
    var end = hasBytes ? endAddress : start
    for section in sections where object[section].kind == .zeroedThreadData {
      end = end.rounded(upToMultipleOf: object[section].alignment)
      // Where its bytes would be: tools tell a thread's datum's offset from that.
      let offset = segment.fileOffset + (end - start)
      places.append(SectionPlace(section: section, fileOffset: offset, address: end))
      addresses[section.index] = end
      end += object[section].size
    }
    segment.memorySize = end - start
    thread = segment
  }

  /// A symbol's offset in its thread's own data.
  func threadOffset(ofAddress address: UInt64) -> UInt64 { address &- (thread?.address ?? 0) }
}
