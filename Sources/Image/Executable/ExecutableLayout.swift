// Gives every section of an executable its place in the file and in memory.
//
//     file    | headers | read-only, threads' data | code | data | unloaded | symbols, names, table of sections |
//     memory  | R                                  | R+X  | R+W  | zeroes
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
  /// Where a byte of data is that no section has; see `placeStandIn`.
  private(set) var standIn: (fileOffset: UInt64, address: UInt64)?
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
    let page = machine.pageSize
    self.page = page
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
    // What threads' own data starts as is copied for each of them, and never written itself.
    let readOnly = present(.readOnlyData, .threadData)
    let code = present(.code)
    let threadData = present(.threadData, .zeroedThreadData)
    let writable = present(.data, .zeroedData)

    // What asks for more than a page starts a segment, which costs a header; in the middle of one, it would cost the file
    // as many bytes as it asks for.
    func startsSegment(_ section: SectionIndex) -> Bool {
      switch object[section].kind {
      case .zeroedData, .zeroedThreadData: return false
      // All of it stays together.
      case .threadData: return section == threadData.first && Self.alignment(of: threadData, object) > page
      default: return object[section].alignment > page
      }
    }
    var plan: [(protection: Segment.Protection, sections: [SectionIndex])] = [(.read, [])]
    func add(_ sections: [SectionIndex], _ protection: Segment.Protection) {
      for (index, section) in sections.enumerated() {
        if index == 0 && plan[plan.count - 1].protection != protection || startsSegment(section) {
          plan.append((protection, []))
        }
        plan[plan.count - 1].sections.append(section)
      }
    }
    // One segment for everything that is not written, if it fits into a page.
    let least =
      Self.fileHeaderSize + Self.segmentHeaderSize * (2 + (writable.isEmpty ? 0 : 1) + (threadData.isEmpty ? 0 : 1))
    var end = least
    for section in readOnly + code {
      end = end.rounded(upToMultipleOf: object[section].alignment) + object[section].size
    }
    let isOne = !code.isEmpty && (readOnly.isEmpty || end <= page)
    if isOne { plan[0].protection = .readExecute }
    add(readOnly, plan[0].protection)
    add(code, .readExecute)
    add(writable, .readWrite)

    segmentHeaderCount = plan.count + (threadData.isEmpty ? 0 : 1) + 1
    let headers = Self.fileHeaderSize + Self.segmentHeaderSize * UInt64(segmentHeaderCount)
    addresses = [UInt64](repeating: 0, count: object.sections.count)
    fileSize = headers
    endAddress = startAddress + headers
    segments.append(
      Segment(
        protection: plan[0].protection, fileOffset: 0, address: startAddress, fileSize: headers, memorySize: headers))
    for (index, segment) in plan.enumerated() {
      if index > 0, let first = segment.sections.first {
        let isThreadData = object[first].kind == .threadData
        startSegment(
          segment.protection, alignment: isThreadData ? Self.alignment(of: threadData, object) : object[first].alignment
        )
      }
      if let first = segment.sections.first, object[first].kind == .zeroedData { placeStandIn() }
      for section in segment.sections {
        if object[section].kind != .threadData {
          place(section, of: object)
        } else if thread == nil {
          placeThreadData(threadData, of: object)
        }
      }
    }
    if thread == nil, !threadData.isEmpty { placeThreadData(threadData, of: object) }
    for section in object.sections.indices where object.sections[section].size == 0 {
      // Symbols of nothing still have an address, in memory that is there.
      addresses[section] = startAddress
    }
  }

  /// The greatest alignment that sections ask for.
  private static func alignment(of sections: [SectionIndex], _ object: borrowing RelocatableObject) -> UInt64 {
    var greatest: UInt64 = 1
    for section in sections { greatest = max(greatest, object[section].alignment) }
    return greatest
  }

  /// Starts a segment in a page of its own, at the same place in the page as in the file.
  private mutating func startSegment(_ protection: Segment.Protection, alignment: UInt64) {
    fileSize = fileSize.rounded(upToMultipleOf: min(alignment, page))
    endAddress = endAddress.rounded(upToMultipleOf: max(alignment, page)) + fileSize % page
    segments.append(
      Segment(protection: protection, fileOffset: fileSize, address: endAddress, fileSize: 0, memorySize: 0))
  }

  /// Puts a byte in front of zeroes that would be all of a segment. Linux before 6.7 misplaces a segment of which the file
  /// has nothing, and tools ask what such a segment is for.
  private mutating func placeStandIn() {
    standIn = (fileSize, endAddress)
    fileSize += 1
    endAddress += 1
    segments[segments.count - 1].fileSize = 1
    segments[segments.count - 1].memorySize = 1
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
    let alignment = Self.alignment(of: sections, object)
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
