// Which units of a file can hold a name at all. Most hold none of the names that are asked for, and looking through their bytes
// for the name, or for the place where the file keeps it, is many times faster than walking through their entries.

internal import CElfutils
internal import Glibc

/// Says of units that they cannot hold an entry of some name.
struct UnitFilter {
  private let debugInformation: OpaquePointer
  /// What an entry of that name holds: the name itself, or where it lies among the strings.
  private let patterns: [[UInt8]]

  /// The bytes of the section that units stand in. What a unit says about its own length may be wrong.
  private let section: UnsafeRawBufferPointer

  /// Above so many places where the strings hold the name (as the end of others), a walk is as fast.
  private static let mostPatterns = 8

  /// A filter for `name`, which ends in zero; nil where the file may refer to names in ways that are not looked for.
  init?(for name: [CChar], in debugInformation: OpaquePointer, isBigEndian: Bool) {
    var alternate = false
    if dwarf_getalt(debugInformation) != nil { alternate = true }
    guard !alternate, name.count > 1, let elf = dwarf_getelf(debugInformation) else { return nil }
    var patterns = [name.map(UInt8.init(bitPattern:))]
    var units: UnsafeRawBufferPointer?
    var names = 0
    guard elf_getshdrstrndx(elf, &names) == 0 else { return nil }
    var next: OpaquePointer? = elf_nextscn(elf, nil)
    while let section = next {
      next = elf_nextscn(elf, section)
      var header = GElf_Shdr()
      guard gelf_getshdr(section, &header) != nil, let text = elf_strptr(elf, names, Int(header.sh_name)) else {
        return nil
      }
      // An index into a table of its own says nothing about the name.
      if strcmp(text, ".debug_str_offsets") == 0 { return nil }
      if strcmp(text, ".debug_info") == 0 || strcmp(text, ".zdebug_info") == 0, let data = elf_rawdata(section, nil) {
        units = UnsafeRawBufferPointer(start: data.pointee.d_buf, count: data.pointee.d_size)
      }
      guard strcmp(text, ".debug_str") == 0 || strcmp(text, ".zdebug_str") == 0 else { continue }
      // Only what libdw itself reads strings from is worth looking through.
      var length = 0
      guard let data = elf_rawdata(section, nil), let start = data.pointee.d_buf,
        let strings = dwarf_getstring(debugInformation, 0, &length),
        UnsafeRawPointer(strings) == UnsafeRawPointer(start)
      else { return nil }
      let end = start + data.pointee.d_size
      var from = start
      while let found = name.withUnsafeBytes({ memmem(from, end - from, $0.baseAddress, $0.count) }) {
        guard patterns.count <= Self.mostPatterns, let offset = UInt32(exactly: found - start) else { return nil }
        patterns.append(withUnsafeBytes(of: isBigEndian ? offset.bigEndian : offset.littleEndian) { Array($0) })
        from = found + 1
      }
    }
    guard let units else { return nil }
    section = units
    self.debugInformation = debugInformation
    self.patterns = patterns
  }

  /// Whether the unit may hold an entry of that name.
  func allows(_ unit: DebugEntry) -> Bool {
    guard let bytes = unit.bytesOfUnit(in: debugInformation, section) else { return true }
    return patterns.contains { Self.find($0, in: bytes) }
  }

  /// Whether `bytes` hold a pattern. One byte of it is looked for, which glibc does with the processor's widest registers:
  /// the greatest, because small ones are everywhere in debug information.
  private static func find(_ pattern: [UInt8], in bytes: UnsafeRawBufferPointer) -> Bool {
    guard let start = bytes.baseAddress, let greatest = pattern.max(), let place = pattern.firstIndex(of: greatest),
      bytes.count >= pattern.count
    else { return false }
    // Where that byte may stand, so that the pattern lies inside.
    var from = start + place
    let end = start + bytes.count - (pattern.count - 1 - place)
    return pattern.withUnsafeBytes { pattern in
      while from < end, let found = memchr(from, Int32(greatest), end - from) {
        if let first = pattern.baseAddress, memcmp(found - place, first, pattern.count) == 0 { return true }
        from = UnsafeRawPointer(found) + 1
      }
      return false
    }
  }
}
