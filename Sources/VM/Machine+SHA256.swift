// SHA-256 in the machine: what `sha256.compress` means.

internal import IR

extension Machine {
  /// Takes blocks into a state. All of them are read before the state is written.
  func compressSHA256(_ state: UInt64, _ blocks: UInt64, count: UInt64) {
    guard count > 0 else { return }
    let (product, isTooLarge) = count.multipliedReportingOverflow(by: UInt64(SHA256.blockSize))
    let size = isTooLarge ? .max : product
    let stateSize = UInt64(SHA256.stateSize)
    if let trap = memory.fault(state, stateSize, needs: Shadow.written | Shadow.writable)
      ?? memory.fault(blocks, size, needs: Shadow.written)
    {
      return fail(trap)
    }
    var words = (0..<8).map { memory.peek(state + 4 * $0, as: UInt32.self) }
    let bytes = UnsafeRawPointer(memory.host(blocks))
    for block in 0..<Int(count) { Self.compress(bytes + block * SHA256.blockSize, into: &words) }
    for (index, word) in words.enumerated() { memory.poke(state + 4 * UInt64(index), word) }
  }

  /// Takes one block into eight words.
  private static func compress(_ block: UnsafeRawPointer, into state: inout [UInt32]) {
    func rotated(_ word: UInt32, _ count: UInt32) -> UInt32 { word &>> count | word &<< (32 - count) }
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { schedule in
      for index in 0..<16 {
        schedule[index] = UInt32(bigEndian: block.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self))
      }
      for index in 16..<64 {
        let (early, late) = (schedule[index - 15], schedule[index - 2])
        let low = rotated(early, 7) ^ rotated(early, 18) ^ early &>> 3
        let high = rotated(late, 17) ^ rotated(late, 19) ^ late &>> 10
        schedule[index] = schedule[index - 16] &+ low &+ schedule[index - 7] &+ high
      }
      var (a, b, c, d) = (state[0], state[1], state[2], state[3])
      var (e, f, g, h) = (state[4], state[5], state[6], state[7])
      for round in 0..<64 {
        let choice = e & f ^ ~e & g
        let majority = a & b ^ a & c ^ b & c
        let first =
          h &+ (rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)) &+ choice &+ SHA256.roundConstants[round]
          &+ schedule[round]
        let second = (rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)) &+ majority
        (h, g, f, e, d, c, b, a) = (g, f, e, d &+ first, c, b, a, first &+ second)
      }
      for (index, word) in [a, b, c, d, e, f, g, h].enumerated() { state[index] &+= word }
    }
  }
}
