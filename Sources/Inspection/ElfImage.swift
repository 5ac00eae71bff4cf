// A file in memory, with libelf's view of it.

internal import CElfutils
internal import CrossCheck
internal import Glibc

/// A file in memory, and what libelf keeps of it.
final class ElfImage: @unchecked Sendable {
  // Nothing of it changes once it is made: libelf only reads, and is asked only while it is made.
  let memory: UnsafeMutableRawBufferPointer
  let elf: OpaquePointer
  let raw: GElf_Ehdr
  let header: ElfFile.Header

  /// No file that one looks at is larger.
  private static let largest: off_t = 1 << 32

  init(path: String) throws(InspectionError) {
    guard !path.utf8.contains(0) else { throw .cannotOpen(reason: "its name holds a zero byte") }
    let descriptor = FileName.open(path)
    guard descriptor >= 0 else { throw .cannotOpen(reason: String(cString: strerror(errno))) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw .cannotOpen(reason: "it is no regular file")
    }
    guard status.st_size <= Self.largest else {
      throw .cannotOpen(reason: "it is larger than \(Self.largest >> 30) GiB")
    }
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: Int(status.st_size), alignment: 16)
    do throws(InspectionError) {
      try Self.fill(memory, from: descriptor)
      let start = Array(memory.prefix(4))
      guard start == [0x7F, 0x45, 0x4C, 0x46] else {
        throw .notAnObject(
          reason: OtherFormat(start: start)?.explanation ?? "it does not start with 7f 45 4c 46 (\"ELF\")")
      }
      elf_version(UInt32(EV_CURRENT))
      raw = try Self.readHeader(memory)
    } catch {
      memory.deallocate()
      throw error
    }
    guard let elf = elf_memory(memory.baseAddress?.assumingMemoryBound(to: CChar.self), memory.count) else {
      memory.deallocate()
      throw .malformed(offset: 0, fault: Self.lastError())
    }
    self.elf = elf
    self.memory = memory
    header = ElfFile.Header(raw)
  }

  deinit {
    elf_end(elf)
    memory.deallocate()
  }

  private static func fill(_ memory: UnsafeMutableRawBufferPointer, from descriptor: Int32) throws(InspectionError) {
    var count = 0
    while count < memory.count {
      let length = pread(descriptor, memory.baseAddress.map { $0 + count }, memory.count - count, off_t(count))
      if length < 0, errno == EINTR { continue }
      guard length >= 0 else { throw .cannotOpen(reason: String(cString: strerror(errno))) }
      guard length > 0 else { throw .cannotOpen(reason: "it became shorter while it was read") }
      count += length
    }
  }

  /// Reads the file's header, after what libelf would take amiss without saying where.
  private static func readHeader(_ memory: UnsafeMutableRawBufferPointer) throws(InspectionError) -> GElf_Ehdr {
    guard memory.count >= Int(EI_NIDENT) else {
      throw .malformed(offset: UInt64(memory.count), fault: "it ends inside of its header")
    }
    let (width, order, version) = (
      Int32(memory[Int(EI_CLASS)]), Int32(memory[Int(EI_DATA)]), Int32(memory[Int(EI_VERSION)])
    )
    guard width == ELFCLASS32 || width == ELFCLASS64 else {
      throw .malformed(offset: UInt64(EI_CLASS), fault: "the width of addresses is \(width), neither 1 nor 2")
    }
    guard order == ELFDATA2LSB || order == ELFDATA2MSB else {
      throw .malformed(offset: UInt64(EI_DATA), fault: "the order of bytes is \(order), neither 1 nor 2")
    }
    guard version == EV_CURRENT else {
      throw .malformed(offset: UInt64(EI_VERSION), fault: "the version of the format is \(version), not 1")
    }
    guard memory.count >= (width == ELFCLASS64 ? 64 : 52) else {
      throw .malformed(offset: UInt64(memory.count), fault: "it ends inside of its header")
    }
    guard let elf = elf_memory(memory.baseAddress?.assumingMemoryBound(to: CChar.self), memory.count) else {
      throw .malformed(offset: 0, fault: lastError())
    }
    defer { elf_end(elf) }
    var header = GElf_Ehdr()
    guard elf_kind(elf) == ELF_K_ELF, gelf_getehdr(elf, &header) != nil else {
      throw .malformed(offset: 0, fault: lastError())
    }
    return header
  }

  /// What libelf says went wrong last.
  static func lastError() -> String {
    elf_errmsg(-1).map { String(cString: $0) }.flatMap { $0 == "no error" ? nil : $0 } ?? "it cannot be read"
  }
}
