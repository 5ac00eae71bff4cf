// Finds debug information that was split from its file ("strip" and ".gnu_debuglink"): by the build identifier, or by
// name beside the file and under /usr/lib/debug. libdwfl's own search would also ask servers on the network.

internal import CElfutils
internal import Glibc

/// The callback that libdwfl calls for a file without debug information of its own. Gives an open descriptor, or -1.
func findSeparateDebugFile(
  module: OpaquePointer?, userData: UnsafeMutablePointer<UnsafeMutableRawPointer?>?,
  moduleName: UnsafePointer<CChar>?, base: Dwarf_Addr, fileName: UnsafePointer<CChar>?,
  linkName: UnsafePointer<CChar>?, linkChecksum: GElf_Word,
  foundName: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> Int32 {
  guard let fileName else { return -1 }
  for candidate in candidates(
    for: FileName.text(ofTerminated: fileName), module: module,
    link: linkName.map { FileName.text(ofTerminated: $0) })
  {
    let descriptor = FileName.open(candidate.path)
    guard descriptor >= 0 else { continue }
    var status = stat()
    let isFile = fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    if isFile, !candidate.needsChecksum || checksum(of: descriptor) == linkChecksum {
      // libdwfl frees the name.
      foundName?.pointee = strdup(FileName.terminated(candidate.path))
      return descriptor
    }
    close(descriptor)
  }
  return -1
}

private typealias Candidate = (path: String, needsChecksum: Bool)

private func candidates(for file: String, module: OpaquePointer?, link: String?) -> [Candidate] {
  var candidates: [Candidate] = []
  var bytes: UnsafePointer<UInt8>?
  var address: GElf_Addr = 0
  let count = dwfl_module_build_id(module, &bytes, &address)
  if count > 1, count <= 64, let bytes {
    let digits = (0..<Int(count)).map { index in
      let digits = String(bytes[index], radix: 16)
      return digits.utf8.count == 1 ? "0" + digits : digits
    }
    candidates.append(("/usr/lib/debug/.build-id/\(digits[0])/\(digits[1...].joined()).debug", false))
  }
  // A name with a slash in it would lead anywhere.
  guard let link, !link.isEmpty, !link.utf8.contains(UInt8(ascii: "/")) else { return candidates }
  let folder = FileName.resolved(file).map { path in
    String(path[..<(path.utf8.lastIndex(of: UInt8(ascii: "/")) ?? path.startIndex)])
  }
  guard let folder else { return candidates }
  for place in [folder, "\(folder)/.debug", "/usr/lib/debug\(folder)"] { candidates.append(("\(place)/\(link)", true)) }
  return candidates
}

/// The checksum that ".gnu_debuglink" holds: CRC-32 with the polynomial of Ethernet.
private func checksum(of descriptor: Int32) -> UInt32 {
  let table = (0..<256).map { index in
    var value = UInt32(index)
    for _ in 0..<8 { value = value & 1 == 0 ? value >> 1 : (value >> 1) ^ 0xedb8_8320 }
    return value
  }
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  var position: off_t = 0
  var sum: UInt32 = 0xffff_ffff
  while true {
    let count = buffer.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, position) }
    guard count > 0 else { return ~sum }
    position += off_t(count)
    for byte in buffer[..<count] { sum = table[Int(UInt8(truncatingIfNeeded: sum) ^ byte)] ^ (sum >> 8) }
  }
}
